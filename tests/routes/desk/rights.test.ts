import { describe, expect, it } from 'vitest';
import { deskOf } from '../../support/desk.ts';
import { givenByline, givenPicture, described } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { drawing, upload } from '../../support/pictures.ts';

describe('a picture whose rights end', () => {
  it('leaves every public answer at its hour; the story says so, and the desk has a list', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenByline(house);
    const desk = await deskOf(house, 'editor');
    const soon = new Date(house.clock.now() + 3_600_000).toISOString();
    const media = await givenPicture(house, { captions: described, usableUntil: soon });
    await givenPicture(house, { usableUntil: '2099-01-01T00:00:00Z' });
    const { id } = await desk.create({
      leadMedia: { media },
      bylines: [{ byline: 'jane-doe', role: 'author' }],
    });
    await desk.act(id, 'publish', {});
    const before = (await house.client.get(`/v1/articles/${id}`)).json();
    expect([before.leadMedia.id, before.withheldPictures]).toEqual([media, undefined]);
    const list = (await desk.send('GET', '/lists/rights')).json();
    expect(list.data).toMatchObject([{ id: media, rightsExpired: false, usedBy: [{ kind: 'article', id }] }]);
    house.clock.advance(3_600_000);
    await house.catchUp();
    const after = (await house.client.get(`/v1/articles/${id}`)).json();
    expect([after.leadMedia, after.withheldPictures]).toEqual([undefined, 1]);
    expect((await house.client.get(new URL(before.leadMedia.src).pathname)).statusCode).toBe(404);
    expect((await house.client.get(`/v1/media/${media}`)).statusCode).toBe(404);
    expect((await desk.send('GET', '/lists/rights')).json().data).toMatchObject([
      { id: media, rightsExpired: true, usedBy: [{ id }] },
    ]);
    const all = await desk.send('GET', '/lists/rights?usableTo=2100-01-01T00:00:00Z&limit=1');
    expect(all.json().page.next).toBeDefined();
    const later = await desk.send('GET', '/lists/rights?usableFrom=2099-01-01&usableTo=2100-01-01');
    expect(later.json().data.map(({ id }: { id: string }) => id)).not.toContain(media);
  });

  it('is kept by nobody beyond that, its files neither', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenByline(house);
    const desk = await deskOf(house, 'editor');
    const soon = new Date(house.clock.now() + 3_600_000).toISOString();
    const fields = { captions: { en: { altText: 'A dot.' } }, usableUntil: soon };
    const [{ media }] = (await upload(desk, [{ bytes: await drawing().png().toBuffer() }], { fields })).json()
      .data;
    const { id } = await desk.create({
      leadMedia: { media: media.id },
      bylines: [{ byline: 'jane-doe', role: 'author' }],
    });
    await desk.act(id, 'publish', {});
    const path = new URL(media.src).pathname;
    const former = path.replace(/[0-9a-f]{8}(?=\/[^/]*$)/, '00000000');
    async function lifetimes() {
      const answers = [await house.client.get(path), await house.client.get(former)];
      return answers.map(({ statusCode, headers }) => [statusCode, headers['cache-control']]);
    }
    expect(await lifetimes()).toEqual([
      [200, 'public, max-age=3600'],
      [302, 'public, max-age=60'],
    ]);
    house.clock.advance(3_585_000);
    expect(await lifetimes()).toEqual([
      [200, 'public, max-age=15'],
      [302, 'public, max-age=15'],
    ]);
  });

  it('keeps where and through what it may go out, as it was said', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const media = await givenPicture(house);
    const { etag } = (await desk.send('GET', `/media/${media}`)).json();
    const rights = { notice: '© Jane Doe', territories: ['JP', 'US'], channels: ['web', 'app'] };
    const answer = await desk.send('PATCH', `/media/${media}`, { etag, body: { rights } });
    expect(answer.json().rights).toEqual(rights);
    const wrong = { rights: { territories: ['Japan'] } };
    const refused = await desk.send('PATCH', `/media/${media}`, { etag: answer.json().etag, body: wrong });
    expect([refused.statusCode, refused.json().errors[0].pointer]).toEqual([400, '/rights/territories/0']);
  });
});
