import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { DomUtils, parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { deskOf } from '../support/desk.ts';
import { givenPicture, givenSection, givenStory } from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';

const words = 'If x <y & z> "1" <redacted> &amp; <script>alert(1)</script>';

async function read(house: House, path: string): Promise<string> {
  const { statusCode, body } = await house.client.get(path);
  expect([path, statusCode]).toEqual([path, 200]);
  return body;
}

/** The texts of all elements of a name. */
function textsOf(xml: string, name: string): string[] {
  return DomUtils.getElementsByTagName(name, parseDocument(xml, { xmlMode: true })).map(DomUtils.textContent);
}

/** What a reader sees of HTML. */
function shown(html = ''): string {
  const document = parseDocument(html);
  expect([html, DomUtils.getElementsByTagName('script', document)]).toEqual([html, []]);
  return DomUtils.textContent(document);
}

/** A story whose every short text is `words`. */
async function filled(): Promise<{ house: House; id: string }> {
  const house = await openHouse({ seed: 'none' });
  const media = await givenPicture(house, {
    creditLine: words,
    headline: words,
    captions: { en: { caption: words, altText: words } },
  });
  const section = await givenSection(house, { name: words, slug: 'a' });
  const id = await givenStory(house, {
    slug: 'a',
    headline: words,
    standfirst: words,
    bodyText: words,
    bylineText: words,
    creditLine: words,
    dateline: { text: words },
    rights: { notice: words },
    leadMedia: { media },
    section,
  });
  return { house, id };
}

describe('words with the signs of HTML', () => {
  it('are whole in RSS, whose descriptions are HTML and whose titles are not', async () => {
    const { house } = await filled();
    const { items, description } = parseRssFeed(await read(house, '/feeds/sections/a/rss.xml'));
    expect(shown(description)).toBe(`Dateline: ${words}`);
    const [item] = items!;
    expect(item!.title).toBe(words);
    expect(shown(item!.description)).toBe(words);
    expect(shown(item!.content?.encoded)).toContain(words);
    expect(item!.media!.contents![0]).toMatchObject({
      title: { value: words, type: 'plain' },
      description: { value: words, type: 'plain' },
      credits: expect.arrayContaining([{ value: words }]),
    });
    expect(item!.categories).toEqual([{ name: words }]);
  });

  it('are whole in Atom, whose texts are plain unless they say otherwise', async () => {
    const { house } = await filled();
    const xml = await read(house, '/feeds/atom.xml');
    const [entry] = parseAtomFeed(xml).entries!;
    expect(entry).toMatchObject({ title: { value: words }, summary: { value: words } });
    for (const name of ['title', 'summary', 'rights', 'subtitle']) {
      const [element] = DomUtils.getElementsByTagName(name, parseDocument(xml, { xmlMode: true }));
      expect([name, element!.attribs['type'] ?? 'text']).toEqual([name, 'text']);
    }
    expect(shown(textsOf(xml, 'content')[0])).toContain(words);
  });

  it('are whole in JSON Feed, ninjs, JSON-LD and oEmbed', async () => {
    const { house, id } = await filled();
    const [item] = parseJsonFeed(await read(house, '/feeds/feed.json')).items!;
    expect(item).toMatchObject({ title: words, summary: words });
    expect(shown(item!.content_html)).toContain(words);
    const ninjs = JSON.parse(await read(house, `/v1/articles/${id}/ninjs`));
    for (const { contentType, value } of [...ninjs.bodies, ...ninjs.descriptions])
      expect(contentType === 'text/html' ? shown(value) : value).toBe(words);
    expect(ninjs.headlines).toEqual([{ role: 'main', value: words }]);
    const jsonLd = JSON.parse(await read(house, `/v1/articles/${id}/jsonld`));
    expect(jsonLd).toMatchObject({ headline: words, description: words, articleBody: words });
    const { url } = JSON.parse(await read(house, `/v1/articles/${id}`));
    const card = JSON.parse(await read(house, `/oembed?url=${encodeURIComponent(url)}`));
    expect(card).toMatchObject({ title: words, author_name: words });
    expect(shown(card.html)).toBe(words.repeat(3));
  });

  it('are whole in what is said of a removed story', async () => {
    const { house, id } = await filled();
    const desk = await deskOf(house, 'chief');
    await desk.act(id, 'withdraw', { reason: 'Wrong.', notice: words });
    expect(textsOf(await read(house, '/feeds/atom.xml'), 'at:comment')).toEqual([words]);
  });
});
