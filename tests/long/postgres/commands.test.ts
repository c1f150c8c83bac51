/** The commands and the metrics, beside a server on PostgreSQL. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { familiesIn, startWithMetrics } from '../../metrics/scrape.ts';
import { newFolder, programs, run, startServer } from '../../support/postgres-server.ts';
import { givenFolder } from '../../support/processes.ts';
import { vocabularyFile } from '../../support/vocabulary.ts';

const item = {
  ...{ uri: 'tag:wire.example,2026:1', type: 'text', version: '1' },
  ...{ headlines: [{ value: 'Ferry Returns' }] },
  bodies: [{ contentType: 'text/plain', value: 'It is back.' }],
};

async function dateline(env: Record<string, string>, ...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['bin/dateline.js', ...words], {
    env: { PATH: process.env['PATH'], MEDIA_SHARED: 'on', ...env },
  });
  return stdout;
}

/** Copies a database with the tools of PostgreSQL, and gives its address. */
function copyWithTools(url: string): string {
  const folder = newFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const dump = join(folder, 'dateline.dump');
  const copy = Object.assign(new URL(url), { pathname: 'restored' }).href;
  for (const [program, args] of [
    ['pg_dump', ['--format=custom', `--file=${dump}`, url]],
    ['createdb', ['-h', new URL(url).hostname, '-p', new URL(url).port, '-U', 'postgres', 'restored']],
    ['pg_restore', ['--no-owner', `--dbname=${copy}`, dump]],
  ] as const) {
    const { status, stderr } = run(program, [...args]);
    expect(status, stderr).toBe(0);
  }
  return copy;
}

it.skipIf(!programs)('commands work beside a server, and a backup is restored', async () => {
  const server = await startServer();
  onTestFinished(server.remove);
  const [folder, files] = [await givenFolder(), await givenFolder()];
  const env = { DATABASE_URL: server.url, DATA_DIR: folder };
  const newsroom = startWithMetrics({ ...env, MEDIA_SHARED: 'on', SEED: 'samples' });
  const address = await newsroom.address();

  const secret = (
    await dateline(env, 'key', 'create', '--name', 'Night', '--role', 'editor', '--person', 'Jane Doe')
  ).trim();
  expect(await dateline(env, 'key', 'list')).toContain('\tactive\teditor\tNight\tJane Doe');
  await writeFile(join(files, 'item.json'), JSON.stringify(item));
  expect(await dateline(env, 'import', join(files, 'item.json'))).toContain('1');
  await writeFile(join(files, 'subjects.json'), vocabularyFile());
  expect(await dateline(env, 'subjects', join(files, 'subjects.json'))).toContain('6 are new');
  const incoming = await fetch(new URL('/v1/desk/incoming', address), {
    headers: { authorization: `Bearer ${secret}` },
  });
  expect(incoming.status).toBe(200);
  expect(await incoming.text()).toContain('Ferry Returns');

  const families = familiesIn(await newsroom.scrape());
  function figure(name: string): number | undefined {
    return families.get(name)?.samples[0]?.[1];
  }
  expect(figure('dateline_database_read_connections')).toBeGreaterThan(0);
  expect(figure('dateline_database_reads_waiting')).toBe(0);
  expect(figure('dateline_database_writes_total')).toBeGreaterThan(0);
  expect(figure('dateline_database_wal_bytes')).toBeUndefined();

  const backups = await givenFolder();
  const copy = copyWithTools(server.url);
  expect(await dateline(env, 'backup', backups)).toContain('back it up with pg_dump');
  const restored = { DATABASE_URL: copy, DATA_DIR: await givenFolder() };
  expect(await dateline(restored, 'restore', backups)).toMatch(
    /^Restored from \S+Z [1-9]\d* picture files that the database postgres:\S+ names\.\nWhat was on its way to its webhooks \(2\) when the dump was made is not sent again; those about public changes are told to begin anew\.\n(The secret of the webhook webhook_\w+ to site\.example cannot be read here: .+\n){2}$/,
  );
  // It ends with 1 where it found something.
  const { stdout: found } = await dateline(restored, 'doctor').then(
    () => ({ stdout: '' }),
    (error: unknown) => error as { stdout: string },
  );
  expect(found).toBe(
    'PostgreSQL runs with fsync=off: a power cut can damage the database. Set it on.\n1 findings, 0 repaired.\n',
  );
});
