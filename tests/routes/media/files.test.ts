import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openHouse, type House } from '../../support/house.ts';

const story = '/v1/articles/japans-kishida-considers-joining-nato-summit-sources';

type File = { src: string; path: string; bytes: number; mimeType: string; name: string };

/** The addresses of the Kishida picture's files, as its story tells them. */
async function renditions(house: House): Promise<[File, ...File[]]> {
  const { leadMedia } = (await house.client.get(story)).json();
  return leadMedia.renditions.map((one: { src: string }) => ({ ...one, path: new URL(one.src).pathname }));
}

/** How many files this process has open; 0 where the system does not tell. */
function openFiles(): number {
  return existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0;
}

describe('GET /media/{media}/{hash}/{file}', () => {
  it('gives the very bytes that the story announces, for a year', async () => {
    const house = await openHouse();
    const files = await renditions(house);
    expect(new Set(files.map(({ name }) => name))).toEqual(
      new Set(['xs', 'sm', 'md', 'lg', 'xs-16x9', 'sm-16x9', 'md-16x9', 'lg-16x9']),
    );
    for (const { path, bytes, mimeType } of files) {
      const answer = await house.client.get(path);
      expect(answer.headers).toMatchObject({
        'content-type': mimeType,
        'cache-control': 'public, max-age=31536000, immutable',
      });
      expect(answer.rawPayload).toHaveLength(bytes);
      expect(createHash('sha256').update(answer.rawPayload).digest('hex').slice(0, 8)).toBe(
        path.split('/')[3],
      );
    }
  });

  it('serves every file of the srcset, and the logo', async () => {
    const house = await openHouse();
    const { leadMedia, agency } = (await house.client.get(story)).json();
    const addresses = [
      leadMedia.src,
      agency.logo.src,
      ...leadMedia.srcset.split(', ').map((one: string) => one.split(' ')[0]),
    ];
    for (const address of addresses)
      expect((await house.client.get(new URL(address).pathname)).statusCode).toBe(200);
  });

  it('answers HEAD with the headers alone, and 304 to its own tag', async () => {
    const house = await openHouse();
    const [{ path, bytes }] = await renditions(house);
    const head = await house.client.head(path);
    expect(head.headers['content-length']).toBe(String(bytes));
    const again = await house.client.get(path, { headers: { 'if-none-match': String(head.headers.etag) } });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
    const other = await house.client.get(path, { headers: { 'if-none-match': '"other"' } });
    expect(other.statusCode).toBe(200);
  });

  it('keeps no file open that the client already has', async () => {
    const house = await openHouse();
    const [{ path }] = await renditions(house);
    const { etag } = (await house.client.head(path)).headers;
    const before = openFiles();
    for (let n = 0; n < 50; n += 1)
      await house.client.get(path, { headers: { 'if-none-match': String(etag) } });
    expect(openFiles()).toBeLessThan(before + 10);
  });

  it('gives the whole file where a range is asked for', async () => {
    const house = await openHouse();
    const [{ path, bytes }] = await renditions(house);
    for (const range of ['bytes=0-9', 'bytes=999999999-', 'nonsense']) {
      const answer = await house.client.get(path, { headers: { range } });
      expect(answer.statusCode).toBe(200);
      expect(answer.rawPayload).toHaveLength(bytes);
    }
  });

  it('answers 404 for another hash, another name and another picture', async () => {
    const house = await openHouse();
    const [{ path }] = await renditions(house);
    const [, , media, hash, file] = path.split('/') as [string, string, string, string, string];
    const wrong = [
      `/media/${media}/00000000/${file}`,
      `/media/${media}/${hash.slice(0, 4)}/${file}`,
      `/media/${media}/${hash}/huge.webp`,
      `/media/${media}/${hash}/${file}.webp`,
      `/media/${media}/${hash}/${file.split('.')[0]}`,
      `/media/media_01g4pyc6wje2v8w3tbgj7dq5kz/${hash}/${file}`,
    ];
    for (const address of wrong)
      expect([address, (await house.client.get(address)).statusCode]).toEqual([address, 404]);
  });

  it('never leaves its folder', async () => {
    const house = await openHouse();
    const attempts = [
      '/media/../seeded.db',
      '/media/%2e%2e/%2e%2e/package.json',
      '/media/..%2f..%2fpackage.json',
      '/media/a/b/..%2f..%2f..%2fseeded.db',
      '/media/..%5c..%5cpackage.json/x/y',
      '/media/a/b/%00.webp',
      '/media//etc/passwd',
      '/media/a/b/c/d',
    ];
    for (const address of attempts) {
      const answer = await house.client.get(address, { outsideContract: true });
      expect([address, answer.statusCode]).toEqual([address, 404]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
  });
});
