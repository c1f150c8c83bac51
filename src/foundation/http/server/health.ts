import { z } from 'zod';
import { type Clock, systemClock, toTimestamp } from '../../clock.ts';
import type { DueRunner, Lag } from '../../due/runner.ts';
import { omitAbsent } from '../../omit-absent.ts';
import { isForTheLog, Problem, unavailable } from '../../problem.ts';
import { unlessEmpty } from '../../unless-empty.ts';
import { Timestamp } from '../../schemas/wire.ts';
import type { App } from '../request/app.ts';
import { type Checks, openProbes } from './probes.ts';

declare module '../request/app.ts' {
  interface AppStats {
    /** Of each check, 1 while it fails, else 0. */
    failingChecks?: () => Promise<Record<string, number>>;
  }
}

export type HealthSettings = {
  /** Required checks by name; a check fails by throwing, and then the server is not ready. */
  checks: Checks;
  /** Optional checks: a failure is reported as `degraded`, and the server stays ready. */
  optionalChecks?: Checks;
  /** Tells how late due work is. */
  due?: Pick<DueRunner, 'lag'>;
  /** True from the moment the process was told to stop. */
  isStopping: () => boolean;
  clock?: Clock;
};

export const HealthOut = z
  .object({ status: z.literal('ok') })
  .meta({ id: 'Health', description: 'All is well.', examples: [{ status: 'ok' }] });

const DueOut = z
  .object({
    late: z
      .number()
      .int()
      .meta({ description: 'The number of due changes that are more than a second late.' }),
    since: Timestamp.optional().meta({ description: 'When the first of them was due.' }),
    setAside: z.number().int().meta({
      description:
        'The number of due changes that were refused; they are not tried again until an editor has acted.',
    }),
  })
  .meta({
    id: 'DueLag',
    description: 'Due changes that have not been done.',
    examples: [{ late: 1, since: '2022-06-15T06:00:00.000Z', setAside: 0 }],
  });

export const ReadinessOut = z
  .object({
    status: z.literal('ok'),
    due: DueOut.optional().meta({ description: 'Absent while nothing is late or set aside.' }),
    degraded: z
      .array(z.string())
      .optional()
      .meta({
        description:
          'Failing optional checks: `store`, when pictures can be neither stored nor read, or their folder was lost; `imageWorker`, when they can be neither opened nor made; `writes`, when the database refuses them; `disk`, when it is almost full; `wal`, when the log of the database grows without end. `backup`, when the last backup by the server itself has failed; `webhooks`, when one failed for three days or its secret cannot be read. Absent when none fails.',
        examples: [['store']],
      }),
    degradedSince: z
      .record(z.string(), Timestamp)
      .optional()
      .meta({
        description: 'Since when each of them fails. Absent when none does.',
        examples: [{ store: '2022-06-15T06:00:00.000Z' }],
      }),
  })
  .meta({ id: 'Readiness', description: 'Ready for requests.', examples: [{ status: 'ok' }] });

/** Liveness and readiness. Neither is cached. */
export function healthRoutes(app: App, settings: HealthSettings): void {
  const { checks, optionalChecks = {}, due, clock = systemClock } = settings;
  let lag: Lag | undefined;
  async function dueWork(): Promise<void> {
    lag = await due?.lag();
    if (lag?.isStuck) throw new Error('no due work has run for ten seconds');
  }
  const required = { ...checks, dueWork };
  const all = { ...required, ...optionalChecks };
  const told = new Set<string>();
  const probes = openProbes({
    checks: all,
    clock,
    report(check, change) {
      if ('forMs' in change) {
        if (told.delete(check)) app.log.info({ check, ...change }, 'a check of /health/ready passes again');
      } else if (isForTheLog(change.error)) {
        told.add(check);
        app.log.error({ err: change.error, check }, 'a check of /health/ready fails');
      }
    },
  });
  lookInTheBackground(app, probes.look);
  app.stats.failingChecks = async () => {
    await probes.look();
    const failing = new Set(probes.failingOf(Object.keys(all)).map(({ name }) => name));
    return Object.fromEntries(Object.keys(all).map((name) => [name, Number(failing.has(name))]));
  };
  app.get(
    '/health/live',
    {
      config: { access: 'public', cacheable: false, load: 'health' },
      schema: {
        operationId: 'getLiveness',
        tags: ['Service'],
        summary: 'Is the process alive?',
        description: 'Answers without touching the database or a file. If this fails, restart the process.',
        response: { 200: HealthOut },
      },
    },
    () => ({ status: 'ok' as const }),
  );
  app.get(
    '/health/ready',
    {
      config: { access: 'public', cacheable: false, load: 'health' },
      schema: {
        operationId: 'getReadiness',
        tags: ['Service'],
        summary: 'Is it ready for requests?',
        description:
          'Answers at once with what is known: what requests depend on is checked every second in the background, and a check without a result after a second has failed. `due` has changes that are late or refused: a scheduled story, an alert. Answers 503 while something fails, which `failing` lists (`dueWork`: no due work has run for ten seconds), and from the beginning of a stop: send no more requests then. Stories are read without the store of pictures, without the process that opens them, and while nothing can be written: while one of these fails, `degraded` names it.',
        response: { 200: ReadinessOut },
      },
    },
    async () => {
      if (settings.isStopping()) throw unavailable('The server is stopping.');
      await probes.look();
      const failing = probes.failingOf(Object.keys(required));
      if (failing.length > 0) throw notReady(failing.map(({ name }) => name));
      const degraded = probes.failingOf(Object.keys(optionalChecks));
      return omitAbsent({
        status: 'ok' as const,
        due: lag && presentLag(lag),
        degraded: unlessEmpty(degraded.map(({ name }) => name)),
        degradedSince: degraded.length > 0 ? sinceByName(degraded) : undefined,
      });
    },
  );
}

function notReady(failing: string[]) {
  return new Problem('unavailable', `Not ready: ${failing.join(', ')}.`, { extensions: { failing } });
}

/** While the server listens, failures are found and logged also when nobody asks. */
function lookInTheBackground(app: App, look: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  app.addHook('onListen', async () => {
    timer = setInterval(() => void look(), 1_000).unref();
  });
  app.addHook('preClose', async () => clearInterval(timer));
}

function sinceByName(failing: { name: string; since: number }[]) {
  return Object.fromEntries(failing.map(({ name, since }) => [name, toTimestamp(since)]));
}

function presentLag({ late, since, setAside }: Lag) {
  if (late === 0 && setAside === 0) return undefined;
  return omitAbsent({ late, since: since === undefined ? undefined : toTimestamp(since), setAside });
}
