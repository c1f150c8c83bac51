/** What one of two servers does is so on the other; and one of them may die at any time. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { programs } from '../../support/postgres-server.ts';
import { ask, makeLive, makePerson, makeStory, openPair, type Answer, type Server } from './pair.ts';

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
  });

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
    const acknowledged: { id: string; headline: string }[] = [];
    let isOver = false;

    /** Sends it to either server, until one says what came of it. */
    async function insist(turn: number, path: string, sent: Parameters<Server['send']>[2]): Promise<Answer> {
      for (let attempt = turn; ; attempt += 1) {
        // The one that is killed may not be there, or may not say what it did.
        const answer = await servers[attempt % 2]!.send('POST', path, sent).catch(() => undefined);
        if (answer && answer.status !== 503) return answer;
      }
    }
    async function write(writer: number): Promise<void> {
      for (let count = 0; !isOver; count += 1) {
        const headline = `Story-${writer}-${count}`;
        const body = { headline, bodyText: 'A text.' };
        const made = await insist(count, '/v1/desk/articles', { body, idempotencyKey: `make-${headline}` });
        expect(made).toMatchObject({ status: 201 });
        const { id, etag } = made.body;
        const going = { body: {}, etag, idempotencyKey: `publish-${headline}` };
        expect(await insist(count, `/v1/desk/articles/${id}/publish`, going)).toMatchObject({ status: 200 });
        acknowledged.push({ id, headline });
      }
    }
    async function killAndStart(): Promise<void> {
      for (let life = 0; life < 6; life += 1) {
        const enough = acknowledged.length + 10;
        while (acknowledged.length < enough && !isOver) await survivor.send('GET', '/v1');
        await processes[1].kill();
        await processes[1].start();
      }
    }
    await Promise.all([
      killAndStart().finally(() => (isOver = true)),
      ...[0, 1, 2, 3].map((writer) => write(writer).finally(() => (isOver = true))),
    ]);

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
