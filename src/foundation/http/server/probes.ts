import type { Clock } from '../../clock.ts';
import { pause } from '../../process/pause.ts';

/** Checks by name; a check fails by throwing. */
export type Checks = Record<string, () => unknown>;

/** A check without a result after this long fails, and each is asked at most this often. */
const longestMs = 1_000;
/** A request waits this long for checks that are quick; of the others it tells what was known before. */
const quickMs = 50;

type Parts = {
  checks: Checks;
  clock: Clock;
  /** Called once when a check begins to fail, and with `forMs` and no error when it passes again. */
  report: (name: string, told: { error: unknown } | { forMs: number }) => void;
};

type State = { lookedAt: number; failingSince?: number | undefined };

/** Asks checks apart from each other, so that a slow one delays neither the others nor an answer. */
export function openProbes({ checks, clock, report }: Parts) {
  const states = new Map<string, State>();
  const running = new Set<string>();
  function elapsed(): number {
    return clock.elapsed?.() ?? clock.now();
  }
  let first: Promise<unknown> | undefined;

  /** Begins the checks whose last result is a second old; gives when the quick ones are done, at the first time all. */
  async function look(): Promise<void> {
    const begun = Promise.all(Object.entries(checks).map(([name, check]) => ask(name, check)));
    await (first ??= begun);
    await Promise.race([begun, pause(quickMs)]);
  }

  async function ask(name: string, check: Checks[string]): Promise<void> {
    const known = states.get(name);
    if (running.has(name) || (known && elapsed() - known.lookedAt < longestMs)) return;
    running.add(name);
    states.set(name, { ...known, lookedAt: elapsed() });
    const result = resultOf(check).finally(() => running.delete(name));
    note(name, await withinASecond(result));
  }

  function note(name: string, error: unknown): void {
    const { failingSince, lookedAt } = states.get(name)!;
    const now = clock.now();
    if (error === undefined) {
      if (failingSince !== undefined) report(name, { forMs: now - failingSince });
      states.set(name, { lookedAt });
    } else if (failingSince === undefined) {
      report(name, { error });
      states.set(name, { lookedAt, failingSince: now });
    }
  }

  /** The failing ones of these checks, and since when (UTC milliseconds). */
  function failingOf(names: string[]): { name: string; since: number }[] {
    return names.flatMap((name) => {
      const since = states.get(name)?.failingSince;
      return since === undefined ? [] : [{ name, since }];
    });
  }

  return { look, failingOf };
}

/** The error of a check; undefined when it passes. */
async function resultOf(check: Checks[string]): Promise<unknown> {
  try {
    await check();
    return undefined;
  } catch (error) {
    return error ?? new Error('the check failed');
  }
}

async function withinASecond(result: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<unknown>((resolve) => {
    timer = setTimeout(() => resolve(new Error('no answer within a second')), longestMs);
  });
  return Promise.race([result, late]).finally(() => clearTimeout(timer));
}
