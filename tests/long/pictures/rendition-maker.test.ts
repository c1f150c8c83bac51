/** How renditions are made while readers ask, editors change their minds, and stores fail. */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { originalKey } from '../../../src/library/pictures/renditions/files.ts';
import { planRenditions } from '../../../src/library/pictures/renditions/plan.ts';
import {
  finishRenditions,
  saveRenditions,
} from '../../../src/library/pictures/renditions/rendition-store.ts';
import { findMedia } from '../../../src/library/pictures/rows/store.ts';
import { media, mediaRenditions } from '../../../src/library/tables/pictures.ts';
import { openBucket } from '../../support/bucket.ts';
import { deskOf, type Desk } from '../../support/desk.ts';
import { givenByline } from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';
import { drawing, upload } from '../../support/pictures.ts';

async function takenIn(desk: Desk, colour = '#336699', size = { width: 700, height: 500 }) {
  const bytes = await drawing({ ...size, colour })
    .jpeg()
    .toBuffer();
  const fields = { captions: { en: { altText: 'A dot.' } } };
  return (await upload(desk, [{ bytes }], { fields })).json().data[0].media;
}

async function publish(desk: Desk, media: { id: string }): Promise<void> {
  const { id } = await desk.create({
    leadMedia: { media: media.id },
    bylines: [{ byline: 'jane-doe', role: 'author' }],
  });
  expect((await desk.act(id, 'publish', {})).statusCode).toBe(200);
}

/** Tells which files are being saved from now on; every job is done as it would be. */
function watchJobs({ pictures: { imageWorker } }: House): string[] {
  const saved: string[] = [];
  const develop = imageWorker.run;
  imageWorker.run = (job, urgency) => {
    if ('output' in job) saved.push(basename(job.output.path));
    return develop(job, urgency);
  };
  return saved;
}

/** Has something happen once, just before the first rendition is put into the store. */
function beforeFirstFile({ pictures: { store } }: House, happen: () => Promise<unknown>): void {
  const put = store.put.bind(store);
  store.put = async (key, ...rest) => {
    if (key.startsWith('media_')) {
      store.put = put;
      await happen();
    }
    return put(key, ...rest);
  };
}

async function hashesOf(house: House, id: string): Promise<string[]> {
  const rows = await house.database.read(async (db) =>
    db
      .selectDistinct({ hash: mediaRenditions.hash })
      .from(mediaRenditions)
      .where(eq(mediaRenditions.mediaId, id)),
  );
  return rows.map(({ hash }) => hash);
}

function hashIn({ src }: { src: string }): string {
  return new URL(src).pathname.split('/')[3]!;
}

async function putBytes({ pictures }: House, key: string, bytes: string | Buffer): Promise<void> {
  await pictures.store.remove(key);
  const path = join(pictures.incoming, 'given');
  await writeFile(path, bytes);
  await pictures.store.put(key, path, 'image/jpeg');
}

/** Makes these bytes the original of a picture, as if they had been uploaded. */
async function givenOriginal(house: House, id: string, bytes: string | Buffer): Promise<void> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await putBytes(house, originalKey({ sha256, mimeType: 'image/jpeg' }), bytes);
  await house.play(({ tx }) => tx.update(media).set({ sha256 }).where(eq(media.id, id)));
}

describe('every file of a picture', () => {
  it('is made once, however many ask while it is made in the background', async () => {
    const house = await openHouse({ seed: 'none', ownPictures: true });
    const desk = await deskOf(house, 'editor');
    const { id } = await takenIn(desk);
    const saved = watchJobs(house);
    const asked = ['xs.jpg', 'sm-16x9.webp', 'md.jpg', 'md.jpg'].map((file) =>
      desk.send('GET', `/media/${id}/files/${file}`),
    );
    const [answers] = await Promise.all([Promise.all(asked), house.pictures.renditionMaker.run()]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect(saved.length).toBe(12);
    expect(new Set(saved).size).toBe(12);
  });

  it('that nothing can be made of is a 404, and costs no work the second time', async () => {
    const house = await openHouse({ seed: 'none', ownPictures: true });
    await givenByline(house);
    const desk = await deskOf(house, 'editor');
    const { id } = await takenIn(desk);
    const { renditionMaker } = house.pictures;
    await givenOriginal(house, id, 'no picture at all');
    const media = (await desk.send('GET', `/media/${id}`)).json();
    await publish(desk, media);
    const path = new URL(media.src).pathname;
    let jobs = 0;
    const develop = house.pictures.imageWorker.run;
    house.pictures.imageWorker.run = (job, urgency) => {
      jobs += 1;
      return develop(job, urgency);
    };
    expect((await house.client.get(path)).statusCode).toBe(404);
    expect(jobs).toBe(1);
    expect((await house.client.get(path)).statusCode).toBe(404);
    expect(jobs).toBe(1);
    await renditionMaker.run();
    expect((await desk.send('GET', `/media/${media.id}`)).json().renditionsState).toBe('failed');
    jobs = 0;
    for (const extension of ['webp', 'avif'])
      expect((await house.client.get(path.replace('jpg', extension))).statusCode).toBe(404);
    expect(jobs).toBe(0);
  });
});

describe('a picture that changes while its renditions are made', () => {
  it('is a 404 for whoever waits when it is deleted, and holds nothing up', async () => {
    const house = await openHouse({ seed: 'none', ownPictures: true });
    const chief = await deskOf(house, 'chief');
    for (const ask of [
      async (id: string) => (await chief.send('GET', `/media/${id}/files/xs.jpg`)).statusCode,
      async () =>
        house.pictures.renditionMaker.run((_, error) => expect(error).toBeUndefined()).then(() => 404),
    ]) {
      const { id, etag } = await takenIn(chief);
      beforeFirstFile(house, () => chief.send('DELETE', `/media/${id}`, { etag }));
      expect(await ask(id)).toBe(404);
      expect((await chief.send('GET', `/media/${id}`)).statusCode).toBe(404);
    }
  });

  it('keeps no row of what it was, and loses none of what it is', async () => {
    const house = await openHouse({ seed: 'none', ownPictures: true });
    const desk = await deskOf(house, 'editor');
    const { id, etag } = await takenIn(desk);
    const before = await house.database.read((db) => findMedia(db, id));
    beforeFirstFile(house, () =>
      desk.send('PATCH', `/media/${id}`, { etag, body: { creditLine: 'Another' } }),
    );
    expect((await desk.send('GET', `/media/${id}/files/xs.jpg`)).statusCode).toBe(200);
    expect(await hashesOf(house, id)).toEqual([]);
    await house.pictures.renditionMaker.run();
    const after = (await desk.send('GET', `/media/${id}`)).json();
    expect([after.renditionsState, await hashesOf(house, id)]).toEqual(['ready', [hashIn(after)]]);
    // Whoever began with the picture as it was comes late.
    await house.play(({ tx }) => finishRenditions(tx, before!, { hash: '00000000', fault: undefined }));
    expect(await hashesOf(house, id)).toEqual([hashIn(after)]);
    const former = { mediaId: id, hash: '00000000', name: 'xs', extension: 'jpg' as const };
    await house.play(({ tx }) => saveRenditions(tx, [{ ...former, bytes: 1, sha256: 'a' }]));
    expect((await hashesOf(house, id)).length).toBe(2);
  });
});

describe('readers who ask for many files that nobody has made', () => {
  it('do not keep the desk from uploading, and are told to come again when they are too many', async () => {
    const house = await openHouse({ seed: 'none', ownPictures: true });
    await givenByline(house);
    const desk = await deskOf(house, 'editor');
    const addresses: string[] = [];
    for (const colour of ['#336699', '#663399']) {
      const media = await takenIn(desk, colour);
      await publish(desk, media);
      for (const { src } of media.renditions)
        for (const extension of ['jpg', 'webp', 'avif'])
          addresses.push(new URL(src).pathname.replace('jpg', extension));
    }
    expect(addresses.length).toBeGreaterThan(60);
    const ended: string[] = [];
    const readers = addresses.map(async (address) => {
      const answer = await house.client.get(address);
      if (answer.statusCode === 503) expect(answer.headers['retry-after']).toBe('5');
      ended.push(String(answer.statusCode));
    });
    const uploads = ['#111111', '#222222', '#333333'].map(async (colour) => {
      expect(await takenIn(desk, colour)).toMatchObject({ renditionsState: 'processing' });
      ended.push('upload');
    });
    await Promise.all([...readers, ...uploads]);
    expect(new Set(ended)).toEqual(new Set(['200', '503', 'upload']));
    const waited = ended.slice(ended.lastIndexOf('upload')).filter((one) => one === '200');
    expect(waited.length).toBeGreaterThan(20);
  });
});

describe('an original that is not whole in the store', () => {
  it.each([
    ['is missing', (house: House, key: string) => house.pictures.store.remove(key)],
    ['is cut', (house: House, key: string) => putBytes(house, key, 'half')],
  ])('that %s fails no picture, holds up no other, and is read again', async (_, spoil) => {
    const house = await openHouse({ seed: 'none', ownPictures: true });
    const desk = await deskOf(house, 'editor');
    const { id } = await takenIn(desk);
    const { store, renditionMaker } = house.pictures;
    const { sha256 } = (await house.database.read((db) => findMedia(db, id)))!;
    const key = originalKey({ sha256, mimeType: 'image/jpeg' });
    const bytes = await buffer((await store.read(key))!);
    await spoil(house, key);
    const other = await takenIn(desk, '#663399');
    const reported: unknown[] = [];
    await renditionMaker.run((...told) => void reported.push(told));
    expect(reported).toEqual([[id, expect.objectContaining({ problem: 'unavailable' })]]);
    const read = await desk.send('GET', `/media/${id}/files/xs.jpg`);
    expect([read.statusCode, read.headers['retry-after']]).toEqual([503, '5']);
    async function stateOf(one: string): Promise<string> {
      await renditionMaker.run();
      return (await desk.send('GET', `/media/${one}`)).json().renditionsState;
    }
    expect([await stateOf(id), await stateOf(other.id)]).toEqual(['processing', 'ready']);
    await putBytes(house, key, bytes);
    await expect.poll(() => stateOf(id), { timeout: 20_000 }).toBe('ready');
  });
});

describe('POST /v1/desk/media/{media}/retry', () => {
  it('makes the renditions of a picture again that had failed, and of no other', async () => {
    const house = await openHouse({ seed: 'none', ownPictures: true });
    const desk = await deskOf(house, 'editor');
    const { id } = await takenIn(desk);
    await givenOriginal(house, id, 'no picture at all');
    await house.pictures.renditionMaker.run();
    const failed = (await desk.send('GET', `/media/${id}`)).json();
    expect(failed.renditionsState).toBe('failed');
    expect(
      (await desk.send('POST', `/media/${id}/retry`, { etag: '"r99"', body: undefined })).statusCode,
    ).toBe(412);
    const tried = await desk.send('POST', `/media/${id}/retry`, { etag: failed.etag });
    expect([tried.statusCode, tried.json().renditionsState]).toEqual([200, 'processing']);
    expect(tried.json().renditionsFault).toBeUndefined();
    const again = await desk.send('POST', `/media/${id}/retry`, { etag: tried.json().etag });
    expect([again.statusCode, again.json().detail]).toEqual([
      409,
      'The renditions of this picture have not failed: they are processing.',
    ]);
    const bytes = await drawing({ width: 700, height: 500, colour: '#336699' }).jpeg().toBuffer();
    await givenOriginal(house, id, bytes);
    await house.pictures.renditionMaker.run();
    expect((await desk.send('GET', `/media/${id}`)).json().renditionsState).toBe('ready');
  });
});

describe('a store that cannot be reached', () => {
  it('is told as such, fails no picture for good, and all goes on when it is back', async () => {
    const bucket = await openBucket();
    const house = await openHouse({ seed: 'none', s3: { ...bucket, direct: false } });
    await givenByline(house);
    const desk = await deskOf(house, 'editor');
    const media = await takenIn(desk);
    await publish(desk, media);
    await house.pictures.renditionMaker.run();
    const ready = await house.client.get('/health/ready');
    expect([ready.statusCode, ready.json()]).toEqual([200, { status: 'ok' }]);
    await bucket.stop();
    const { etag } = (await desk.send('GET', `/media/${media.id}`)).json();
    await desk.send('PATCH', `/media/${media.id}`, { etag, body: { creditLine: 'Another' } });
    const reported: string[] = [];
    await expect(house.pictures.renditionMaker.run((id) => void reported.push(id))).rejects.toMatchObject({
      problem: 'unavailable',
      cause: { message: expect.stringContaining('S3_ENDPOINT') },
    });
    expect(reported).toEqual([]);
    const shown = (await desk.send('GET', `/media/${media.id}`)).json();
    expect(shown.renditionsState).toBe('processing');
    const bytes = await drawing({ colour: '#fff' }).png().toBuffer();
    for (const answer of [
      await upload(desk, [{ bytes }]),
      await house.client.get(new URL(shown.src).pathname),
    ]) {
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
      expect(answer.body).not.toContain('127.0.0.1');
    }
    house.clock.advance(2_000);
    const degraded = await house.client.get('/health/ready');
    expect([degraded.statusCode, degraded.json()]).toMatchObject([
      200,
      { status: 'ok', degraded: ['store'] },
    ]);
    await bucket.start();
    await house.pictures.renditionMaker.run();
    expect((await desk.send('GET', `/media/${media.id}`)).json().renditionsState).toBe('ready');
    await expect
      .poll(async () => {
        house.clock.advance(2_000);
        return (await house.client.get('/health/ready')).json();
      })
      .toEqual({ status: 'ok' });
  });

  it('is told as such when the disk is full', async () => {
    const house = await openHouse({ seed: 'none', ownPictures: true });
    const desk = await deskOf(house, 'editor');
    const { id } = await takenIn(desk);
    const { store } = house.pictures;
    const put = store.put.bind(store);
    store.put = () => Promise.reject(Object.assign(new Error('No space is left.'), { code: 'ENOSPC' }));
    await expect(house.pictures.renditionMaker.run()).rejects.toMatchObject({ problem: 'unavailable' });
    const answer = await upload(desk, [{ bytes: await drawing({ colour: '#fff' }).png().toBuffer() }]);
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    store.put = put;
    await house.pictures.renditionMaker.run();
    expect((await desk.send('GET', `/media/${id}`)).json().renditionsState).toBe('ready');
  });
});

describe('the renditions of a tall picture', () => {
  it('are as wide as can be written, and there is always one', () => {
    for (const widths of [
      { xs: 320, sm: 640, md: 1024, lg: 1600 },
      { xs: 2000, sm: 3000, md: 4000, lg: 5000 },
    ]) {
      const planned = planRenditions(
        {
          width: 1500,
          height: 29_900,
          sha256: 'a',
          crop: null,
          crops: null,
          focalPoint: null,
          foundFocalPoint: null,
        },
        widths,
      );
      const whole = planned.filter(({ ratio }) => ratio === 'original');
      expect(whole.map(({ width, height }) => [width, height]).at(-1)).toEqual([671, 13_375]);
      for (const { height } of planned) expect(height).toBeLessThanOrEqual(16_383);
    }
  });
});
