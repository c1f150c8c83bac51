/** One set of promises, for both kinds of store. */
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openFolder } from '../../../src/foundation/files/folder.ts';
import { openS3 } from '../../../src/foundation/files/s3.ts';
import type { FileStore } from '../../../src/foundation/files/store.ts';
import { pause } from '../../../src/foundation/process/pause.ts';
import { openBucket } from '../../support/bucket.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'dateline-store-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function keys(store: FileStore, prefix = ''): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of store.list(prefix)) found.push(key);
  return found.sort();
}

describe.each([
  ['a folder', async () => openFolder(await folder())],
  ['a bucket', async () => openS3(await openBucket(), await folder())],
])('%s', (_, open) => {
  it('keeps files whole, gives parts of them, and lets them go', async () => {
    const store = await open();
    const here = await folder();
    for (const key of ['originals/a.jpg', 'media_1/abc/md.webp']) {
      const path = join(here, 'file');
      await writeFile(path, `bytes of ${key}`);
      await store.put(key, path, 'image/jpeg');
    }
    expect(await keys(store)).toEqual(['media_1/abc/md.webp', 'originals/a.jpg']);
    expect(await keys(store, 'originals')).toEqual(['originals/a.jpg']);
    expect(await store.sizeOf('originals/a.jpg')).toBe('bytes of originals/a.jpg'.length);
    expect(String(await buffer((await store.read('originals/a.jpg'))!))).toBe('bytes of originals/a.jpg');
    const part = await store.read('originals/a.jpg', { start: 0, end: 4 });
    expect(String(await buffer(part!))).toBe('bytes');
    const borrowed = await store.withLocalFile('originals/a.jpg', (path) => readFile(path, 'utf8'));
    expect(borrowed).toBe('bytes of originals/a.jpg');
    await store.remove('originals/a.jpg');
    await store.remove('originals/a.jpg');
    expect(await keys(store)).toEqual(['media_1/abc/md.webp']);
  });

  it('says of what is not there that it is not', async () => {
    const store = await open();
    await store.check();
    expect(await store.sizeOf('originals/no.jpg')).toBeUndefined();
    expect(await store.read('originals/no.jpg')).toBeUndefined();
    expect(await store.read('originals/no.jpg', { start: 0, end: 1 })).toBeUndefined();
    await expect(store.withLocalFile('originals/no.jpg', (path) => readFile(path))).rejects.toThrow();
    expect(await keys(store)).toEqual([]);
  });
});

describe('a folder', () => {
  it('is listed to its end while other folders in it are removed', async () => {
    const root = await folder();
    const store = openFolder(root);
    const here = join(await folder(), 'file');
    for (let number = 0; number < 40; number += 1) {
      await writeFile(here, 'bytes');
      await store.put(`media_${number}/abc/md.webp`, here, 'image/webp');
    }
    const listed: string[] = [];
    for await (const { key } of store.list('')) {
      listed.push(key);
      if (listed.length > 1) continue;
      for (const name of await readdir(root))
        if (!key.startsWith(`${name}/`)) await rm(join(root, name), { recursive: true });
    }
    expect(listed.length).toBeGreaterThan(0);
  });
});

describe('a bucket', () => {
  it('gives an address that is good without a key, for the one file', async () => {
    const store = openS3(await openBucket(), await folder());
    const path = join(await folder(), 'file');
    await writeFile(path, 'bytes');
    await store.put('originals/a.jpg', path, 'image/jpeg');
    const address = await store.temporaryUrl!('originals/a.jpg', 'image/webp');
    const answer = await fetch(address);
    expect(new URL(address).searchParams.get('X-Amz-Date')).toMatch(/^\d{8}T\d{4}00Z$/);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'image/webp',
      'bytes',
    ]);
    expect((await fetch(address.replace('a.jpg', 'b.jpg'))).status).toBeGreaterThanOrEqual(400);
  });
});

describe('a folder', () => {
  it('keeps no folder that has nothing in it any more', async () => {
    const root = await folder();
    const store = openFolder(root);
    for (const key of ['media_1/abc/md.webp', 'media_1/abc/md.jpg']) {
      const path = join(await folder(), 'file');
      await writeFile(path, 'bytes');
      await store.put(key, path, 'image/jpeg');
    }
    await store.remove('media_1/abc/md.webp');
    expect(await readdir(root, { recursive: true })).toEqual([
      'media_1',
      'media_1/abc',
      'media_1/abc/md.jpg',
    ]);
    await store.remove('media_1/abc/md.jpg');
    expect(await readdir(root)).toEqual([]);
  });
});

describe('a bucket far away', () => {
  const keys = { region: 'auto', accessKeyId: 'a', secretAccessKey: 'b' };

  async function bucketOf(answer: (...to: Parameters<RequestListener>) => unknown): Promise<string> {
    const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/pictures`;
  }

  it('is sent a file from the disk, with its length, and never from memory as a whole', async () => {
    const size = 60_000_000;
    const path = join(await folder(), 'file');
    await writeFile(path, '');
    await truncate(path, size);
    const before = process.memoryUsage().arrayBuffers;
    let announced: string | undefined;
    let held = 0;
    const endpoint = await bucketOf((request, response) => {
      announced = request.headers['content-length'];
      held = process.memoryUsage().arrayBuffers - before;
      request.resume().on('end', () => response.end());
    });
    await openS3({ endpoint, ...keys }, await folder()).put('originals/a.jpg', path, 'image/jpeg');
    expect(announced).toBe(String(size));
    expect(held).toBeLessThan(size / 2);
  });

  it('may take long for a file as long as it keeps sending, and is given up when it falls silent', async () => {
    const endpoint = await bucketOf(async (request, response) => {
      for (let n = 0; n < 12; n += 1) {
        response.write('bytes');
        await pause(100);
      }
      if (!request.url?.endsWith('silent.jpg')) response.end();
    });
    const store = openS3({ endpoint, ...keys }, await folder(), 1_000);
    expect((await buffer((await store.read('originals/slow.jpg'))!)).length).toBe(60);
    await expect(buffer((await store.read('originals/silent.jpg'))!)).rejects.toMatchObject({
      problem: 'unavailable',
    });
  });
});

describe('a bucket that is not there', () => {
  it('says so by its setting, and keeps nothing', async () => {
    const keys = { region: 'auto', accessKeyId: 'a', secretAccessKey: 'b' };
    const gone = openS3({ endpoint: 'http://127.0.0.1:1/pictures', ...keys }, await folder());
    const said = { problem: 'unavailable', cause: { message: expect.stringContaining('S3_ENDPOINT') } };
    await expect(gone.sizeOf('originals/a.jpg')).rejects.toMatchObject(said);
    await expect(gone.check()).rejects.toMatchObject(said);
    const bucket = await openBucket();
    const other = openS3(
      { ...bucket, endpoint: bucket.endpoint.replace('pictures', 'others') },
      await folder(),
    );
    const path = join(await folder(), 'file');
    await writeFile(path, 'bytes');
    const noBucket = { cause: { message: expect.stringContaining('no such bucket') } };
    await expect(other.put('originals/a.jpg', path, 'image/jpeg')).rejects.toMatchObject(noBucket);
    await expect(other.check()).rejects.toMatchObject(noBucket);
    const wrongKey = openS3({ ...bucket, secretAccessKey: 'another' }, await folder());
    await expect(wrongKey.check()).rejects.toMatchObject({
      cause: {
        message: `The store at ${bucket.endpoint} (S3_ENDPOINT) answered 403 to HEAD /pictures: look at its key, the secret and the region.`,
      },
    });
  });
});
