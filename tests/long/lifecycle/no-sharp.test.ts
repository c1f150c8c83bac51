import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeKey } from '../../../src/access/key.ts';
import { drawing, form } from '../../support/pictures.ts';
import { startDateline } from '../../support/processes.ts';
import { copyOfShipped, install } from '../../support/shipped.ts';

it('a server without sharp serves stories, says once what is missing, and takes pictures when it is there', async () => {
  const folder = await copyOfShipped({ without: 'sharp' });
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
  await expect.poll(health, patience).toMatchObject({ status: 'ok', degraded: ['imageWorker'] });
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
