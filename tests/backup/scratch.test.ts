import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { inScratch } from '../../src/foundation/backup/scratch.ts';
import { storeUnavailable } from '../../src/foundation/files/unavailable.ts';
import { givenFolder } from '../support/processes.ts';

it('temporary files name the disk that is full, and are removed', async () => {
  const scratch = await givenFolder();
  const full = { message: `The disk of ${scratch} is full: make room there, and run it again.` };
  const copying = inScratch(scratch, async (folder) => {
    const copy = new BetterSqlite3(join(folder, 'copy.db'));
    try {
      copy.pragma('max_page_count = 1');
      copy.exec('CREATE TABLE stories (id)');
    } finally {
      copy.close();
    }
  });
  await expect(copying).rejects.toMatchObject(full);
  const noRoom = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  const keeping = inScratch(scratch, async () => {
    throw storeUnavailable(noRoom);
  });
  await expect(keeping).rejects.toMatchObject(full);
  expect(await readdir(scratch)).toEqual([]);
});
