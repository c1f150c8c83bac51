import sharp from 'sharp';
import { expect, it } from 'vitest';
import { deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';
import { drawing, upload } from '../../support/pictures.ts';

const opensNothing = `/v1/previews/dlp_${'A'.repeat(43)}`;

async function previewed() {
  const house = await openHouse({ ownPictures: true });
  const desk = await deskOf(house, 'chief');
  const taken = await upload(desk, [{ bytes: await drawing().png().toBuffer() }]);
  const media: string = taken.json().data[0].media.id;
  const { id } = await desk.create({ leadMedia: { media } });
  const made = await desk.send('POST', `/articles/${id}/previews`, { body: {} });
  const { id: preview, url } = made.json();
  const path = new URL(url).pathname;
  const { leadMedia } = (await house.client.get(`${path}?include=renditions`)).json();
  return { house, desk, id, preview, path, leadMedia, file: new URL(leadMedia.src).pathname };
}

it('opens its pictures in every form, kept by nobody, though they are not public', async () => {
  const { house, path, leadMedia, file } = await previewed();
  expect(leadMedia.src.startsWith(`http://localhost:3000${path}/media/`)).toBe(true);
  const addresses = [
    ...leadMedia.renditions.map(({ src }: { src: string }) => src),
    ...leadMedia.sources.flatMap(({ srcset }: { srcset: string }) =>
      srcset.split(', ').map((one) => one.split(' ')[0]),
    ),
  ].map((address) => new URL(address).pathname);
  for (const address of new Set(addresses)) {
    const answer = await house.client.get(address);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    expect((await sharp(answer.rawPayload).metadata()).width).toBeGreaterThan(0);
  }
  const part = await house.client.get(file, { headers: { range: 'bytes=0-9' } });
  expect([part.statusCode, part.rawPayload.length]).toEqual([206, 10]);
  expect((await house.client.get(file.slice(path.length))).statusCode).toBe(404);
});

it('opens no other picture, and none once it is revoked', async () => {
  const { house, desk, id, preview, path, file } = await previewed();
  const other = await upload(desk, [{ bytes: await drawing({ colour: '#993366' }).png().toBuffer() }]);
  const stranger: string = other.json().data[0].media.id;
  expect((await house.client.get(`${path}/media/${stranger}/00000000/md.jpg`)).statusCode).toBe(404);
  expect((await house.client.get(file.replace('md.jpg', 'huge.jpg'))).statusCode).toBe(404);
  expect((await house.client.get(file.replace(path, opensNothing))).statusCode).toBe(404);
  await desk.send('DELETE', `/articles/${id}/previews/${preview}`);
  expect((await house.client.get(file)).statusCode).toBe(404);
});

it('counts a wrong link that is tried for pictures as one that is tried for the story', async () => {
  const { house } = await previewed();
  for (let n = 0; n < 10; n += 1)
    expect((await house.client.get(`${opensNothing}/media/x/y/md.jpg`)).statusCode).toBe(404);
  expect((await house.client.get(opensNothing)).statusCode).toBe(429);
});
