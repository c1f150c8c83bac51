import sharp from 'sharp';
import { expect, it } from 'vitest';
import { deskOf } from '../../support/desk.ts';
import { givenStory } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { drawing, upload } from '../../support/pictures.ts';

async function shown(bytes: Buffer) {
  const house = await openHouse({ seed: 'none', ownPictures: true });
  const desk = await deskOf(house, 'chief');
  const fields = { captions: { en: { altText: 'A drawing.' } } };
  const taken = await upload(desk, [{ bytes }], { fields });
  const media: string = taken.json().data[0].media.id;
  await givenStory(house, { leadMedia: { media } });
  return { house, picture: (await house.client.get('/v1/articles/a-story')).json().leadMedia };
}

function pathOf(src: string, extension: string): string {
  return new URL(src).pathname.replace(/\w+$/, extension);
}

it('stays transparent in the fallback, which is a PNG; feeds have it as JPEG', async () => {
  const clear = await sharp({
    create: { width: 500, height: 400, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.2 } },
  })
    .png()
    .toBuffer();
  const { house, picture } = await shown(clear);
  expect(picture.src).toMatch(/\.png$/);
  expect(picture.formats).toEqual(['avif', 'webp', 'png']);
  const answer = await house.client.get(pathOf(picture.src, 'png'));
  expect(answer.headers['content-type']).toBe('image/png');
  const { data } = await sharp(answer.rawPayload).raw().toBuffer({ resolveWithObject: true });
  expect(data[3]).toBe(51);
  expect((await house.client.get(pathOf(picture.src, 'jpg'))).headers['content-type']).toBe('image/jpeg');
  for (const feed of ['rss.xml', 'atom.xml', 'feed.json']) {
    const { body } = await house.client.get(`/feeds/${feed}`);
    expect(body).toContain(picture.src.replace(/png$/, 'jpg'));
  }
});

it('is no PNG where nothing is transparent', async () => {
  const { house, picture } = await shown(await drawing().png().toBuffer());
  expect(picture.src).toMatch(/\.jpg$/);
  expect(picture.formats).toEqual(['avif', 'webp', 'jpg']);
  expect((await house.client.get(pathOf(picture.src, 'png'))).statusCode).toBe(404);
});
