import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../support/commands.ts';
import { givenFolder } from '../../support/processes.ts';
import { vocabularyFile } from '../../support/vocabulary.ts';

const beginning = /^Cannot open the database (\S+)(?: \(DATABASE_URL, or dateline\.db in DATA_DIR\))?: /;

/** Every command that opens a database, with files that it would read first. */
async function commandsAt(databaseUrl: string): Promise<string[][]> {
  const folder = await givenFolder();
  const subjects = join(folder, 'subjects.json');
  await writeFile(subjects, vocabularyFile());
  return [
    ['doctor'],
    ['doctor', '--repair'],
    ['backup', join(folder, 'backups')],
    ['key', 'list'],
    ['import', subjects],
    ['subjects', subjects],
    ['copy', '--from', databaseUrl, '--to', join(folder, 'copy.db')],
  ];
}

describe('a command', () => {
  it.each<[string, string, string, (file: string) => Promise<unknown>]>([
    ['is not there', 'dateline.db', 'there is none. Name the right place', async () => undefined],
    [
      'is another file',
      'dateline.db',
      'the file is not a SQLite database. Name another path, or restore a backup',
      (file) => writeFile(file, 'A letter. '.repeat(100)),
    ],
    ['is a folder', 'dateline.db', 'the file, or the folder that it is in, cannot be written', mkdir],
    [
      'is on a server that is away',
      'postgres://dateline:secret@127.0.0.1:1/dateline',
      'the server cannot be reached (connect ECONNREFUSED 127.0.0.1:1). Start it, or name another address',
      async () => undefined,
    ],
  ])('says in one sentence that a database cannot be opened that %s', async (_, name, why, make) => {
    const folder = await givenFolder();
    const place = name.startsWith('postgres:') ? name : join(folder, name);
    const shown = place.replace(/\/\/.*@/, '//…@');
    await make(place);
    const settings = { DATABASE_URL: place, MEDIA_DIR: join(folder, 'media'), MEDIA_SHARED: 'on' };
    for (const words of await commandsAt(place)) {
      const { out, said, code } = await runCommand(settings, words);
      const message = said.replace('Reading 1 files …\n', '');
      expect([words[0], beginning.exec(message)?.[1], code > 0]).toEqual([words[0], shown, true]);
      expect(message.replace(beginning, '')).toMatch(/^[^\n]+\. Nothing was changed\.\n$/);
      expect(message.replace(beginning, '').startsWith(why), message).toBe(true);
      expect(out).toBe('');
    }
  });
});
