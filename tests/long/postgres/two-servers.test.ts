/** What one of two servers does is so on the other; and one of them may die at any time. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { programs } from '../../support/postgres-server.ts';
import { ask, makeLive, makePerson, makeStory, openPair, type Server } from './pair.ts';
import { type Progress, publishThrough, type Reached } from './publishing.ts';

async function givenPair() {
  const pair = await openPair();
  onTestFinished(pair.close);
  return pair;
}

/** Asks until the answer has this status, and gives how long that took in milliseconds. */
async function until(status: number, server: Server, path: string): Promise<number> {
  const from = performance.now();
  while ((await server.send('GET', path)).status !== status);
  return performance.now() - from;
}

describe.skipIf(!programs)('two servers on one database', () => {
  it('show what the other published, and show no more what it killed', async () => {
    const { servers } = await givenPair();
    const [one, other] = servers;
    const took: number[] = [];
    for (let count = 0; count < 100; count += 1) {
      const id = await makeLive(one);
      took.push(await until(200, other, `/v1/articles/${id}`));
      await ask(one, 'POST', `/v1/desk/articles/${id}/kill`, {
        body: { reason: 'Wrong.', notice: 'It was wrong.' },
      });
      took.push(await until(410, other, `/v1/articles/${id}`));
    }
    console.log(
      `Of 200 changes the slowest was seen on the other server after ${Math.max(...took).toFixed()} ms.`,
    );
  }, 200_000);

  it('refuse a key at the next request after the other has revoked it', async () => {
    const { servers } = await givenPair();
    const [one, other] = servers;
    // More wrong keys from one address are not even looked at.
    for (let count = 0; count < 5; count += 1) {
      const { id, secret } = await makePerson(one, 'editor');
      const statuses = [(await other.send('GET', '/v1/desk/articles', { key: secret })).status];
      await ask(one, 'POST', `/v1/desk/keys/${id}/revoke`, { body: {} });
      statuses.push((await other.send('GET', '/v1/desk/articles', { key: secret })).status);
      expect(statuses).toEqual([200, 401]);
    }
  });

  it('keep each acknowledged write, once, while one of them is killed again and again', async () => {
    const { servers, processes } = await givenPair();
    const [survivor] = servers;
    async function killAndStart({ untilPublished }: Progress): Promise<void> {
      for (let life = 0; life < 6; life += 1) {
        await untilPublished(10);
        await processes[1].kill();
        await processes[1].start();
      }
    }
    // The one that is killed may not be there, or may not say what it did.
    const reached = servers.map(({ send }): Reached => ({
      send: (...request) => send(...request).catch(() => undefined),
    }));
    const acknowledged = await publishThrough({
      servers: reached,
      trouble: killAndStart,
      ask: () => survivor.send('GET', '/v1'),
    });

    const total = (await ask(survivor, 'GET', '/v1/desk/articles?count=true&limit=1')).page.total;
    expect(total).toBe(acknowledged.length);
    for (const { id, headline } of acknowledged) {
      expect((await survivor.send('GET', `/v1/articles/${id}`)).status).toBe(200);
      const again = await makeStory(
        survivor,
        { headline, bodyText: 'A text.' },
        { idempotencyKey: `make-${headline}` },
      );
      expect(again.id).toBe(id);
    }
    console.log(`${acknowledged.length} stories were published while one server was killed 6 times.`);
  });
});
