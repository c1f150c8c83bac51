/** What the doctor says of a server of PostgreSQL. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/foundation/clock.ts';
import { engineAt } from '../../../src/foundation/database/engines/engine-at.ts';
import { programs, run, startServer } from '../../support/postgres-server.ts';

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

it.skipIf(!programs)(
  'the doctor warns of damaged pages, unchecked constraints and prepared transactions',
  async () => {
    const settings = { max_prepared_transactions: '1' };
    const first = await startServer({ settings });
    onTestFinished(first.remove);
    const engine = await engineAt(first.url);
    await (await engine.open({ clock: systemClock })).close();
    const client = new pg.Client(first.url);
    await client.connect();
    client.on('error', () => undefined);
    for (const statement of [
      'ALTER TABLE sections ADD CONSTRAINT never CHECK (false) NOT VALID',
      "BEGIN; SELECT pg_current_xact_id(); PREPARE TRANSACTION 'left'",
      'CREATE TABLE filler AS SELECT number FROM generate_series(1, 1000) AS number; CHECKPOINT',
    ])
      await client.query(statement);
    const { rows } = await client.query("SELECT pg_relation_filepath('filler') AS path");
    await first.stop();
    const data = join(first.folder, 'data');
    const { status, stderr } = run('pg_checksums', ['--enable', '-D', data]);
    expect(status, stderr).toBe(0);
    const pages = join(data, (rows[0] as { path: string }).path);
    const bytes = readFileSync(pages);
    bytes[8_000]! ^= 1;
    writeFileSync(pages, bytes);

    const { remove, url } = await startServer({ settings, folder: first.folder, port: first.port });
    onTestFinished(remove);
    const again = new pg.Client(url);
    await again.connect();
    await expect(again.query('SELECT count(*) FROM filler')).rejects.toThrow('invalid page');
    await again.end();
    const database = await engine.openReadOnly();
    const warnings = await database.warnings().finally(() => database.close());
    expect(warnings).toEqual([
      expect.stringMatching(
        /^PostgreSQL has found [1-9]\d* damaged pages in this database: look at its log and/,
      ),
      expect.stringMatching(/^PostgreSQL runs with fsync=off/),
      'The constraint never was not checked for all rows: check it with ALTER TABLE sections VALIDATE CONSTRAINT never.',
      "The prepared transaction left keeps locks and old rows: end it with ROLLBACK PREPARED 'left'.",
    ]);
  },
);
