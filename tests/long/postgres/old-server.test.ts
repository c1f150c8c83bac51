/** A server of PostgreSQL that is too old: a real one, of which a proxy says that it is another version. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/foundation/clock.ts';
import { engineAt } from '../../../src/foundation/database/engines/engine-at.ts';
import { programs, startServer } from '../../support/postgres-server.ts';

/** Stands before a server and says another version of the same length; gives its address. */
async function givenOther(url: string, version: string, other: string): Promise<string> {
  const proxy = createServer((client) => {
    const server = connect(Number(new URL(url).port), '127.0.0.1');
    client.on('data', (bytes) => server.write(bytes));
    server.on('data', (bytes) => client.write(bytes.toString('latin1').replaceAll(version, other), 'latin1'));
    for (const socket of [client, server])
      socket.on('error', () => undefined).on('close', () => (client.destroy(), server.destroy()));
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => void proxy.close());
  return Object.assign(new URL(url), { port: String((proxy.address() as AddressInfo).port) }).href;
}

it.skipIf(!programs)('is refused, and nothing is made in it', async () => {
  const { url, remove } = await startServer();
  onTestFinished(remove);
  const client = new pg.Client(url);
  await client.connect();
  client.on('error', () => undefined);
  const { server_version: version } = (await client.query('SHOW server_version')).rows[0] as {
    server_version: string;
  };
  const older = await engineAt(await givenOther(url, version, version.replace(/^\d\d/, '14')));
  const sentence = `PostgreSQL ${version.replace(/^\d\d/, '14')} is too old: Dateline needs 15 or newer. Nothing was changed.`;
  await expect(older.look()).rejects.toThrow(sentence);
  await expect(older.open({ clock: systemClock })).rejects.toThrow(sentence);
  await expect(older.fill(async () => undefined)).rejects.toThrow(sentence);
  const { rows } = await client.query("SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace");
  expect(rows).toEqual([]);
  await client.end();
  const newer = await engineAt(await givenOther(url, version, version.replace(/^\d\d/, '18')));
  const database = await newer.open({ clock: systemClock });
  expect(database.engine).toBe(`PostgreSQL ${version.replace(/^\d\d/, '18')}`);
  await database.close();
});
