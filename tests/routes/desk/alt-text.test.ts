/** Alt text in the language of the story: asked for by publishing, and not taken away under a live story. */
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { mediaCaptions } from '../../../src/library/tables/pictures.ts';
import { unpublishArticle } from '../../../src/desk/release/unpublish.ts';
import { deskOf } from '../../support/desk.ts';
import { givenAgency, givenPicture, givenStory } from '../../support/given.ts';
import { type House, openHouse } from '../../support/house.ts';

const [english, japanese, german] = [
  { caption: 'A lectern.', altText: 'A lectern.' },
  { caption: '演台。', altText: '演台' },
  { altText: 'Ein Pult.' },
];

async function open(captions: Record<string, object>) {
  const house = await openHouse({ seed: 'none' });
  return { house, desk: await deskOf(house, 'editor'), media: await givenPicture(house, { captions }) };
}

type Opened = Awaited<ReturnType<typeof open>>;

async function etagOf({ desk, media }: Opened): Promise<string> {
  return (await desk.send('GET', `/media/${media}`)).json().etag;
}

async function remove(opened: Opened, locale: string) {
  const { desk, media } = opened;
  return desk.send('DELETE', `/media/${media}/captions/${locale}`, { etag: await etagOf(opened) });
}

async function replace(opened: Opened, locale: string, body: object) {
  const { desk, media } = opened;
  return desk.send('PUT', `/media/${media}/captions/${locale}`, { etag: await etagOf(opened), body });
}

/** Takes a caption away as nobody can over HTTP: how stories of former versions were. */
function forget(house: House, locale: string): Promise<unknown> {
  return house.play(({ tx }) => tx.delete(mediaCaptions).where(eq(mediaCaptions.locale, locale)));
}

describe('publishing', () => {
  it.each([
    ['en', { ja: japanese }, 422],
    ['de', { en: english, ja: japanese }, 422],
    ['de-CH', { de: german }, 200],
    ['de', { 'de-CH': german }, 200],
    ['de-CH', { 'de-CH': { caption: 'Ein Pult.' }, de: german }, 200],
    ['en', { en: { decorative: true } }, 200],
    ['en', { ja: { decorative: true } }, 422],
  ])('of a story in %s with a picture described in %j is %i', async (locale, captions, status) => {
    const { desk, media } = await open(captions);
    const { id } = await desk.create({ locale, leadMedia: { media } });
    const preflight = await desk.send('GET', `/articles/${id}/preflight`);
    const rules = preflight.json().findings.map(({ rule }: { rule: string }) => rule);
    expect(rules.includes('altTextMissing')).toBe(status === 422);
    expect((await desk.act(id, 'publish', {})).statusCode).toBe(status);
  });
});

describe('the alt text of a live story', () => {
  it('is not removed, and the stories that need it are named', async () => {
    const opened = await open({ en: english, ja: japanese });
    const { house, media } = opened;
    const id = await givenStory(house, { leadMedia: { media } });
    await givenStory(house, { slug: 'own', placements: [{ media, altText: 'A desk.' }] });
    await givenStory(house, { slug: 'other', locale: 'ja', leadMedia: { media } });
    const refused = await remove(opened, 'en');
    expect(refused.statusCode).toBe(422);
    expect(refused.json().errors).toMatchObject([{ parameter: 'locale' }]);
    expect(refused.json().stories).toEqual([{ id, slug: 'a-story', headline: 'A story', state: 'live' }]);
    expect((await house.client.get('/v1/articles/a-story')).json().leadMedia).toMatchObject(english);
    await house.act(id, (work, story) => unpublishArticle(work, story, { reason: 'Too early.' }));
    expect((await remove(opened, 'en')).statusCode).toBe(200);
  });

  it('is not written over by a caption without one, in its language or in a variety of it', async () => {
    const opened = await open({ de: german });
    const { house, media } = opened;
    const id = await givenStory(house, { locale: 'de-CH', leadMedia: { media } });
    const refused = await replace(opened, 'de', { caption: 'Ein Pult.' });
    expect([refused.statusCode, refused.json().stories]).toMatchObject([422, [{ id }]]);
    expect((await replace(opened, 'de-CH', german)).statusCode).toBe(200);
    expect((await remove(opened, 'de')).statusCode).toBe(200);
    expect((await remove(opened, 'de-CH')).json().stories).toMatchObject([{ id }]);
  });

  it('is needed where a story shows the picture in its text', async () => {
    const opened = await open({ en: english });
    const { house, media } = opened;
    const id = await givenStory(house, {
      leadMedia: { media, altText: 'A desk.' },
      body: [{ _type: 'gallery', items: [{ _type: 'image', media }] }],
    });
    expect((await remove(opened, 'en')).json().stories).toMatchObject([{ id }]);
  });

  it('does not keep that of a language in which no story is live', async () => {
    const opened = await open({ en: english, ja: japanese });
    await givenStory(opened.house, { leadMedia: { media: opened.media } });
    expect((await remove(opened, 'ja')).statusCode).toBe(200);
  });

  it('stays for a logo as long as it is the last one', async () => {
    const opened = await open({ en: english, ja: japanese });
    await givenAgency(opened.house, { logo: opened.media });
    expect((await remove(opened, 'en')).statusCode).toBe(200);
    const refused = await remove(opened, 'ja');
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).not.toHaveProperty('stories');
  });
});

describe('a story that is live without alt text in its language', () => {
  it('stays live, shows that of no other language, and asks for its own when it is published next', async () => {
    const { house, desk, media } = await open({ en: english, ja: japanese });
    const id = await givenStory(house, { leadMedia: { media } });
    await forget(house, 'en');
    house.clock.advance(60_000);
    await desk.send('PATCH', `/media/${media}`, { etag: '"r1"', body: { place: 'Tokyo' } });
    const { leadMedia } = (await house.client.get('/v1/articles/a-story')).json();
    expect(leadMedia).toMatchObject({ caption: '演台。', captionLocale: 'ja' });
    expect(leadMedia).not.toHaveProperty('altText');
    const html = (await house.client.get('/v1/articles/a-story?body=html')).body;
    expect(html).not.toContain('alt="演台"');
    await desk.patch(id, { headline: 'A story, mended' });
    const refused = await desk.act(id, 'publish', { change: { kind: 'update', text: 'More is known.' } });
    expect([refused.statusCode, refused.json().errors[0].rule]).toEqual([422, 'altTextMissing']);
  });
});
