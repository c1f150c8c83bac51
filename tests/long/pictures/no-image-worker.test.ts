/** What the desk and readers are told while the process that opens pictures does not start. */
import { describe, expect, it } from 'vitest';
import { deskWith } from '../../support/desk.ts';
import { givenByline } from '../../support/given.ts';
import { imageWorkerWithoutSharp } from '../../support/hidden-sharp.ts';
import { openHouse } from '../../support/house.ts';
import { drawing, upload } from '../../support/pictures.ts';

/** A newsroom with a picture in a live story, all of it made; but from now on sharp is missing. */
async function openWithoutSharp(colour: string) {
  const before = await openHouse({ seed: 'none' });
  const key = await before.keyFor('editor');
  await givenByline(before, { name: 'Jane Doe' });
  const bytes = await drawing({ colour }).jpeg().toBuffer();
  const fields = { captions: { en: { altText: 'A dot.' } } };
  const desk = deskWith(before, key);
  const [{ media }] = (await upload(desk, [{ bytes }], { fields })).json().data;
  const story = await desk.create({
    leadMedia: { media: media.id },
    bylines: [{ byline: 'jane-doe', role: 'author' }],
  });
  expect((await desk.act(story.id, 'publish', {})).statusCode).toBe(200);
  await before.pictures.renditionMaker.run();

  const { imageWorker, ...sharp } = await imageWorkerWithoutSharp();
  const house = await openHouse({ after: before, imageWorker });
  async function src(): Promise<string> {
    const { leadMedia } = (await house.client.get(`/v1/articles/${story.id}`)).json();
    return new URL(leadMedia.src).pathname;
  }
  return { ...sharp, house, desk: deskWith(house, key), media: media.id as string, src };
}

const patience = { timeout: 20_000 };

const isUnavailable = expect.objectContaining({
  statusCode: 503,
  headers: expect.objectContaining({ 'retry-after': '5' }),
});

describe('while the image worker does not start', () => {
  it('an upload is unavailable, and no picture’s fault', async () => {
    const { desk, reported } = await openWithoutSharp('#102030');
    const bytes = await drawing({ colour: '#102031' }).jpeg().toBuffer();
    for (let times = 1; times <= 3; times += 1)
      expect(await upload(desk, [{ bytes }])).toEqual(isUnavailable);
    expect((await desk.send('GET', '/media')).json().data).toHaveLength(1);
    expect(reported).toEqual([expect.stringContaining("Cannot find package 'sharp-which-is-not-there'")]);
  });

  it('a live picture whose caption changes waits, and is made once the worker starts', async () => {
    const { house, desk, media, src, reported, installSharp } = await openWithoutSharp('#102032');
    const before = await src();
    expect((await house.client.get(before)).statusCode).toBe(200);
    const { etag } = (await desk.send('GET', `/media/${media}`)).json();
    const body = { altText: 'A dot on a ground.' };
    const changed = await desk.send('PUT', `/media/${media}/captions/en`, { etag, body });
    expect(changed.statusCode).toBe(200);
    expect(await src()).not.toBe(before);

    expect(await house.client.get(await src())).toEqual(isUnavailable);
    expect(await desk.send('GET', `/media/${media}/files/xs.webp`)).toEqual(isUnavailable);
    await expect(house.pictures.renditionMaker.run()).rejects.toThrow('Pictures cannot be opened right now');
    expect((await desk.send('GET', `/media/${media}`)).json()).toMatchObject({
      renditionsState: 'processing',
    });

    await installSharp();
    const answer = expect.poll(async () => (await house.client.get(await src())).statusCode, patience);
    await answer.toBe(200);
    await house.pictures.renditionMaker.run();
    expect((await desk.send('GET', `/media/${media}`)).json()).toMatchObject({ renditionsState: 'ready' });
    expect(reported).toHaveLength(1);
  });

  it('/health/ready says so, until it starts again', async () => {
    const { house, desk, installSharp } = await openWithoutSharp('#102033');
    async function health(): Promise<object> {
      house.clock.advance(1_000);
      return (await house.client.get('/health/ready')).json();
    }
    await expect(house.pictures.imageWorker.wake()).rejects.toThrow('Pictures cannot be opened right now');
    expect(await health()).toMatchObject({ status: 'ok', degraded: ['imageWorker'] });
    await installSharp();
    await expect.poll(health, patience).toEqual({ status: 'ok' });
    const bytes = await drawing({ colour: '#102034' }).jpeg().toBuffer();
    expect((await upload(desk, [{ bytes }])).statusCode).toBe(201);
  });
});
