import { expect, it, onTestFinished } from 'vitest';
import { standingClock } from '../../support/clock.ts';
import { sampleApp } from './sample-app.ts';

/** An app behind a proxy at this machine, that limits addresses; gives what it warns of. */
async function behindProxy() {
  const lines: string[] = [];
  const app = sampleApp({
    trustProxy: ['127.0.0.1'],
    rateLimits: { perAddress: 100, clock: standingClock('2026-11-23T12:00:00Z') },
    logger: { level: 'warn', stream: { write: (line: string) => void lines.push(line) } },
  });
  onTestFinished(() => app.close());
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return { lines, ask: (path: string, headers = {}) => fetch(`${origin}${path}`, { headers }) };
}

it('a proxy that names no client is told of once, since no address is limited then', async () => {
  const { lines, ask } = await behindProxy();
  for (let times = 0; times < 3; times += 1) await ask('/notes');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    {
      proxy: '127.0.0.1',
      msg: 'RATE_LIMIT_PER_ADDRESS limits nobody who comes through this proxy of TRUST_PROXY: it sends no X-Forwarded-For',
    },
  ]);
});

it('a proxy that names its clients, or asks for the health of the server, is not', async () => {
  const { lines, ask } = await behindProxy();
  await ask('/notes', { 'x-forwarded-for': '198.51.100.1' });
  await ask('/health/live');
  expect(lines).toEqual([]);
});
