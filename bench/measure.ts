import type { Job, Loader, Measured } from './loader.ts';
import type { Running } from './processes.ts';
import { say, sayAgain } from './say.ts';
import type { Settings } from './settings.ts';

/** One line of the table: who is asked what, and what goes on meanwhile. */
export type Contest = {
  what: string;
  who: string;
  server: Running;
  job: Pick<Job, 'paths' | 'headers' | 'post' | 'perSecond'>;
  meanwhile?: ((seconds: number) => Promise<void>) | undefined;
};

export type Line = { what: string; who: string; rounds: Measured[]; median: Measured };

const warmUpSeconds = 2;

/** Warms everyone up, then measures in rounds in which each has a turn, so that a slow minute is everybody's. */
export async function measure(
  loader: Loader,
  contests: Contest[],
  { rounds, seconds, connections }: Pick<Settings, 'rounds' | 'seconds' | 'connections'>,
): Promise<Line[]> {
  const lines = contests.map(({ what, who }) => ({ what, who, rounds: [] as Measured[] }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, { what, who, server, job, meanwhile }] of contests.entries()) {
      sayAgain(`${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}: ${what}, ${who}`);
      const turnSeconds = round === 0 ? Math.min(warmUpSeconds, seconds) : seconds;
      const [measured] = await Promise.all([
        loader.measure(server, { ...job, connections, seconds: turnSeconds }),
        meanwhile?.(turnSeconds),
      ]);
      if (round > 0) lines[index]!.rounds.push(measured);
    }
  }
  return lines.map((line) => {
    const summed = { ...line, median: medianOf(line.rounds) };
    const { perSecond, p50, p99, cpuMs = 0, serverBusy = 0, loadBusy } = summed.median;
    say(
      `${line.what}, ${line.who}: ${Math.round(perSecond)}/s, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, ${cpuMs.toFixed(1)} ms CPU per 1000, server busy ${Math.round(serverBusy * 100)} %, load busy ${Math.round(loadBusy * 100)} %`,
    );
    return summed;
  });
}

/** The middle of the numbers. */
export function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

function medianOf(rounds: Measured[]): Measured {
  const names = Object.keys(rounds[0]!) as (keyof Measured)[];
  return Object.fromEntries(
    names.map((name) => {
      const values = rounds.map((round) => round[name]).filter((value) => value !== undefined);
      return [name, values.length === 0 ? undefined : median(values)];
    }),
  ) as Measured;
}
