import { DomUtils, parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { urnOf } from '../../src/foundation/ids.ts';
import { givenAgency, givenByline, givenPicture, givenSection, givenStory } from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';

async function json(house: House, path: string) {
  const { statusCode, body } = await house.client.get(path);
  expect([path, statusCode]).toEqual([path, 200]);
  return JSON.parse(body);
}

const roles = ['author', 'contributor', 'photographer', 'editor', 'translator'] as const;

/** A story that five people have worked on, each in a role. */
async function signed() {
  const house = await openHouse({
    seed: 'none',
    site: {
      logo: 'https://news.example/logo.png',
      policies: { editorial: 'https://news.example/principles', corrections: 'https://news.example/errors' },
    },
  });
  const ids: Record<string, string> = {};
  for (const role of roles) ids[role] = await givenByline(house, { name: `The ${role}` });
  const author = await givenByline(house, {
    name: 'Second author',
    contacts: [
      { kind: 'email', value: 'a@news.example' },
      { kind: 'url', value: 'https://news.example/authors/second' },
      { kind: 'url', value: 'javascript:alert(1)' },
    ],
  });
  const bylines = [
    ...roles.map((role) => ({ role, byline: ids[role]! })),
    { role: 'author' as const, byline: author, place: 'Tokyo' },
  ];
  const id = await givenStory(house, { bylines });
  ids['second'] = author;
  return { house, id, ids };
}

describe('who signs a story', () => {
  it('are its authors alone, in ninjs, oEmbed, RSS, Atom and JSON Feed', async () => {
    const { house, id } = await signed();
    const authors = ['The author', 'Second author'];
    const { url } = await json(house, `/v1/articles/${id}`);
    const rss = parseDocument((await house.client.get('/feeds/rss.xml')).body, { xmlMode: true });
    const atom = parseDocument((await house.client.get('/feeds/atom.xml')).body, { xmlMode: true });
    function textsOf(document: typeof rss, name: string) {
      return DomUtils.getElementsByTagName(name, document).map(DomUtils.textContent);
    }
    expect((await json(house, `/v1/articles/${id}/ninjs`)).by).toBe(authors.join(', '));
    expect((await json(house, `/oembed?url=${encodeURIComponent(url)}`)).author_name).toBe(
      authors.join(', '),
    );
    expect(
      (await json(house, '/feeds/feed.json')).items[0].authors.map(({ name }: { name: string }) => name),
    ).toEqual(authors);
    const others = ['The contributor', 'The photographer', 'The editor', 'The translator'];
    expect([textsOf(rss, 'dc:creator'), textsOf(rss, 'dc:contributor')]).toEqual([authors, others]);
    expect([textsOf(atom, 'author'), textsOf(atom, 'contributor')]).toEqual([
      ['Dateline', ...authors],
      others,
    ]);
  });

  it.each([true, false])(
    'is the byline as printed where nobody is named, with an agency: %s',
    async (has) => {
      const house = await openHouse({ seed: 'none' });
      const agency = has ? await givenAgency(house, { name: 'Reuters' }) : undefined;
      const bylineText = 'futurezone/KN';
      const id = await givenStory(house, { bylineText, ...(agency && { agency }) });
      const [feed, ld] = [
        await json(house, '/feeds/feed.json'),
        await json(house, `/v1/articles/${id}/jsonld`),
      ];
      const rss = (await house.client.get('/feeds/rss.xml')).body;
      const atom = (await house.client.get('/feeds/atom.xml')).body;
      expect(feed.items[0].authors).toEqual([{ name: bylineText }]);
      expect(ld.author).toEqual([{ name: bylineText }]);
      expect(rss.match(/<dc:creator>.*?<\/dc:creator>/g)).toEqual([`<dc:creator>${bylineText}</dc:creator>`]);
      expect(atom).toMatch(new RegExp(`<author>\\s*<name>${bylineText}</name>`));
    },
  );

  it('stands by role in JSON-LD, with the page of an author, beside a publisher of its own', async () => {
    const { house, id, ids } = await signed();
    function named(role: string) {
      return { '@type': 'Person', '@id': urnOf(ids[role]!), name: `The ${role}` };
    }
    expect(await json(house, `/v1/articles/${id}/jsonld`)).toMatchObject({
      author: [
        named('author'),
        {
          '@type': 'Person',
          '@id': urnOf(ids['second']!),
          name: 'Second author',
          url: 'https://news.example/authors/second',
        },
      ],
      contributor: [
        named('contributor'),
        { '@type': 'Role', roleName: 'photographer', contributor: named('photographer') },
      ],
      editor: [named('editor')],
      translator: [named('translator')],
      isAccessibleForFree: true,
      publisher: {
        '@type': 'NewsMediaOrganization',
        '@id': 'http://localhost:3000/#publisher',
        name: 'Dateline',
        url: 'http://localhost:3000/',
        logo: { '@type': 'ImageObject', url: 'https://news.example/logo.png' },
        publishingPrinciples: 'https://news.example/principles',
        correctionsPolicy: 'https://news.example/errors',
      },
    });
  });
});

describe('a story as ninjs', () => {
  it('carries roles, places, reasons, links, dates and parents, so that an import can read them', async () => {
    const house = await openHouse({ seed: 'none' });
    const agency = await givenAgency(house, { name: 'Kyodo', slug: 'kyodo' });
    const byline = await givenByline(house, { name: 'Kim' });
    const world = await givenSection(house, { name: 'World' });
    const section = await givenSection(house, { name: 'Asia', parent: world });
    const id = await givenStory(house, {
      bylines: [{ role: 'translator', byline, place: 'Tokyo' }],
      attributions: [
        { role: 'relayed', description: 'officials', reason: 'not to be named', via: agency },
        { role: 'noComment', name: 'The ministry' },
        { role: 'firstReport', agency },
      ],
      related: [{ relation: 'background', url: 'https://www.nato.int/', title: 'NATO' }],
      canonicalUrl: 'https://elsewhere.example/a',
      dateline: { text: 'TOKYO, June 4', place: 'Tokyo', date: '2022-06-04' },
      section,
    });
    const ninjs = await json(house, `/v1/articles/${id}/ninjs`);
    expect(ninjs.infoSources).toEqual([
      {
        role: 'relayed',
        name: 'officials (not to be named; via Kyodo)',
        contactInfo: [
          { type: 'description', value: 'officials' },
          { type: 'reason', value: 'not to be named' },
          { type: 'via', value: 'Kyodo' },
        ],
      },
      { role: 'noComment', name: 'The ministry', contactInfo: [{ type: 'name', value: 'The ministry' }] },
      { role: 'firstReport', name: 'Kyodo', literal: agency },
      {
        role: 'translator',
        name: 'Kim',
        uri: urnOf(byline),
        literal: byline,
        contactInfo: [{ type: 'place', value: 'Tokyo' }],
      },
    ]);
    expect(ninjs.associations).toEqual([
      {
        name: 'link-1',
        uri: 'https://www.nato.int/',
        rel: 'background',
        type: 'text',
        representationType: 'partial',
        headlines: [{ value: 'NATO' }],
      },
    ]);
    const { url } = await json(house, `/v1/articles/${id}`);
    expect(ninjs.altIds.filter(({ role }: { role: string }) => /url$/i.test(role))).toEqual([
      { role: 'url', value: url },
      { role: 'canonicalUrl', value: 'https://elsewhere.example/a' },
    ]);
    expect(ninjs.descriptions).toContainEqual({
      role: 'datelineDate',
      contentType: 'text/plain',
      value: '2022-06-04',
    });
    expect(ninjs.subjects).toEqual([
      { name: 'Asia', rel: 'section', literal: 'asia' },
      { name: 'World', rel: 'parentSection', literal: 'world' },
    ]);
  });
});

describe('a story from right to left', () => {
  const wrapped = '<div lang="ar" dir="rtl">';

  it('says its language and direction in every HTML, and a caption in another language its own', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house);
    const id = await givenStory(house, {
      slug: 'a',
      locale: 'ar',
      headline: 'قصة',
      body: [
        {
          _type: 'block',
          style: 'normal',
          children: [{ _type: 'span', text: 'فقرة', marks: [] }],
          markDefs: [],
        },
        { _type: 'image', media, altText: 'منصة' },
      ],
    });
    const figure = '<figcaption lang="en" dir="ltr">A lectern.';
    const { bodyHtml } = await json(house, `/v1/articles/${id}?body=html`);
    const { items } = await json(house, '/feeds/locales/ar/feed.json');
    const rss = (await house.client.get('/feeds/locales/ar/rss.xml')).body;
    expect(rss).toMatch(/<description>&lt;div lang="ar" dir="rtl"&gt;/);
    const { bodies } = await json(house, `/v1/articles/${id}/ninjs`);
    for (const html of [bodyHtml, items[0].content_html, bodies[0].value]) {
      expect(html.startsWith(wrapped)).toBe(true);
      expect(html.split(wrapped)).toHaveLength(2);
      expect(html).toContain(figure);
    }
    const { url } = await json(house, `/v1/articles/${id}`);
    expect((await json(house, `/oembed?url=${encodeURIComponent(url)}`)).html).toContain(
      'lang="ar" dir="rtl"',
    );
  });

  it('is told apart in a feed of another language, as others are', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house, { locale: 'de' });
    const [item] = (await json(house, '/feeds/feed.json')).items;
    expect(item.content_html).toMatch(/^<div lang="de" dir="ltr">/);
    expect((await json(house, '/feeds/locales/de/feed.json')).items[0].content_html).not.toContain('<div');
  });
});
