import { DomUtils, parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { patchRecord } from '../../src/library/records/patch.ts';
import { sectionType } from '../../src/library/sections/record-type.ts';
import { deskOf } from '../support/desk.ts';
import { givenAlert, givenPicture, givenSection, givenStory } from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';

const storyUrl = 'https://news.example/{locale}/{section}/{slug}';
const page = 'https://news.example/en/world/named';

async function get(house: House, path: string) {
  const { statusCode, body } = await house.client.get(path);
  expect([path, statusCode]).toEqual([path, 200]);
  return body;
}

async function json(house: House, path: string) {
  return JSON.parse(await get(house, path));
}

function locs(xml: string) {
  return [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, loc]) => loc);
}

/** A live story in a section, and one that names it in every way. */
async function named(): Promise<{ house: House; id: string; other: string }> {
  const house = await openHouse({ seed: 'none', site: { storyUrl } });
  const section = await givenSection(house, { name: 'World' });
  const id = await givenStory(house, { slug: 'named', section });
  const other = await givenStory(house, {
    slug: 'naming',
    locale: 'de',
    translationOf: id,
    related: [{ relation: 'background', article: id }],
    body: [
      {
        _type: 'block',
        style: 'normal',
        children: [{ _type: 'span', text: 'Here', marks: ['a'] }],
        markDefs: [{ _type: 'articleLink', _key: 'a', article: id }],
      },
    ],
  });
  return { house, id, other };
}

describe('the address of a story', () => {
  it('is the same wherever the story is named', async () => {
    const { house, id, other } = await named();
    await givenAlert(house, { article: id });
    const desk = await deskOf(house, 'chief');
    await desk.patch(id, { kicker: 'New' });
    await desk.act(id, 'publish', { change: { kind: 'correction', text: 'It was wrong.' } });
    const { id: gone } = await desk.create();
    await desk.act(gone, 'publish', {});
    await desk.act(gone, 'kill', { reason: 'Wrong.', notice: 'Wrong.', substitute: id });

    const story = await json(house, `/v1/articles/${other}`);
    const [{ id: self, url }] = (await json(house, '/v1/articles?locale=en')).data;
    const ninjs = await json(house, `/v1/articles/${other}/ninjs`);
    const ld = await json(house, `/v1/articles/${other}/jsonld`);
    const rss = parseDocument(await get(house, '/feeds/locales/en/rss.xml'), { xmlMode: true });
    const atom = parseDocument(await get(house, '/feeds/locales/en/atom.xml'), { xmlMode: true });
    const tombstone = (await house.client.get(`/v1/articles/${gone}`)).json().tombstone;
    const atDesk = await desk.read(`${other}?body=html`);
    const link = DomUtils.getElementsByTagName('link', atom).find(({ attribs }) => attribs['hreflang']);
    const found: Record<string, unknown> = {
      own: (await json(house, `/v1/articles/${id}`)).url,
      list: url,
      search: (await json(house, '/v1/search?q=story&locale=en')).data[0].url,
      related: story.related[0].article.url,
      translationOf: story.translationOf.url,
      translations: story.translations[0].url,
      body: story.body[0].markDefs[0].href,
      html: /<a href="([^"]*)"/.exec((await json(house, `/v1/articles/${other}?body=html`)).bodyHtml)?.[1],
      atDesk: /<a href="([^"]*)"/.exec(atDesk.bodyHtml ?? '')?.[1],
      alert: (await json(house, '/v1/alerts')).data[0].article.url,
      correction: (await json(house, '/v1/corrections')).data[0].article.url,
      tombstone: tombstone.substitute.url,
      ninjs: ninjs.associations[0].altIds[1].value,
      ninjsGone: (await house.client.get(`/v1/articles/${gone}/ninjs`)).json().associations[0].altIds[1]
        .value,
      jsonLd: ld.translationOfWork.url,
      jsonLdOther: ld.workTranslation[0].url,
      rss: DomUtils.textContent(DomUtils.getElementsByTagName('link', rss)[1]!),
      atom: link?.attribs['href'],
      jsonFeed: (await json(house, '/feeds/locales/en/feed.json')).items[0].url,
      sitemap: /<loc>([^<]*named)<\/loc>/.exec(await get(house, '/sitemaps/2026-11.xml'))?.[1],
      news: /<loc>([^<]*named)<\/loc>/.exec(await get(house, '/feeds/news-sitemap.xml'))?.[1],
    };
    expect(self).toBe(id);
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((where) => [where, page])));
    expect((await json(house, `/oembed?url=${encodeURIComponent(page)}`)).html).toContain(page);
  });

  it('names no section that is hidden', async () => {
    const house = await openHouse({ seed: 'none', site: { storyUrl } });
    const section = await givenSection(house, { name: 'World' });
    const id = await givenStory(house, { slug: 'named', section });
    await house.play((work) => patchRecord(work, sectionType, section, { hidden: true }));
    await givenAlert(house, { article: id });
    const bare = 'https://news.example/en/news/named';
    expect((await json(house, `/v1/articles/${id}`)).url).toBe(bare);
    expect((await json(house, '/v1/alerts')).data[0].article.url).toBe(bare);
  });
});

describe('a site without pages', () => {
  it('has no sitemaps, and Atom leads to no page', async () => {
    const house = await openHouse({ seed: 'none', site: { hasPages: false } });
    const id = await givenStory(house);
    for (const path of ['/sitemap.xml', '/sitemaps/2026-11.xml', '/feeds/news-sitemap.xml']) {
      const answer = await house.client.get(path);
      expect([path, answer.statusCode, answer.json().detail]).toEqual([
        path,
        404,
        'There are no sitemaps: SITE_URL does not say where the pages of stories are.',
      ]);
    }
    const atom = await get(house, '/feeds/atom.xml');
    expect(atom).not.toContain('text/html');
    expect(atom).not.toContain('rel="alternate"');
    const { links } = await json(house, '/v1');
    expect(Object.keys(links)).not.toContain('sitemap');
    expect((await json(house, `/v1/articles/${id}/jsonld`)).publisher.url).toBe('http://localhost:3000/');
  });
});

describe('a story whose canonicalUrl is elsewhere', () => {
  it('is in no sitemap, and its month only with others', async () => {
    const house = await openHouse({ seed: 'none', site: { storyUrl } });
    const own = 'https://news.example/en/news/own';
    await givenStory(house, { slug: 'own', canonicalUrl: own });
    await givenStory(house, { slug: 'away', canonicalUrl: 'https://elsewhere.example/away' });
    await givenStory(house, {
      slug: 'old',
      canonicalUrl: 'https://elsewhere.example/old',
      publishedAt: '2020-01-02T00:00:00Z',
    });
    expect(locs(await get(house, '/sitemap.xml'))).toEqual(['http://localhost:3000/sitemaps/2026-11.xml']);
    expect(locs(await get(house, '/sitemaps/2026-11.xml'))).toEqual([own]);
    expect(locs(await get(house, '/feeds/news-sitemap.xml'))).toEqual([own]);
  });

  it('is elsewhere also under another address of the site', async () => {
    const house = await openHouse({ seed: 'none', site: { storyUrl } });
    const canonicalUrl = 'https://news.example/en/news/the-other';
    await givenStory(house, { slug: 'copy', canonicalUrl, publishedAt: '2020-01-02T00:00:00Z' });
    expect(locs(await get(house, '/sitemap.xml'))).toEqual([]);
    expect((await house.client.get('/sitemaps/2020-01.xml')).statusCode).toBe(404);
  });

  it.each([
    ['https://{locale}.news.example/{slug}', 'https://pt-br.news.example/own'],
    ['https://{locale}.news.example/{slug}', 'https://PT-BR.News.example:443/own'],
    ['https://news.example/{section}/{slug}', 'https://news.example/world/own'],
    ['https://news.example/?story={slug}', 'https://NEWS.example?story=own'],
  ])('is here at %s as %s', async (storyUrl, canonicalUrl) => {
    const house = await openHouse({ seed: 'none', site: { storyUrl } });
    const section = await givenSection(house, { name: 'World' });
    await givenStory(house, { slug: 'own', locale: 'pt-BR', section, canonicalUrl });
    expect(locs(await get(house, '/sitemap.xml'))).toEqual(['http://localhost:3000/sitemaps/2026-11.xml']);
    expect(locs(await get(house, '/sitemaps/2026-11.xml'))).toHaveLength(1);
  });
});

describe('a story named by its address', () => {
  it.each([
    'http://localhost:3000/v1/articles/same?locale=de',
    'http://localhost:3000/v1/articles/same?utm_source=x&locale=de',
    'http://localhost:3000/v1/articles/same?locale=DE&utm_source=x#top',
    'https://news.example/de/same?utm_source=x',
    'https://NEWS.example/DE/same',
  ])('is the one in its language: %s', async (url) => {
    const house = await openHouse({
      seed: 'none',
      site: { storyUrl: 'https://news.example/{locale}/{slug}' },
    });
    await givenStory(house, { slug: 'same', headline: 'English' });
    await givenStory(house, { slug: 'same', headline: 'Deutsch', locale: 'de' });
    expect((await json(house, `/oembed?url=${encodeURIComponent(url)}`)).title).toBe('Deutsch');
  });

  it('is found by parameters in any order', async () => {
    const house = await openHouse({
      seed: 'none',
      site: { storyUrl: 'https://news.example/?s={slug}&l={locale}' },
    });
    await givenStory(house, { slug: 'same', headline: 'Deutsch', locale: 'de' });
    const url = 'https://news.example/?l=de&utm_source=x&s=same';
    expect((await json(house, `/oembed?url=${encodeURIComponent(url)}`)).title).toBe('Deutsch');
  });
});

describe('PUBLIC_URL with a path', () => {
  const site = {
    publicUrl: 'https://news.example/cms',
    mediaUrl: 'https://news.example/cms/media',
    hasPages: false,
  };

  it('is before every path in Location and Link, also of answers from the cache', async () => {
    const house = await openHouse({ seed: 'none', site });
    const desk = await deskOf(house, 'chief');
    const { id, slug } = await desk.create({ leadMedia: { media: await givenPicture(house) } });
    await desk.act(id, 'publish', {});
    await desk.patch(id, { slug: 'elsewhere' });
    await desk.act(id, 'publish', { change: { kind: 'update', text: 'Renamed.' } });
    const moved = await house.client.get(`/v1/articles/${slug}`);
    expect(moved.headers['location']).toBe('/cms/v1/articles/elsewhere?locale=en');
    for (const path of ['/v1/articles', '/v1/articles/elsewhere', '/feeds/rss.xml'])
      for (const cached of ['miss', 'hit']) {
        const { headers } = await house.client.get(path);
        expect(headers['cache-status']).toContain(cached);
        const links = [...String(headers['link']).matchAll(/<([^>]*)>/g)].map(([, link]) => link!);
        expect(links.filter((link) => !/^(https:\/\/news\.example)?\/cms\//.test(link))).toEqual([]);
      }
    expect((await house.client.get('/', { outsideContract: true })).headers['location']).toBe('/cms/docs');
    const docs = await house.client.get('/docs', { outsideContract: true });
    const assets = [...docs.body.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address!);
    expect(assets.filter((address) => !address.startsWith('/cms/docs/static/'))).toEqual([]);
    const contract = (await house.client.get('/openapi.json', { outsideContract: true })).json();
    expect(contract.servers).toEqual([{ url: 'https://news.example/cms' }]);
    const shown = (await house.client.get('/docs/json', { outsideContract: true })).json();
    expect(shown).toEqual({ ...contract, servers: [{ url: '/cms' }] });
    expect((await json(house, '/feeds/feed.json')).home_page_url).toBe('https://news.example/cms/');
  });
});
