import { describe, expect, it } from 'vitest';
import { openHouse } from '../../support/house.ts';
import { givenAgency, givenByline, givenPicture, givenStory } from '../../support/given.ts';

const kishida = '/v1/articles/japans-kishida-considers-joining-nato-summit-sources';
const list = '/v1/articles';

describe('the size of answers', () => {
  it('is what a page needs: uncompressed, a summary of the seed 1.6 kB, their list 28 kB, the Kishida story 9 kB', async () => {
    const house = await openHouse();
    const page = await house.client.get(list);
    const { data } = page.json();
    expect(bytesOf(page.body)).toBeLessThanOrEqual(28_000);
    const sizes = data.map((summary: unknown) => bytesOf(JSON.stringify(summary)));
    expect(mean(sizes)).toBeLessThanOrEqual(1_600);
    expect(bytesOf((await house.client.get(kishida)).body)).toBeLessThanOrEqual(9_000);
  });
});

describe('a picture in stories and lists', () => {
  it('is what an image and the words beside it need', async () => {
    const house = await openHouse({ seed: 'none' });
    const { media } = await givenIllustrated(house);
    const rights = { notice: '© Jane Doe', territories: ['JP'], channels: ['web'] };
    const lean = {
      id: media,
      caption: 'A lectern.',
      altText: 'Lectern',
      creditLine: 'Jane Doe/Sample',
      rights,
      digitalSourceType: 'digitalCapture',
      focalPoint: { x: 20, y: 30 },
      thumbHash: 'L8cNJIZgiWZ1iGd4d2YwYgpVhg==',
      dominantColour: '#808080',
      width: 1024,
      height: 683,
      src: expect.stringMatching(/\/md\.jpg$/),
      srcset: expect.stringMatching(/\/xs\.webp 320w, .*\/md\.webp 1024w$/),
      formats: ['avif', 'webp', 'jpg'],
    };
    const { leadMedia, placements, body } = (await house.client.get(`${list}/a-story`)).json();
    for (const picture of [leadMedia, placements[0], body[0].picture]) expect(picture).toEqual(lean);
    expect((await house.client.get(list)).json().data[0].leadMedia).toEqual(lean);
    expect((await house.client.get('/v1/search?q=story')).json().data[0].leadMedia).toEqual(lean);
  });

  it('is decorative, or has alt text', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house, { captions: { en: { decorative: true } } });
    await givenStory(house, { leadMedia: { media } });
    const { leadMedia } = (await house.client.get(`${list}/a-story`)).json();
    expect(leadMedia).toMatchObject({ decorative: true, altText: '' });
  });

  it.each([`${list}/a-story?`, `${list}?`, `${list}?include=body&`, '/v1/search?q=story&'])(
    'has every fact and rendition at %sinclude=renditions',
    async (url) => {
      const house = await openHouse({ seed: 'none' });
      const { media } = await givenIllustrated(house);
      const answer = (await house.client.get(`${url}include=renditions`)).json();
      const { captions: _, ...whole } = (await house.client.get(`/v1/media/${media}`)).json();
      expect((answer.data?.[0] ?? answer).leadMedia).toEqual(whole);
      expect(whole).toMatchObject({ place: 'Tokyo', rights: { holder: 'Jane Doe' }, decorative: false });
      expect(whole.renditions).toHaveLength(12);
      expect(whole.sources).toHaveLength(8);
    },
  );

  it.each([
    ['16x9', 1024, 576],
    ['4x3', 911, 683],
    ['1x1', 683, 683],
  ])('is cropped to ratio=%s wherever the story shows one, and no logo is', async (ratio, width, height) => {
    const house = await openHouse({ seed: 'none' });
    await givenIllustrated(house);
    const cropped = {
      width,
      height,
      src: expect.stringMatching(new RegExp(`/md-${ratio}\\.jpg$`)),
      srcset: expect.stringMatching(new RegExp(`^\\S+/xs-${ratio}\\.webp 320w, `)),
    };
    const story = (await house.client.get(`${list}/a-story?ratio=${ratio}`)).json();
    const [image, gallery] = story.body;
    for (const picture of [
      story.leadMedia,
      story.placements[0],
      image.picture,
      gallery.items[0].picture,
      (await house.client.get(`${list}?ratio=${ratio}`)).json().data[0].leadMedia,
      (await house.client.get(`/v1/search?q=story&ratio=${ratio}`)).json().data[0].leadMedia,
    ])
      expect(picture).toMatchObject(cropped);
    expect(story.agency.logo).toMatchObject({ src: expect.stringMatching(/\/md\.jpg$/) });
    const { bodyHtml } = (await house.client.get(`${list}/a-story?body=html&ratio=${ratio}`)).json();
    expect(bodyHtml).toContain(`/md-${ratio}.jpg"`);
    expect(bodyHtml).toContain(`width="${width}" height="${height}"`);
    expect(bodyHtml).not.toMatch(/\/\w\w\.(jpg|webp)/);
  });

  it('is whole again at the next request', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenIllustrated(house);
    const square = await house.client.get(`${list}?ratio=1x1`);
    const whole = await house.client.get(list);
    expect(whole.json().data[0].leadMedia.src).toMatch(/\/md\.jpg$/);
    expect((await house.client.get(`${list}?ratio=original`)).json().data).toEqual(whole.json().data);
    expect((await house.client.get(`${list}?ratio=1x1`)).body).toBe(square.body);
  });

  it.each(['ratio=2x1', 'ratio=', 'include=all', 'include=renditions,logos'])(
    'refuses ?%s',
    async (query) => {
      const house = await openHouse();
      for (const url of [kishida, list, '/v1/search', `${kishida}/similar`]) {
        const answer = await house.client.get(`${url}?${query}${url === '/v1/search' ? '&q=nato' : ''}`);
        expect(answer.statusCode).toBe(400);
        expect(answer.json().errors[0]).toMatchObject({ parameter: query.split('=')[0] });
      }
    },
  );
});

describe('a summary', () => {
  it('leaves out what no card prints, and says nothing twice', async () => {
    const house = await openHouse({ seed: 'none' });
    const headlines = { short: 'Short', seo: 'For search engines', social: 'For networks' };
    await givenAgency(house, { creditLine: 'Reuters' });
    await givenStory(house, { agency: 'reuters', headlines });
    await givenStory(house, { headline: 'Pool', agency: 'reuters', creditLine: 'Reuters/Pool' });
    const [pool, story] = (await house.client.get(list)).json().data;
    expect(story.headlines).toEqual({ short: 'Short' });
    expect(story).not.toHaveProperty('creditLine');
    expect(pool.creditLine).toBe('Reuters/Pool');
    const whole = (await house.client.get(`${list}/a-story`)).json();
    expect(whole).toMatchObject({ headlines, creditLine: 'Reuters' });
  });
});

describe('who a story is from', () => {
  it('is named with what a page prints; profiles are at their own address or come with include=profiles', async () => {
    const house = await openHouse({ seed: 'none' });
    const { logo } = await givenIllustrated(house);
    const story = (await house.client.get(`${list}/a-story`)).json();
    const byline = (await house.client.get('/v1/bylines/jane-doe')).json();
    const agency = (await house.client.get('/v1/agencies/reuters')).json();
    const { id, slug, name, kind, url } = agency;
    expect(story.agency).toEqual({
      ...{ id, slug, name, kind, url },
      logo: { id: logo, width: 1024, height: 683, src: agency.logo.src },
    });
    expect(story.bylines[0].byline).toEqual({
      id: byline.id,
      slug: 'jane-doe',
      name: 'Jane Doe',
      kind: 'person',
    });
    expect(agency).toMatchObject({ profile: 'A news agency.' });
    expect(byline).toMatchObject({ bio: 'Writes.', agency: { slug: 'reuters' } });
    const summary = (await house.client.get(list)).json().data[0];
    expect(summary.agency).toEqual({ id, slug, name });
    for (const asked of [
      `${list}/a-story?include=profiles`,
      `${list}?include=profiles`,
      `${list}?include=body&include=profiles`,
      '/v1/search?q=story&include=profiles',
    ]) {
      const answer = (await house.client.get(asked)).json();
      const whole = answer.data?.[0] ?? answer;
      expect([whole.agency, whole.bylines[0].byline]).toEqual([agency, byline]);
    }
  });
});

/** A story that shows a picture in every place, with an agency with a logo. */
async function givenIllustrated(house: Awaited<ReturnType<typeof openHouse>>) {
  const media = await givenPicture(house, {
    creditLine: 'Jane Doe/Sample',
    rights: { holder: 'Jane Doe', notice: '© Jane Doe', territories: ['JP'], channels: ['web'] },
    focalPoint: { x: 20, y: 30 },
    digitalSourceType: 'digitalCapture',
    place: 'Tokyo',
    contentCreated: '2022-05-24',
    headline: 'Lectern',
    creators: [{ name: 'Jane Doe' }],
    captions: {
      en: { caption: 'A lectern.', altText: 'Lectern', extendedDescription: 'A lectern and a mug.' },
    },
  });
  const logo = await givenPicture(house, { captions: { en: { altText: 'Reuters' } } });
  await givenAgency(house, { profile: 'A news agency.', url: 'https://www.reuters.com/', logo });
  await givenByline(house, { bio: 'Writes.', agency: 'reuters', portrait: logo });
  await givenStory(house, {
    agency: 'reuters',
    bylines: [{ byline: 'jane-doe', role: 'author' }],
    leadMedia: { media },
    placements: [{ media }],
    body: [
      { _type: 'image', media },
      { _type: 'gallery', items: [{ _type: 'image', media }] },
    ],
  });
  return { media, logo };
}

function mean(numbers: number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
