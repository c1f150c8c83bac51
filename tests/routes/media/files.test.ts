import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { openHouse, type House } from '../../support/house.ts';

const story = '/v1/articles/japans-kishida-considers-joining-nato-summit-sources';

type File = { src: string; path: string; name: string; width: number; height: number };

/** The addresses of the Kishida picture's files, as its story tells them. */
async function renditions(house: House): Promise<[File, ...File[]]> {
  const { leadMedia } = (await house.client.get(`${story}?include=renditions`)).json();
  return leadMedia.renditions.map((one: { src: string }) => ({ ...one, path: new URL(one.src).pathname }));
}

/** How many files this process has open; 0 where the system does not tell. */
function openFiles(): number {
  return existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0;
}

describe('GET /media/{media}/{hash}/{file}', () => {
  it('gives a picture of the promised size, with its rights in it, for a year', async () => {
    const house = await openHouse();
    const files = await renditions(house);
    expect(files.map(({ name }) => name)).toEqual(
      ['', '-16x9', '-4x3', '-1x1'].flatMap((ratio) => ['xs', 'sm', 'md', 'lg'].map((size) => size + ratio)),
    );
    for (const { path, width, height } of files.filter(({ name }) => name.startsWith('s'))) {
      for (const [extension, mimeType] of [
        ['jpg', 'image/jpeg'],
        ['webp', 'image/webp'],
        ['avif', 'image/avif'],
      ]) {
        const answer = await house.client.get(path.replace('jpg', extension!));
        expect(answer.headers).toMatchObject({
          'content-type': mimeType,
          'cache-control': 'public, max-age=31536000, immutable',
          'content-security-policy': "default-src 'none'; sandbox",
          'x-content-type-options': 'nosniff',
          etag: `"${createHash('sha256').update(answer.rawPayload).digest('hex').slice(0, 32)}"`,
        });
        const found = await sharp(answer.rawPayload).metadata();
        expect([path, found.width, found.height]).toEqual([path, width, height]);
        expect(String(found.xmp)).toContain(
          'A grey placeholder with the words &#39;Placeholder picture&#39;.',
        );
      }
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
    const [{ path }] = await renditions(house);
    const head = await house.client.head(path);
    expect(head.headers['content-length']).toBe(String((await house.client.get(path)).rawPayload.length));
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

  it('gives a part where one is asked for, and the whole where several are', async () => {
    const house = await openHouse();
    const [{ path }] = await renditions(house);
    const whole = await house.client.get(path);
    const part = await house.client.get(path, { headers: { range: 'bytes=10-19' } });
    expect(part.statusCode).toBe(206);
    expect(part.headers['content-range']).toBe(`bytes 10-19/${whole.rawPayload.length}`);
    expect(part.rawPayload).toEqual(whole.rawPayload.subarray(10, 20));
    const last = await house.client.get(path, { headers: { range: 'bytes=-5' } });
    expect(last.rawPayload).toEqual(whole.rawPayload.subarray(-5));
    for (const range of ['bytes=0-9,20-29', 'nonsense']) {
      const answer = await house.client.get(path, { headers: { range } });
      expect([answer.statusCode, answer.rawPayload.length]).toEqual([200, whole.rawPayload.length]);
    }
    const other = { range: 'bytes=0-9', 'if-range': '"other"' };
    expect((await house.client.get(path, { headers: other })).statusCode).toBe(200);
    const same = { range: 'bytes=0-9', 'if-range': String(whole.headers.etag) };
    expect((await house.client.get(path, { headers: same })).statusCode).toBe(206);
    const beyond = await house.client.get(path, { headers: { range: 'bytes=999999999-' } });
    expect(beyond.statusCode).toBe(416);
    expect(beyond.headers['content-range']).toBe(`bytes */${whole.rawPayload.length}`);
  });

  it('answers that nothing has changed before it looks at a range', async () => {
    const house = await openHouse();
    const [{ path }] = await renditions(house);
    const etag = String((await house.client.get(path)).headers.etag);
    for (const range of ['bytes=10-19', 'bytes=999999999-']) {
      const known = await house.client.get(path, { headers: { range, 'if-none-match': etag } });
      expect([known.statusCode, known.body, known.headers['content-range']]).toEqual([304, '', undefined]);
    }
    const other = { range: 'bytes=10-19', 'if-none-match': '"other"' };
    expect((await house.client.get(path, { headers: other })).statusCode).toBe(206);
  });

  it('promises nothing of a file that is not there after all', async () => {
    const house = await openHouse();
    const [{ path }] = await renditions(house);
    house.pictures.store.read = () => Promise.resolve(undefined);
    const answer = await house.client.get(path);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([404, 'no-store']);
    for (const name of ['etag', 'accept-ranges', 'surrogate-key', 'content-range'])
      expect([name, answer.headers[name]]).toEqual([name, undefined]);
    expect(answer.json().title).toBe('Not found');
  });

  it('answers 503, which nobody keeps, when no byte of the file can be sent', async () => {
    const house = await openHouse();
    const [{ path }] = await renditions(house);
    house.pictures.store.read = () => Promise.resolve(Readable.from([]));
    const answer = await house.client.get(path);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([503, 'no-store']);
    for (const name of ['etag', 'accept-ranges', 'surrogate-key'])
      expect([name, answer.headers[name]]).toEqual([name, undefined]);
    expect(answer.json().title).toBe('Unavailable');
  });

  it('leads from a former address to the present one', async () => {
    const house = await openHouse();
    const [{ path }] = await renditions(house);
    const [, , media, hash, file] = path.split('/');
    for (const former of ['00000000', hash!.slice(0, 4)]) {
      const answer = await house.client.get(`/media/${media}/${former}/${file}`);
      expect([answer.statusCode, answer.headers.location]).toEqual([302, `http://localhost:3000${path}`]);
      expect(answer.headers['cache-control']).toBe('public, max-age=60');
    }
  });

  it('answers 404 for another name and another picture', async () => {
    const house = await openHouse();
    const [{ path }] = await renditions(house);
    const [, , media, hash, file] = path.split('/') as [string, string, string, string, string];
    const wrong = [
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
      expect([address, answer.statusCode]).toEqual([address, address.includes('%00') ? 400 : 404]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
  });
});
