import { z } from 'zod';
import { type Clock, systemClock } from '../clock.ts';
import { Problem, unavailable } from '../problem.ts';
import type { App } from './app.ts';

export type HealthSettings = {
  /** What must work before requests are welcome, by name; a check fails by throwing. */
  checks: Record<string, () => Promise<void> | void>;
  /** True from the moment the process was told to stop. */
  isStopping: () => boolean;
  clock?: Clock;
};

export const HealthOut = z
  .object({ status: z.literal('ok') })
  .meta({ id: 'Health', description: 'All is well.', examples: [{ status: 'ok' }] });

/** Whether the process lives, and whether it is ready for requests. Neither is ever stored. */
export function healthRoutes(app: App, settings: HealthSettings): void {
  const failingChecks = rememberForOneSecond(settings);
  app.get(
    '/health/live',
    {
      config: { access: 'public', cacheable: false },
      schema: {
        operationId: 'getLiveness',
        tags: ['Service'],
        summary: 'Does the process live?',
        description: 'Answers without touching the database or a file. If this fails, restart the process.',
        response: { 200: HealthOut },
      },
    },
    () => ({ status: 'ok' as const }),
  );
  app.get(
    '/health/ready',
    {
      config: { access: 'public', cacheable: false },
      schema: {
        operationId: 'getReadiness',
        tags: ['Service'],
        summary: 'Is it ready for requests?',
        description:
          'Checks what requests depend on, at most once a second. Answers 503 while something fails, naming it in `failing`, and from the moment the server begins to stop: send no more requests then.',
        response: { 200: HealthOut },
      },
    },
    async (request) => {
      if (settings.isStopping()) throw unavailable('The server is stopping.');
      const failing = await failingChecks((name, error) =>
        request.log.error({ err: error, check: name }, 'not ready'),
      );
      if (failing.length > 0) throw notReady(failing);
      return { status: 'ok' as const };
    },
  );
}

function notReady(failing: string[]) {
  return new Problem('unavailable', `Not ready: ${failing.join(', ')}.`, { extensions: { failing } });
}

function rememberForOneSecond({ checks, clock = systemClock }: HealthSettings) {
  let last: { at: number; failing: Promise<string[]> } | undefined;
  return function failingChecks(onFailure: (name: string, error: unknown) => void): Promise<string[]> {
    const at = clock.now();
    if (!last || at - last.at >= 1_000) last = { at, failing: runChecks(checks, onFailure) };
    return last.failing;
  };
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
