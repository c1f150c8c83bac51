/** What the sweep may take from a store, and what it must leave, on both kinds of store. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openFolder } from '../../../src/foundation/files/folder.ts';
import type { FileStore } from '../../../src/foundation/files/store.ts';
import { openBucket } from '../../support/bucket.ts';
import { deskOf, type Desk } from '../../support/desk.ts';
import { openHouse, type House } from '../../support/house.ts';
import { drawing, upload } from '../../support/pictures.ts';

const day = 86_400_000;
// Files have the machine's time; a sweep is told its own.
const later = Date.now() + day;
const muchLater = later + 8 * day;

async function keysIn(store: FileStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list('')) keys.push(key);
  return keys.sort();
}

async function put(store: FileStore, key: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-strange-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'file'), `bytes of ${key}`);
  await store.put(key, join(folder, 'file'), 'application/octet-stream');
}

async function takenIn(desk: Desk, colour: string): Promise<{ id: string; etag: string; bytes: Buffer }> {
  const bytes = await drawing({ width: 40, height: 30, colour }).png().toBuffer();
  const { media } = (await upload(desk, [{ bytes }])).json().data[0];
  return { ...media, bytes };
}

/** Pictures that were taken in and deleted: their originals are named by nobody. */
async function deletedIn(house: House, count: number): Promise<Buffer[]> {
  const chief = await deskOf(house, 'chief');
  const deleted: Buffer[] = [];
  for (let n = 0; n < count; n += 1) {
    const { id, etag, bytes } = await takenIn(chief, `#${String(n + 100).padStart(6, '0')}`);
    expect((await chief.send('DELETE', `/media/${id}`, { etag })).statusCode).toBe(204);
    deleted.push(bytes);
  }
  return deleted;
}

function keyOf(png: Buffer): string {
  return `originals/${createHash('sha256').update(png).digest('hex')}.png`;
}

const strange = [
  'another-app/backup.tar',
  'family/2019/wedding.jpg',
  'notes.txt',
  'originals/holiday.jpg',
  `originals/${'a'.repeat(64)}.jpg/part`,
  'media_01g4pyc6wje2v8w3tbgj7dq5kz/readme.txt',
];

describe.each([
  ['a folder', async () => undefined],
  ['a bucket', async () => ({ ...(await openBucket()), direct: false })],
])('a sweep of %s', (_, bucket) => {
  it('leaves alone what is not called as our files are', async () => {
    const s3 = await bucket();
    const house = await openHouse({ seed: 'none', ownPictures: true, ...(s3 && { s3 }) });
    const { store, sweep } = house.pictures;
    await takenIn(await deskOf(house, 'editor'), '#123456');
    for (const key of strange) await put(store, key);
    expect(await sweep(later)).toEqual({ removed: 0, missing: [] });
    expect(await sweep(muchLater)).toEqual({ removed: 0, missing: [] });
    expect(await keysIn(store)).toEqual(expect.arrayContaining(strange));
  });

  it('gives an original that nobody names a week, from when that was seen', async () => {
    const s3 = await bucket();
    const house = await openHouse({ seed: 'none', ownPictures: true, ...(s3 && { s3 }) });
    const { sweep } = house.pictures;
    await takenIn(await deskOf(house, 'editor'), '#123456');
    const [bytes] = await deletedIn(house, 1);
    // The file is old by then; that nobody names it is news.
    const seen = later + 30 * day;
    expect(await sweep(seen)).toEqual({ removed: 0, missing: [] });
    expect(await sweep(seen + 6 * day)).toEqual({ removed: 0, missing: [] });
    const editor = await deskOf(house, 'editor');
    const [again] = (await upload(editor, [{ bytes: bytes! }])).json().data;
    expect(await sweep(seen + 8 * day)).toEqual({ removed: 0, missing: [] });
    const chief = await deskOf(house, 'chief');
    await chief.send('DELETE', `/media/${again.media.id}`, { etag: again.media.etag });
    expect(await sweep(seen + 9 * day)).toEqual({ removed: 0, missing: [] });
    expect(await sweep(seen + 16 * day)).toEqual({ removed: 1, missing: [] });
  });
});

it('a second newsroom at the bucket of the first takes nothing from it, however empty it is', async () => {
  const s3 = { ...(await openBucket()), direct: false };
  const first = await openHouse({ seed: 'none', s3 });
  await takenIn(await deskOf(first, 'editor'), '#123456');
  await first.pictures.renditionMaker.run();
  const second = await openHouse({ seed: 'none', s3 });
  expect((await second.pictures.sweep(muchLater)).refused).toContain('no mark');
  expect(await first.pictures.sweep(later)).toEqual({ removed: 0, missing: [] });
  const before = await keysIn(first.pictures.store);
  for (const now of [muchLater, muchLater + 9 * day]) {
    const { removed, refused } = await second.pictures.sweep(now);
    expect([removed, refused]).toEqual([0, expect.stringContaining("another database's")]);
  }
  expect(await keysIn(first.pictures.store)).toEqual(before);
  // The database is gone for good, and somebody says so.
  await second.pictures.store.remove('dateline.json');
  await takenIn(await deskOf(second, 'editor'), '#123457');
  expect((await second.pictures.sweep(muchLater)).refused).toBeUndefined();
});

it('a sweep that would take most of the originals takes nothing and says so', async () => {
  const house = await openHouse({ seed: 'none', ownPictures: true });
  const { store, sweep } = house.pictures;
  await takenIn(await deskOf(house, 'editor'), '#123456');
  await deletedIn(house, 11);
  const before = await keysIn(store);
  for (const now of [later, muchLater])
    expect(await sweep(now)).toEqual({
      removed: 0,
      missing: [],
      refused: 'no picture names 11 of 12 originals. Is it the right database, and the right store?',
    });
  expect(await keysIn(store)).toEqual(before);
});

it('an original that is uploaded again while others are swept stays', async () => {
  const house = await openHouse({ seed: 'none', ownPictures: true });
  const { store, sweep } = house.pictures;
  const desk = await deskOf(house, 'editor');
  await takenIn(desk, '#123456');
  const deleted = await deletedIn(house, 4);
  await sweep(later);
  const remove = store.remove.bind(store);
  let saved: string | undefined;
  store.remove = async (key) => {
    if (saved === undefined) {
      const bytes = deleted.find((one) => keyOf(one) !== key)!;
      saved = keyOf(bytes);
      expect((await upload(desk, [{ bytes }])).statusCode).toBe(201);
    }
    await remove(key);
  };
  expect((await sweep(muchLater)).removed).toBe(3);
  expect(await store.sizeOf(saved!)).toBeGreaterThan(0);
  expect(await sweep(muchLater)).toEqual({ removed: 0, missing: [] });
});

it('what was left half done on its way in is removed, and nothing else there', async () => {
  const house = await openHouse({ seed: 'none', ownPictures: true });
  const incoming = openFolder(house.pictures.incoming);
  const halfDone = ['7d444840-9dc0-11d1-b245-5ffdce74fad2', 'developing-Ab12Cd/md.webp'];
  for (const key of [...halfDone, 'holiday.jpg', 'sorted/7d444840.jpg']) await put(incoming, key);
  expect((await house.pictures.sweep(Date.now())).removed).toBe(0);
  expect((await house.pictures.sweep(later)).removed).toBe(2);
  expect(await keysIn(incoming)).toEqual(['holiday.jpg', 'sorted/7d444840.jpg']);
});
