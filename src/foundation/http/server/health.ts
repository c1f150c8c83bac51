import type { FastifyBaseLogger } from 'fastify';
import { z } from 'zod';
import { type Clock, systemClock, toTimestamp } from '../../clock.ts';
import type { DueRunner, Lag } from '../../due/runner.ts';
import { omitAbsent } from '../../omit-absent.ts';
import { isForTheLog, Problem, unavailable } from '../../problem.ts';
import { unlessEmpty } from '../../unless-empty.ts';
import { Timestamp } from '../../schemas/wire.ts';
import type { App } from '../request/app.ts';

declare module '../request/app.ts' {
  interface AppStats {
    /** Of each check, 1 while it fails, else 0. */
    failingChecks?: () => Promise<Record<string, number>>;
  }
}

export type HealthSettings = {
  /** Required checks by name; a check fails by throwing, and then the server is not ready. */
  checks: Record<string, () => Promise<void> | void>;
  /** Optional checks: a failure is reported as `degraded`, and the server stays ready. */
  optionalChecks?: HealthSettings['checks'];
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
          'Failing optional checks: `store`, when pictures can be neither stored nor read; `imageWorker`, when they can be neither opened nor made; `writes`, when the database refuses them; `disk`, when it is almost full; `wal`, when the log of the database grows without end. `backup`, when the last backup by the server itself has failed. Absent when none fails.',
        examples: [['store']],
      }),
  })
  .meta({ id: 'Readiness', description: 'Ready for requests.', examples: [{ status: 'ok' }] });

/** Liveness and readiness. Neither is cached. */
export function healthRoutes(app: App, settings: HealthSettings): void {
  const seen = rememberForOneSecond(settings);
  const names = [...Object.keys(settings.checks), 'dueWork', ...Object.keys(settings.optionalChecks ?? {})];
  function look(log: FastifyBaseLogger): Promise<Seen> {
    return seen((check, err) => {
      if (isForTheLog(err)) log.error({ err, check }, 'a check of /health/ready fails');
    });
  }
  app.stats.failingChecks = async () => {
    const { failing, degraded } = await look(app.log);
    const all = new Set([...failing, ...degraded]);
    return Object.fromEntries(names.map((name) => [name, Number(all.has(name))]));
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
          'Checks what requests depend on, at most once a second. `due` has changes that are late or refused: a scheduled story, an alert. Answers 503 while something fails, which `failing` lists (`dueWork`: no due work has run for ten seconds), and from the beginning of a stop: send no more requests then. Stories are read without the store of pictures, without the process that opens them, and while nothing can be written: while one of these fails, `degraded` names it.',
        response: { 200: ReadinessOut },
      },
    },
    async (request) => {
      if (settings.isStopping()) throw unavailable('The server is stopping.');
      const { failing, degraded, due } = await look(request.log);
      if (failing.length > 0) throw notReady(failing);
      return omitAbsent({ status: 'ok' as const, due, degraded: unlessEmpty(degraded) });
    },
  );
}

function notReady(failing: string[]) {
  return new Problem('unavailable', `Not ready: ${failing.join(', ')}.`, { extensions: { failing } });
}

type Seen = { failing: string[]; degraded: string[]; due?: z.output<typeof DueOut> | undefined };

function rememberForOneSecond({ checks, optionalChecks = {}, due, clock = systemClock }: HealthSettings) {
  let last: { at: number; seen: Promise<Seen> } | undefined;
  let known: string[] = [];
  /** A failure is told once, until the check passes again. */
  async function see(onFailure: (name: string, error: unknown) => void): Promise<Seen> {
    let lag: Lag | undefined;
    async function dueWork(): Promise<void> {
      lag = await due?.lag();
      if (lag?.isStuck) throw new Error('no due work has run for ten seconds');
    }
    function onNewFailure(name: string, error: unknown): void {
      if (!known.includes(name)) onFailure(name, error);
    }
    const [failing, degraded] = await Promise.all([
      runChecks({ ...checks, dueWork }, onNewFailure),
      runChecks(optionalChecks, onNewFailure),
    ]);
    known = [...failing, ...degraded];
    return { failing, degraded, due: lag && presentLag(lag) };
  }
  return function look(onFailure: (name: string, error: unknown) => void): Promise<Seen> {
    const at = clock.now();
    if (!last || at - last.at >= 1_000) last = { at, seen: see(onFailure) };
    return last.seen;
  };
}

function presentLag({ late, since, setAside }: Lag) {
  if (late === 0 && setAside === 0) return undefined;
  return omitAbsent({ late, since: since === undefined ? undefined : toTimestamp(since), setAside });
}

async function runChecks(
  checks: HealthSettings['checks'],
  onFailure: (name: string, error: unknown) => void,
): Promise<string[]> {
  const failing = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        await check();
        return [];
      } catch (error) {
        onFailure(name, error);
        return [name];
      }
    }),
  );
  return failing.flat();
}
