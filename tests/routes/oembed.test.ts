import { describe, expect, it } from 'vitest';
import { storyAt } from '../../src/delivery/oembed/story-at.ts';
import { deskOf } from '../support/desk.ts';
import { givenAgency, givenByline, givenStory } from '../support/given.ts';
import { openHouse } from '../support/house.ts';
import { settings } from '../support/settings.ts';

function card(url: string, more = '') {
  return `/oembed?url=${encodeURIComponent(url)}${more}`;
}

describe('GET /oembed', () => {
  it('gives a card for the address that a story tells, by its Link too', async () => {
    const house = await openHouse();
    const found = await house.client.get('/v1/articles/japans-kishida-considers-joining-nato-summit-sources');
    const story = found.json();
    const { renditions } = (await house.client.get(`/v1/media/${story.leadMedia.id}`)).json();
    const answer = await house.client.get(card(story.url));
    expect(answer.json()).toMatchObject({
      version: '1.0',
      type: 'rich',
      title: story.headline,
      author_name: 'Reuters',
      provider_name: 'Dateline',
      thumbnail_url: renditions[3].src,
    });
    expect(found.headers['link']).toContain(
      `<${card(story.url)}>; rel="alternate"; type="application/json+oembed"`,
    );
    for (const more of ['#top', '?utm_source=letter&utm_medium=email'])
      expect(
        (await house.client.get(card(`http://localhost:3000/v1/articles/${story.id}${more}`))).json(),
      ).toEqual(answer.json());
  });

  it('keeps to the room that there is', async () => {
    const house = await openHouse();
    const { url } = (
      await house.client.get('/v1/articles/japans-kishida-considers-joining-nato-summit-sources')
    ).json();
    const small = (await house.client.get(card(url, '&maxwidth=400&maxheight=300'))).json();
    expect(small).toMatchObject({ width: 400, height: 240, thumbnail_width: 320 });
    const tiny = (await house.client.get(card(url, '&maxwidth=100&maxheight=50'))).json();
    expect(tiny).toMatchObject({ width: 100, height: 50 });
    expect(tiny).not.toHaveProperty('thumbnail_url');
  });

  it('escapes every word, and lets nothing run', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house, {
      slug: 'a',
      headline: '"><script>alert(1)</script>',
      standfirst: '<img onerror=x>',
    });
    const { html } = (await house.client.get(card('http://localhost:3000/v1/articles/a'))).json();
    expect(html).not.toMatch(/<script|<img/);
  });

  it.each(['bylineText', 'byline', 'agency'])('escapes who wrote it, by its %s', async (by) => {
    const house = await openHouse({ seed: 'none' });
    const name = 'Jane <img src=x onerror=alert(1)> & "Co"';
    if (by === 'agency') await givenAgency(house, { name, slug: 'whose' });
    if (by === 'byline') await givenByline(house, { name, slug: 'whose' });
    await givenStory(house, {
      slug: 'a',
      ...(by === 'bylineText' && { bylineText: name }),
      ...(by === 'byline' && { bylines: [{ byline: 'whose', role: 'author' }] }),
      ...(by === 'agency' && { agency: 'whose' }),
    });
    const { author_name, html } = (
      await house.client.get(card('http://localhost:3000/v1/articles/a'))
    ).json();
    // JSON is no HTML: there the name stands as it is.
    expect(author_name).toBe(name);
    expect(html).toContain('Jane &lt;img src=x onerror=alert(1)&gt; &amp; ');
    expect(html).not.toContain('<img');
  });

  it('knows nothing of other addresses, of drafts and of what was taken back, and gives no XML', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const { id } = await desk.create({ slug: 'a' });
    const own = 'http://localhost:3000/v1/articles/a';
    for (const url of [
      'https://elsewhere.example/a',
      own,
      'a',
      `${own}/ninjs`,
      'http://localhost:3000/v1/articles/%E0%A4',
    ])
      expect([url, (await house.client.get(card(url))).statusCode]).toEqual([url, 404]);
    await desk.act(id, 'publish', {});
    expect((await house.client.get(card(own))).statusCode).toBe(200);
    expect((await house.client.get(card(own, '&format=xml'))).statusCode).toBe(501);
    await desk.act(id, 'withdraw', { reason: 'Wrong.', notice: 'It was wrong.' });
    expect((await house.client.get(card(own))).statusCode).toBe(404);
  });
});

describe('the address of a page', () => {
  it.each([
    [
      'https://news.example/{locale}/{section}/{slug}',
      'https://news.example/ja/world/a-story',
      'a-story',
      'ja',
    ],
    [
      'https://news.example/{id}-{slug}',
      'https://news.example/article_01x-a-story',
      'article_01x',
      undefined,
    ],
    ['https://news.example/?s={slug}&l={locale}', 'https://news.example/?s=a%20b&l=en', 'a b', 'en'],
    ['https://{locale}.news.example/{locale}/{slug}', 'https://en.news.example/en/a', 'a', 'en'],
  ])('is read by %s', (storyUrl, address, article, locale) => {
    expect(storyAt(address, { ...settings.site, storyUrl })).toEqual({ article, locale });
    expect(storyAt(`${address}/more`, { ...settings.site, storyUrl })).toBeUndefined();
  });
});
