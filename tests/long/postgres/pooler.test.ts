/** A pooler between the servers and PostgreSQL. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { system } from '../../../src/access/system.ts';
import { engineAt } from '../../../src/foundation/database/engines/engine-at.ts';
import { programs, startServer } from '../../support/postgres-server.ts';
import { givenPooler, hasPooler } from '../../support/pooler.ts';
import { givenFolder, startDateline } from '../../support/processes.ts';
import { ask, makeLive, makePerson, openPair } from './pair.ts';

async function givenDatabase(settings: Record<string, string>): Promise<string> {
  const server = await startServer();
  onTestFinished(server.remove);
  return givenPooler(server, settings);
}

describe.skipIf(!programs || !hasPooler)('a pooler in session mode', () => {
  it('is nothing that readers or editors notice: two servers write, read and hear of each other', async () => {
    const pair = await openPair({}, (database) => givenPooler(database, { pool_mode: 'session' }));
    onTestFinished(pair.close);
    const [one, other] = pair.servers;
    for (let count = 0; count < 20; count += 1) {
      const [writer, reader] = count % 2 === 0 ? [one, other] : [other, one];
      const id = await makeLive(writer);
      await reader.send('GET', '/v1/articles');
      while ((await reader.send('GET', `/v1/articles/${id}`)).status !== 200);
      await ask(writer, 'POST', `/v1/desk/articles/${id}/kill`, {
        body: { reason: 'Wrong.', notice: 'It was wrong.' },
      });
      while ((await reader.send('GET', `/v1/articles/${id}`)).status !== 410);
    }
    const { id, secret: key } = await makePerson(one, 'editor');
    expect((await other.send('GET', '/v1/desk/articles', { key })).status).toBe(200);
    await ask(one, 'POST', `/v1/desk/keys/${id}/revoke`, { body: {} });
    expect((await other.send('GET', '/v1/desk/articles', { key })).status).toBe(401);
  });

  it('does not keep a server from knowing its own commits from those of others', async () => {
    const url = await givenDatabase({ pool_mode: 'session' });
    const clock = { now: () => 0 };
    const [one, other] = [
      await (await engineAt(url)).open({ clock }),
      await (await engineAt(url)).open({ clock }),
    ];
    onTestFinished(async () => {
      await one.close();
      await other.close();
    });
    const before = one.version();
    for (let count = 0; count < 20; count += 1) await one.transact(system, async () => undefined);
    await other.transact(system, async () => undefined);
    // Notifications come in the order of commits.
    while (one.version() < before + 21) await one.read(async () => undefined);
    expect(one.version()).toBe(before + 21);
  });
});

describe.skipIf(!programs || !hasPooler)('a pooler in transaction mode', () => {
  it.each(['20', '1'])('is refused with a sentence, with a pool of %s', async (size) => {
    const url = await givenDatabase({ pool_mode: 'transaction', default_pool_size: size });
    const dateline = startDateline({
      ...{ DATABASE_URL: url, MEDIA_SHARED: 'on', DATA_DIR: await givenFolder() },
    });
    expect(await dateline.ended).toBe(1);
    expect(dateline.said()).toContain(
      'a pooler gives each transaction another session. Set it to session mode (pool_mode=session), or name the address of the database itself. Nothing was changed.\n',
    );
  });
});
