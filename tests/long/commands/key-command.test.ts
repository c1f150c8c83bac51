import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readKey } from '../../../src/access/key.ts';
import { openHouse } from '../../support/house.ts';
import { givenFolder } from '../../support/processes.ts';

const run = promisify(execFile);

/** The command beside a house of its own; gives what it prints, or the words with which it failed. */
async function givenCommand() {
  const { file } = await openHouse({ seed: 'none' });
  return commandWith({ DATABASE_URL: file });
}

function commandWith(settings: Record<string, string>) {
  const env = { ...process.env, ...settings };
  return async function key(...words: string[]) {
    try {
      const { stdout } = await run(process.execPath, ['bin/dateline.js', 'key', ...words], { env });
      return { out: stdout.trimEnd(), failed: '' };
    } catch (error) {
      return { out: '', failed: (error as { stderr: string }).stderr };
    }
  };
}

describe('npm run key', () => {
  it('creates, lists and revokes', async () => {
    const key = await givenCommand();
    await key('create', '--name', 'First', '--role', 'admin');
    const { out } = await key('create', '--name', 'Night', '--role', 'editor', '--service', 'The importer');
    const { id } = readKey(out)!;
    expect((await key('list')).out).toMatch(
      new RegExp(`${id}\\tactive\\teditor\\tNight\\tThe importer \\(actor_\\w+\\)\\tnever used`),
    );
    await key('revoke', id, '--reason', 'A test');
    const listed = (await key('list')).out;
    expect(listed).toMatch(new RegExp(`${id}\\trevoked`));
    expect(listed).not.toContain(out.slice(12));
  });

  it('narrows a key to scopes and sections, and lists them with its expiry', async () => {
    const key = await givenCommand();
    const { out } = await key(
      ...['create', '--name', 'Wire', '--role', 'editor', '--service', 'Wire robot'],
      ...['--scopes', 'imports:run,events:read', '--expires', '2099-01-01T00:00:00Z', '--renewable'],
    );
    const listed = (await key('list')).out;
    expect(listed).toContain(`${readKey(out)!.id}\tactive\teditor\tWire\tWire robot`);
    expect(listed).toContain(
      'never used\tservice\texpires 2099-01-01T00:00:00.000Z\tscopes desk:enter,events:read,imports:run',
    );
    const wrong = ['create', '--name', 'X', '--role', 'reporter'];
    expect((await key(...wrong, '--scopes', 'keys:manage')).failed).toContain('has no scope keys:manage');
    expect((await key(...wrong, '--sections', 'nowhere')).failed).toContain('There is no section "nowhere"');
  });

  it('makes a key for ADMIN_API_KEY', async () => {
    const key = await givenCommand();
    expect(readKey((await key('make')).out)).toBeDefined();
  });

  it('makes no new database at a path that is wrong, and no key in one', async () => {
    const folder = await givenFolder();
    const key = commandWith({ DATA_DIR: folder });
    for (const words of [['list'], ['create', '--name', 'First', '--role', 'admin'], ['revoke', '00000000']])
      expect((await key(...words)).failed).toBe(
        `Cannot open the database ${folder}/dateline.db (DATABASE_URL, or dateline.db in DATA_DIR): there is none. Name the right place, or start the server, which makes a new one. Nothing was changed.\n`,
      );
    expect(await readdir(folder)).toEqual([]);
  });

  it('says what is wrong', async () => {
    const key = await givenCommand();
    expect((await key()).failed).toContain('npm run key -- create');
    expect((await key('create', '--role', 'king', '--name', 'X')).failed).toContain('role must be one of');
    expect((await key('create', '--role', 'editor')).failed).toContain('name is required');
    expect(
      (await key('create', '--name', 'X', '--role', 'editor', '--actor', 'actor_1', '--person', 'Bob'))
        .failed,
    ).toContain('Say one of --actor, --person and --service');
    expect((await key('revoke')).failed).toContain('npm run key');
    expect((await key('revoke', '00000000')).failed).toContain('There is no such key.');
    expect((await key('list', '--colour', 'red')).failed).toContain('--colour');
  });
});
