import { spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { givenFolder, startDateline } from '../../support/processes.ts';

it('ends when its database file is gone, before saves are lost that it acknowledged', async () => {
  const folder = await givenFolder();
  const dateline = startDateline({ DATA_DIR: folder });
  await dateline.address();
  await rm(join(folder, 'dateline.db'));
  expect(await dateline.ended).toBe(1);
  expect(dateline.logged()).toContain('the database file is gone');
});

it('ends when another file has taken its place', async () => {
  const folder = await givenFolder();
  const dateline = startDateline({ DATA_DIR: folder });
  await dateline.address();
  await rm(join(folder, 'dateline.db'));
  await writeFile(join(folder, 'dateline.db'), '');
  expect(await dateline.ended).toBe(1);
});

it('ends by a fault of the machine, and does not try the same instruction for ever', async () => {
  const dateline = startDateline({ DATA_DIR: await givenFolder() });
  await dateline.address();
  dateline.child.kill('SIGBUS');
  await dateline.ended;
  expect(dateline.child.signalCode).toBe('SIGBUS');
});

it('starts no server for a command that is misspelt', () => {
  const { status, stderr } = spawnSync(process.execPath, ['bin/dateline.js', 'backpu'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, expect.stringContaining('There is no command backpu.')]);
});
