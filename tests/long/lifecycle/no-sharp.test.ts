import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { makeKey } from '../../../src/access/key.ts';
import { drawing, form } from '../../support/pictures.ts';
import { givenFolder, startDateline } from '../../support/processes.ts';

/** A copy of what ships, beside all packages but one. */
async function shippedWithout(missing: string): Promise<string> {
  const folder = await givenFolder();
  for (const name of ['bin', 'src', 'seeds', 'migrations', 'package.json', 'openapi.yaml'])
    await cp(resolve(name), join(folder, name), { recursive: true });
  await mkdir(join(folder, 'node_modules'));
  for (const name of await readdir('node_modules')) if (name !== missing) await install(folder, name);
  return folder;
}

function install(folder: string, name: string): Promise<void> {
  return symlink(resolve('node_modules', name), join(folder, 'node_modules', name));
}

it('a server without sharp serves stories, says once what is missing, and takes pictures when it is there', async () => {
  const folder = await shippedWithout('sharp');
  const { secret } = makeKey();
  const dateline = startDateline(
    { DATA_DIR: join(folder, 'data'), SEED: 'samples', ADMIN_API_KEY: secret },
    join(folder, 'bin/dateline.js'),
  );
  const address = await dateline.address();
  async function health(): Promise<unknown> {
    return (await fetch(new URL('/health/ready', address))).json();
  }
  async function upload(): Promise<Response> {
    const sent = await form([{ bytes: await drawing().jpeg().toBuffer() }]);
    const headers = { ...sent.headers, authorization: `Bearer ${secret}` };
    return fetch(new URL('/v1/desk/media', address), { method: 'POST', body: sent.body, headers });
  }
  await expect.poll(health, patience).toEqual({ status: 'ok', degraded: ['imageWorker'] });
  for (let times = 1; times <= 3; times += 1) {
    const refused = await upload();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  }
  expect((await fetch(new URL('/v1/articles', address))).status).toBe(200);
  const causes = dateline.logged().match(/Cannot find package 'sharp'[^\n]*\n/g);
  expect(causes).toHaveLength(1);

  await install(folder, 'sharp');
  await expect.poll(health, patience).toEqual({ status: 'ok' });
  expect((await upload()).status).toBe(201);
});

const patience = { timeout: 60_000 };
