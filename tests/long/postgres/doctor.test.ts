/** What the doctor says of a server of PostgreSQL. */
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/foundation/clock.ts';
import { engineAt } from '../../../src/foundation/database/engines/engine-at.ts';
import { programs, startServer } from '../../support/postgres-server.ts';

it.skipIf(!programs)('the doctor warns of a server that may lose data, and of indexes not used', async () => {
  const server = await startServer({
    settings: { min_wal_size: '32MB', max_wal_size: '32MB', wal_keep_size: '0' },
  });
  onTestFinished(server.remove);
  const engine = await engineAt(server.url);
  await (await engine.open({ clock: systemClock })).close();
  const client = new pg.Client(server.url);
  await client.connect();
  client.on('error', () => undefined);
  async function warnings(): Promise<string[]> {
    const database = await engine.openReadOnly();
    return database.warnings().finally(() => database.close());
  }
  // A standby that is away for a moment is nothing to tell of.
  await client.query("SELECT pg_create_physical_replication_slot('gone', true)");
  const fsync = 'PostgreSQL runs with fsync=off: a power cut can damage the database. Set it on.';
  expect(await warnings()).toEqual([fsync]);

  await client.query('ALTER SYSTEM SET full_page_writes = off');
  await client.query('SELECT pg_reload_conf()');
  while ((await client.query('SHOW full_page_writes')).rows[0].full_page_writes === 'on');
  await client.query("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'events_pkey'::regclass");
  for (let count = 0; count < 8; count += 1)
    await client.query("SELECT pg_logical_emit_message(false, '', ''), pg_switch_wal()");
  await client.query('CHECKPOINT');
  await client.end();
  expect(await warnings()).toEqual([
    'Nobody reads the replication slot gone, which keeps the log of PostgreSQL until its disk is full: start its standby, or drop it with pg_drop_replication_slot.',
    fsync,
    'PostgreSQL runs with full_page_writes=off: a power cut can damage the database. Set it on.',
    'The index events_pkey is not valid, and not used: make it anew with REINDEX INDEX events_pkey.',
  ]);
});
