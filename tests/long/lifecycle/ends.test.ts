import { spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeKey } from '../../../src/access/key.ts';
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

it('ends when its disk failed to keep a write, which is not acknowledged, and starts again', async () => {
  const folder = await givenFolder();
  const [failing, { secret }] = [join(folder, 'failing'), makeKey()];
  const preload = new URL('../../support/failing-disk.js', import.meta.url).href;
  const settings = { DATA_DIR: folder, ADMIN_API_KEY: secret };
  const dateline = startDateline({
    ...settings,
    FAILING_DISK: failing,
    NODE_OPTIONS: `--import=${preload}`,
  });
  const address = await dateline.address();
  function post(to: URL): Promise<Response> {
    return fetch(new URL('/v1/desk/articles', to), {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ headline: 'Buses', bodyText: 'One.' }),
    });
  }
  expect((await post(address)).status).toBe(201);
  await writeFile(failing, '');
  const answer = await post(address);
  expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
    503,
    expect.stringContaining('it is not known whether this was saved'),
  ]);
  expect(await dateline.ended).toBe(1);
  expect(dateline.logged()).toContain('the disk failed to keep what was written');
  const again = startDateline(settings);
  expect((await post(await again.address())).status).toBe(201);
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
