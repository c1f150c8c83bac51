/** Everything that leaves in a standard's form, fetched over HTTP from a listening server by clients that nobody here wrote. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import Parser from 'rss-parser';
import { parseSitemap, parseSitemapIndex } from 'sitemap';
import { validateXML } from 'xmllint-wasm';
import { describe, expect, it } from 'vitest';
import { givenStory } from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';
import { listen } from '../support/listening.ts';
import { settings } from '../support/settings.ts';

/** A server that listens, and a way to fetch from it: the addresses that it tells are those of its settings. */
async function openServer(house: House) {
  const address = await listen(house.app);
  function here(url: string): string {
    return url.replace(settings.site.publicUrl, address);
  }
  async function text(url: string): Promise<string> {
    const answer = await fetch(here(url));
    expect([url, answer.status]).toEqual([url, 200]);
    return answer.text();
  }
  return { here, text };
}

/** What each feed says, as its reader tells it. */
type Told = { title?: string | undefined; id?: string | undefined; link?: string | undefined };

const readers: [
  file: string,
  read: (url: string, text: (url: string) => Promise<string>) => Promise<Told[]>,
][] = [
  [
    'rss.xml',
    async (url) =>
      (await new Parser().parseURL(url)).items.map(({ title, guid, link }) => ({ title, id: guid, link })),
  ],
  [
    'atom.xml',
    async (url, text) =>
      (parseAtomFeed(await text(url)).entries ?? []).map(({ title, id, links }) => ({
        title: (title as { value?: string } | undefined)?.value,
        id,
        link: links?.find(({ rel }) => rel === 'alternate')?.href,
      })),
  ],
  [
    'feed.json',
    async (url, text) =>
      (parseJsonFeed(await text(url)).items ?? []).map(({ title, id, url: link }) => ({ title, id, link })),
  ],
];

describe('a reader that finds its way from /v1', () => {
  it.each(readers)(
    'reads the same stories, ids and links in %s, whole and in each language',
    async (file, read) => {
      const house = await openHouse();
      const { here, text } = await openServer(house);
      const { links } = JSON.parse(await text(`${settings.site.publicUrl}/v1`)) as {
        links: Record<string, string>;
      };
      const whole = Object.values(links).find((link) => link.endsWith(`/feeds/${file}`))!;
      for (const locale of [undefined, 'en', 'ja']) {
        const query = locale === undefined ? '' : `&locale=${locale}`;
        const { data } = JSON.parse(await text(`${links['articles']!}?limit=50${query}`)) as {
          data: { headline: string; url: string }[];
        };
        const url = locale === undefined ? whole : whole.replace('/feeds/', `/feeds/locales/${locale}/`);
        const told = await read(here(url), text);
        expect(told.length).toBeGreaterThan(0);
        expect(told.map(({ title, link }) => ({ title: String(title), link }))).toEqual(
          data.map(({ headline, url: link }) => ({ title: headline, link })),
        );
        expect(told.every(({ id }) => /^urn:uuid:/.test(id ?? ''))).toBe(true);
      }
    },
  );
});

const schema = createRequire(import.meta.url)
  .resolve('sitemap')
  .replace(/dist.*$/, 'schema/sitemap.xsd');

/** What the schema of sitemaps.org has against sitemaps, all looked at in one go: the looker takes long to start. */
async function faultsOf(...sitemaps: string[]): Promise<string[]> {
  const { errors } = await validateXML({
    xml: sitemaps.map((contents, index) => ({ fileName: `${index}.xml`, contents })),
    schema: [await readFile(schema, 'utf8')],
  });
  return errors.map(({ message }) => message);
}

describe('a search engine that finds its way from /v1', () => {
  it('finds every story through the index, in sitemaps that keep to the schema of sitemaps.org', async () => {
    const house = await openHouse();
    const { text } = await openServer(house);
    const entry = JSON.parse(await text(`${settings.site.publicUrl}/v1`)) as { links: { sitemap: string } };
    const sitemaps = await parseSitemapIndex(Readable.from(await text(entry.links.sitemap)));
    const found: string[] = [];
    const all: string[] = [];
    for (const { url } of sitemaps) {
      const xml = await text(url);
      all.push(xml);
      found.push(...(await parseSitemap(Readable.from(xml))).map((item) => item.url));
    }
    const every = (await house.client.get('/v1/articles?limit=100&include=body')).json().data;
    const data = every.filter(({ canonicalUrl }: { canonicalUrl?: string }) => canonicalUrl === undefined);
    expect(found.toSorted()).toEqual(data.map(({ url }: { url: string }) => url).toSorted());
    expect(await faultsOf(...all)).toEqual([]);
    const good = all[0]!;
    for (const [place, bad] of [
      ['<loc>', '<loc>not an address '],
      ['</url>', '<lastmod>yesterday</lastmod></url>'],
      ['</url>', '<headline>x</headline></url>'],
    ] as const)
      expect(await faultsOf(good.replace(place, bad))).not.toEqual([]);
  });

  it('reads the news of two days, with name, language, time and title', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house, { headline: 'Rock & <roll>', locale: 'en-GB' });
    const { text } = await openServer(house);
    const entry = JSON.parse(await text(`${settings.site.publicUrl}/v1`)) as {
      links: { newsSitemap: string };
    };
    const xml = await text(entry.links.newsSitemap);
    const items = await parseSitemap(Readable.from(xml));
    expect(items).toMatchObject([
      {
        news: {
          publication: { name: 'Dateline', language: 'en' },
          publication_date: '2026-11-23T12:00:00.000Z',
          title: 'Rock & <roll>',
        },
      },
    ]);
    // The schema of the extension is in no package: without it, the rest is held to the schema of sitemaps.
    expect(await faultsOf(xml.replace(/<news:news>.*?<\/news:news>/gs, ''))).toEqual([]);
  });
});
