/** The whole network between two servers and PostgreSQL is gone for half a minute. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { openProcess } from '../../steady/server-process.ts';
import { programs } from '../../support/postgres-server.ts';
import { givenProxy } from '../../support/proxied.ts';
import { ask, makeLive, openPair, serverAt } from './pair.ts';
import { type Progress, publishThrough } from './publishing.ts';

const cutMs = 30_000;

/** Two servers behind a proxy, and a third that reaches the database by another way. */
async function givenServers() {
  let proxy: Awaited<ReturnType<typeof givenProxy>> | undefined;
  const { close, env, servers } = await openPair({}, async ({ url, port }) => {
    proxy = await givenProxy(port);
    return Object.assign(new URL(url), { port: String(proxy.port) }).href;
  });
  onTestFinished(close);
  const third = await openProcess(env);
  onTestFinished(third.clear);
  await third.start();
  return { proxy: proxy!, servers, third: serverAt(third, env.ADMIN_API_KEY) };
}

const kill = { body: { reason: 'Wrong.', notice: 'It was wrong.' }, etag: '*' };

it.skipIf(!programs)(
  'what a server has kept is not shown for longer than it hears of others',
  async () => {
    const { proxy, servers, third } = await givenServers();
    const id = await makeLive(third);
    for (const server of servers) while ((await server.send('GET', `/v1/articles/${id}`)).status !== 200);
    await proxy.silence();
    await ask(third, 'POST', `/v1/desk/articles/${id}/kill`, kill);
    for (const server of servers) while ((await server.send('GET', `/v1/articles/${id}`)).status !== 503);
    proxy.heal();
    for (const server of servers) {
      let status = 503;
      while (status === 503) ({ status } = await server.send('GET', `/v1/articles/${id}`));
      expect(status).toBe(410);
    }
  },
  60_000,
);

it.skipIf(!programs)(
  'nothing that was acknowledged is lost, nothing is there twice, and nothing old is shown',
  async () => {
    const { proxy, servers, third } = await givenServers();
    const killed = await makeLive(third, { headline: 'To be killed' });
    for (const server of servers) while ((await server.send('GET', `/v1/articles/${killed}`)).status !== 200);
    async function cutAndHeal({ acknowledged: published, untilPublished }: Progress): Promise<void> {
      await untilPublished(20);
      await proxy.silence('NOTIFY dateline');
      const healed = pause(cutMs);
      while ((await third.send('POST', `/v1/desk/articles/${killed}/kill`, kill)).status !== 200);
      const before = published.length;
      await pause(cutMs / 2);
      // What was kept is not taken for true any more, and nothing else can be known.
      const asked = servers.map((server) => server.send('GET', `/v1/articles/${killed}`));
      expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([503, 503]);
      await healed;
      expect(published).toHaveLength(before);
      proxy.heal();
      for (const server of servers) {
        let status = 503;
        while (status === 503) ({ status } = await server.send('GET', `/v1/articles/${killed}`));
        expect(status).toBe(410);
      }
      await untilPublished(20);
    }
    const acknowledged = await publishThrough({
      servers,
      trouble: cutAndHeal,
      ask: () => third.send('GET', '/v1'),
    });

    const { total } = (await ask(third, 'GET', '/v1/desk/articles?count=true&limit=1')).page;
    expect(total).toBe(acknowledged.length + 1);
    for (const { id } of acknowledged)
      for (const server of servers) expect((await server.send('GET', `/v1/articles/${id}`)).status).toBe(200);
    for (const server of servers) while ((await server.send('GET', '/health/ready')).status !== 200);
  },
  200_000,
);
