/** From the upload to the last file, on both kinds of store: what is made, kept, found missing and taken away. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openImageWorker } from '../../../src/library/pictures/worker/image-worker.ts';
import { renderPart } from '../../../seeds/render-part.ts';
import { openBucket } from '../../support/bucket.ts';
import { deskOf } from '../../support/desk.ts';
import { givenByline } from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';
import { drawing, form, upload } from '../../support/pictures.ts';
import { sharedFile } from '../../support/shared.ts';

const day = 86_400_000;

async function storedIn({ pictures }: House): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of pictures.store.list('')) keys.push(key);
  return keys.filter((key) => key !== 'dateline.json').sort();
}

/** A picture in a live story. */
async function published(house: House) {
  await givenByline(house);
  const desk = await deskOf(house, 'editor');
  const bytes = await drawing({ width: 1000, height: 600 }).jpeg().toBuffer();
  const fields = { captions: { en: { altText: 'A dot.' } }, creditLine: 'Jane Doe' };
  const [{ media }] = (await upload(desk, [{ bytes }], { fields })).json().data;
  const { id } = await desk.create({
    leadMedia: { media: media.id },
    bylines: [{ byline: 'jane-doe', role: 'author' }],
  });
  expect((await desk.act(id, 'publish', {})).statusCode).toBe(200);
  return { desk, media, article: id };
}

describe.each([
  ['a folder', async () => openHouse({ seed: 'none', ownPictures: true })],
  ['a bucket', async () => openHouse({ seed: 'none', s3: { ...(await openBucket()), direct: false } })],
])('pictures in %s', (_, open) => {
  it('are rendered in the background and served, to the last rendition', async () => {
    const house = await open();
    const { desk, media } = await published(house);
    await house.pictures.renditionMaker.run();
    const made = (await storedIn(house)).filter((key) => key.startsWith(media.id));
    expect(made.map((key) => key.split('/')[2])).toEqual([
      ...['md-16x9.jpg', 'md-16x9.webp', 'md.jpg', 'md.webp'],
      ...['sm-16x9.jpg', 'sm-16x9.webp', 'sm.jpg', 'sm.webp'],
      ...['xs-16x9.jpg', 'xs-16x9.webp', 'xs.jpg', 'xs.webp'],
    ]);
    expect((await desk.send('GET', `/media/${media.id}`)).json().renditionsState).toBe('ready');
    for (const { src } of media.renditions) {
      const answer = await house.client.get(new URL(src).pathname);
      expect([src, answer.statusCode, answer.headers['content-length']]).toEqual([
        src,
        200,
        String(answer.rawPayload.length),
      ]);
    }
    const part = await house.client.get(new URL(media.src).pathname, { headers: { range: 'bytes=2-5' } });
    expect([part.statusCode, part.rawPayload.length]).toEqual([206, 4]);
  });

  it('leave nothing behind, and say what is missing', async () => {
    const house = await open();
    const { desk, media } = await published(house);
    await house.pictures.renditionMaker.run();
    const before = await storedIn(house);
    // Time passes by the sweep's own clock: files have the machine's.
    const later = Date.now() + day;
    const muchLater = later + 8 * day;
    expect(await house.pictures.sweep(later)).toEqual({ removed: 0, missing: [] });
    const other = (await upload(desk, [{ bytes: await drawing({ colour: '#fff' }).png().toBuffer() }])).json()
      .data[0];
    await house.pictures.renditionMaker.run();
    const chief = await deskOf(house, 'chief');
    await chief.send('DELETE', `/media/${other.media.id}`, { etag: other.media.etag });
    expect((await house.pictures.sweep(Date.now())).removed).toBe(0);
    expect((await house.pictures.sweep(later)).removed).toBeGreaterThan(1);
    const originals = (await storedIn(house)).filter((key) => key.startsWith('originals/'));
    expect([originals.length, (await storedIn(house)).length]).toEqual([2, before.length + 1]);
    expect((await house.pictures.sweep(muchLater)).removed).toBe(1);
    expect(await storedIn(house)).toEqual(before);
    await house.pictures.store.remove(before.find((key) => key.startsWith('originals/'))!);
    expect(await house.pictures.sweep(later)).toEqual({ removed: 0, missing: [media.id] });
  });

  it('are made anew when their files are gone, and once when many ask', async () => {
    const house = await open();
    const { media } = await published(house);
    const path = new URL(media.src).pathname;
    const many = await Promise.all(Array.from({ length: 8 }, () => house.client.get(path)));
    expect(new Set(many.map(({ headers }) => headers.etag)).size).toBe(1);
    for (const key of (await storedIn(house)).filter((one) => one.startsWith(media.id)))
      await house.pictures.store.remove(key);
    const again = await house.client.get(path);
    expect([again.statusCode, again.headers.etag]).toEqual([200, many[0]!.headers.etag]);
  });

  it('follow crops by hand, the focal point, and the words that stand in the files', async () => {
    const house = await open();
    const { desk, media } = await published(house);
    let { etag, src } = media;
    for (const body of [
      { crops: { '16x9': { left: 10, top: 10, width: 50, height: 50 } } },
      { focalPoint: { x: 90, y: 90 } },
      { crop: { left: 0, top: 0, width: 50, height: 100 } },
      { creditLine: 'Another' },
    ]) {
      const answer = await desk.send('PATCH', `/media/${media.id}`, { etag, body });
      expect([body, answer.statusCode, answer.json().src !== src]).toEqual([body, 200, true]);
      ({ etag, src } = answer.json());
    }
    const { renditions } = (await desk.send('GET', `/media/${media.id}`)).json();
    expect(renditions.find(({ name }: { name: string }) => name === 'sm')).toMatchObject({
      width: 500,
      height: 600,
    });
    expect(renditions.find(({ name }: { name: string }) => name === 'xs-16x9')).toMatchObject({
      width: 320,
      height: 180,
    });
  });

  it('of the IPTC come with their words, and keep them in the files', async (context) => {
    const path = sharedFile(context, 'images/IPTC-PhotometadataRef-Std2021.1.jpg');
    const house = await open();
    const desk = await deskOf(house, 'editor');
    const [{ media }] = (await upload(desk, [{ bytes: await readFile(path) }])).json().data;
    expect(media.creditLine).toBe('Credit Line (ref2021.1)');
    await house.pictures.renditionMaker.run();
    expect((await desk.send('GET', `/media/${media.id}`)).json().renditionsState).toBe('ready');
    for (const name of ['xs.jpg', 'xs-16x9.webp']) {
      const file = await desk.send('GET', `/media/${media.id}/files/${name}`);
      expect([name, file.statusCode]).toEqual([name, 200]);
      const { xmp } = await sharp(file.rawPayload).metadata();
      for (const words of [media.creditLine, media.creators[0].name, media.rights.notice])
        expect(String(xmp)).toContain(words);
    }
  });

  it('are gone with the story that showed them', async () => {
    const house = await open();
    const { desk, media, article } = await published(house);
    const path = new URL(media.src).pathname;
    expect((await house.client.get(path)).statusCode).toBe(200);
    expect((await desk.act(article, 'unpublish', { reason: 'A test.' })).statusCode).toBe(200);
    expect((await house.client.get(path)).statusCode).toBe(404);
  });
});

describe('a picture whose original is gone', () => {
  it('holds up no other, and says so', async () => {
    const house = await openHouse({ seed: 'none', ownPictures: true });
    const { desk, media } = await published(house);
    await house.pictures.store.remove((await storedIn(house)).find((key) => key.startsWith('originals/'))!);
    await upload(desk, [{ bytes: await drawing({ colour: '#fff' }).png().toBuffer() }]);
    const reported: string[] = [];
    await house.pictures.renditionMaker.run((id) => void reported.push(id));
    expect(reported).toEqual([media.id]);
    const { data } = (await desk.send('GET', '/media')).json();
    expect(data.map(({ renditionsState }: { renditionsState: string }) => renditionsState).sort()).toEqual([
      'processing',
      'ready',
    ]);
  });
});

describe('a bucket that serves by itself', () => {
  it('gets the readers sent, to an address that stays a while, and HEAD is answered here', async () => {
    const house = await openHouse({ seed: 'none', s3: { ...(await openBucket()), direct: true } });
    const { media } = await published(house);
    const answer = await house.client.get(new URL(media.src).pathname);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([302, 'no-store']);
    const file = await fetch(answer.headers.location!);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(file.headers.get('cache-control')).toBe('private, max-age=60');
    const head = await house.client.head(new URL(media.src).pathname);
    expect([head.statusCode, head.headers['content-length']]).toEqual([
      200,
      String((await file.arrayBuffer()).byteLength),
    ]);
  });
});

describe('a store that cannot be written', () => {
  it('fails the upload, and no row names what is not there', async () => {
    const house = await openHouse({ seed: 'none', ownPictures: true });
    const desk = await deskOf(house, 'editor');
    const bytes = await drawing().jpeg().toBuffer();
    const sent = await form([{ bytes }]);
    house.pictures.store.put = () => Promise.reject(new Error('It is broken.'));
    const answer = await desk.send('POST', '/media', sent);
    expect(answer.statusCode).toBe(500);
    expect((await desk.send('GET', '/media')).json().data).toEqual([]);
    expect(await storedIn(house)).toEqual([]);
    await rm(house.pictures.incoming, { recursive: true, force: true });
  });
});

describe('a picture that was just sent', () => {
  it('is looked at between two files of others', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'image-worker-'));
    const [path, sent] = [join(folder, 'first.jpg'), join(folder, 'second.jpg')];
    await drawing().jpeg().toFile(path);
    await drawing({ colour: '#663399' }).jpeg().toFile(sent);
    const imageWorker = openImageWorker();
    onTestFinished(async () => {
      imageWorker.close();
      await rm(folder, { recursive: true });
    });
    const output = { width: 320, height: 200, extension: 'webp' as const };
    const region = { left: 0, top: 0, width: 800, height: 500 };
    const ended: string[] = [];
    async function developFiles(name: string): Promise<void> {
      const outputs = [1, 2, 3].map((file) => ({ ...output, path: join(folder, `${name}-${file}`) }));
      const part = { path, region, xmp: '<x/>', outputs, scratch: join(folder, name) };
      await renderPart(imageWorker, part, 'later');
      ended.push('files');
    }
    async function look(): Promise<void> {
      await imageWorker.run({ kind: 'inspect', path: sent });
      ended.push('look');
    }
    await Promise.all([developFiles('one'), developFiles('two'), look()]);
    expect(ended).toEqual(['look', 'files', 'files']);
  });
});
