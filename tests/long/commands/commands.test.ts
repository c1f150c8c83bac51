import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { fixtures, loadFixture } from '../../support/fixtures.ts';

const names = ['key', 'import', 'backup', 'restore', 'doctor'];

async function givenFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a program with these settings. */
function begin(program: string, words: string[], settings: Record<string, string> = {}): ChildProcess {
  const env = { PATH: process.env['PATH'], ...settings };
  const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function ended(child: ChildProcess) {
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, said] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
  return { out, said, code: await code };
}

function dateline(words: string[], settings?: Record<string, string>) {
  return ended(begin(process.execPath, ['bin/dateline.js', ...words], settings));
}

describe('every command', () => {
  it.each(names)(
    '%s says how it is used when it is asked, and refuses what it does not know',
    async (name) => {
      const settings = { DATA_DIR: join(await givenFolder(), 'data') };
      for (const asked of ['--help', '-h']) {
        const { out, said, code } = await dateline([name, asked], settings);
        expect([out.split('\n')[0], said, code]).toEqual([
          expect.stringMatching(new RegExp(`^npm run ${name}`)),
          '',
          0,
        ]);
      }
      const { out, said, code } = await dateline([name, '--colour=red'], settings);
      expect([out, said.split('\n')[0], code === 0]).toEqual(['', 'There is no option --colour.', false]);
    },
  );

  it('says which option lacks a value, and which takes none', async () => {
    expect((await dateline(['key', 'create', '--name', '--role', 'admin'])).said).toMatch(
      /^--name needs a value\.\n/,
    );
    expect((await dateline(['doctor', '--json=yes'])).said).toMatch(/^--json takes no value\.\n/);
  });

  it('is named by the program itself', async () => {
    const { out, code } = await dateline(['--help']);
    expect(code).toBe(0);
    for (const name of names) expect(out).toContain(name);
    expect(await dateline(['fly'])).toMatchObject({
      code: 2,
      said: expect.stringContaining('There is no command fly. There are: key,') as string,
    });
  });
});

describe('a command beside others', () => {
  it('says that it waits where another process has locked the database, and goes on then', async () => {
    const file = join(await givenFolder(), 'dateline.db');
    copyFileSync(join(inject('templates'), 'empty.db'), file);
    const other = new BetterSqlite3(file);
    other.exec('BEGIN IMMEDIATE');
    const command = begin(process.execPath, ['bin/dateline.js', 'key', 'list'], { DATABASE_URL: file });
    command.stderr!.once('data', () => {
      other.exec('ROLLBACK');
      other.close();
    });
    const { said, code } = await ended(command);
    expect([said, code]).toEqual([
      expect.stringContaining('another process has locked the database: waiting'),
      0,
    ]);
  });

  it('migrates nothing while an older server has the database open', async () => {
    const file = join(await givenFolder(), 'dateline.db');
    loadFixture(fixtures.at(-1)!, file);
    const server = new BetterSqlite3(file);
    server.pragma('journal_mode = WAL');
    const version = server.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck();
    const before = version.get();
    const settings = { DATABASE_URL: file, BACKUP_BEFORE_MIGRATING: 'off' };
    const refused = await dateline(['key', 'list'], settings);
    expect(refused.said).toContain(
      'this version would change its schema, and another process has it open, such as a server of an older version.',
    );
    expect([refused.code, version.get()]).toEqual([1, before]);
    server.close();
    expect((await dateline(['key', 'list'], settings)).code).toBe(0);
  });

  it('says which database takes nothing, and why, where its disk is full', async () => {
    const file = join(await givenFolder(), 'dateline.db');
    copyFileSync(join(inject('templates'), 'empty.db'), file);
    // No file may grow beyond 40 KiB: the log of the database has room for a few pages.
    const limited = `trap '' XFSZ; ulimit -f 40; exec '${process.execPath}' bin/dateline.js "$@"`;
    const key = ['key', 'create', '--name', 'Night', '--role', 'editor'];
    const { said, code } = await ended(
      begin('bash', ['-c', limited, 'bash', ...key], { DATABASE_URL: file }),
    );
    expect([said, code]).toEqual([
      `Cannot write to the database ${file} (DATABASE_URL, or dateline.db in DATA_DIR): the disk is full or fails.\n`,
      1,
    ]);
  });
});
