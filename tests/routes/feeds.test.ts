import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { DomUtils, parseDocument } from 'htmlparser2';
import Parser from 'rss-parser';
import { describe, expect, it } from 'vitest';
import { patchRecord } from '../../src/library/records/patch.ts';
import { sectionType } from '../../src/library/sections/record-type.ts';
import { deskOf } from '../support/desk.ts';
import { givenPicture, givenSection, givenStory, givenTopic } from '../support/given.ts';
import { houseToRead, openHouse, type House } from '../support/house.ts';
import { listen } from '../support/listening.ts';

const kishida = "Japan's Kishida Considers Joining NATO Summit -Sources";

async function read(house: House, path: string): Promise<string> {
  const { statusCode, body } = await house.client.get(path);
  expect([path, statusCode]).toEqual([path, 200]);
  return body;
}

/** The headlines of a feed, in its own order, as a feed reader finds them. */
async function titles(house: House, path: string): Promise<string[]> {
  const body = await read(house, path);
  if (path.endsWith('rss.xml'))
    return (await new Parser().parseString(body)).items.map(({ title }) => title ?? '');
  if (path.endsWith('atom.xml')) return textsOf(body, 'title').slice(1);
  if (path.endsWith('feed.json')) return (parseJsonFeed(body).items ?? []).map(({ title }) => title ?? '');
  const { associations } = JSON.parse(body) as {
    associations: { pubStatus: string; headlines: { value: string }[] }[];
  };
  const live = associations.filter(({ pubStatus }) => pubStatus === 'usable');
  return live.map(({ headlines }) => headlines[0]!.value);
}

const files = ['rss.xml', 'atom.xml', 'feed.json', 'ninjs.json'];

/** The texts of all elements of a name. */
function textsOf(xml: string, name: string): string[] {
  return DomUtils.getElementsByTagName(name, parseDocument(xml, { xmlMode: true })).map(DomUtils.textContent);
}

describe.each(files)('every %s', (file) => {
  it('gives the newest stories of the whole, or of what it is narrowed to', async () => {
    const house = await openHouse();
    const { data } = (await house.client.get('/v1/articles?limit=100')).json();
    const all = data.map(({ headline }: { headline: string }) => headline);
    expect(await titles(house, `/feeds/${file}`)).toEqual(all.slice(0, 50));
    for (const [kind, plural, name] of [
      ['section', 'sections', 'world'],
      ['topic', 'topics', 'nato'],
      ['agency', 'agencies', 'reuters'],
      ['byline', 'bylines', 'reuters'],
      ['locale', 'locales', 'ja'],
    ]) {
      const list = (await house.client.get(`/v1/articles?limit=50&${kind}=${name}`)).json();
      const found = await titles(house, `/feeds/${plural}/${name}/${file}`);
      expect(found).toEqual(list.data.map(({ headline }: { headline: string }) => headline));
      expect(found.length).toBeGreaterThan(0);
    }
  });

  it('says its own address, whatever host the sender names in a whole one', async () => {
    const house = await openHouse();
    const asked = { host: '127.0.0.1', port: new URL(await listen(house.app)).port };
    const feed = await new Promise<string>((resolve, reject) => {
      get({ ...asked, path: `http://evil.example/feeds/${file}` }, (answer) => {
        text(answer).then(resolve, reject);
        expect([answer.statusCode, answer.headers.link]).toEqual([200, expect.not.stringContaining('evil')]);
      }).on('error', reject);
    });
    expect(feed).not.toContain('evil.example');
  });

  it('stands where its section stands now, and nowhere else', async () => {
    const house = await openHouse({ seed: 'none' });
    const section = await givenSection(house, { name: 'Old Name' });
    await house.play((work) => patchRecord(work, sectionType, section, { slug: 'new-name' }));
    const moved = await house.client.get(`/feeds/sections/old-name/${file}`);
    expect([moved.statusCode, moved.headers['location']]).toEqual([301, `/feeds/sections/new-name/${file}`]);
    expect((await house.client.get(`/feeds/sections/none/${file}`)).statusCode).toBe(404);
    const hidden = await givenTopic(house, { name: 'Hidden', hidden: true });
    expect((await house.client.get(`/feeds/topics/${hidden}/${file}`)).statusCode).toBe(404);
    expect((await house.client.get(`/feeds/locales/de/${file}`)).statusCode).toBe(404);
    for (const name of ['locales/no_locale', 'subjects/summits', 'days/monday'])
      expect((await house.client.get(`/feeds/${name}/${file}`)).statusCode).toBe(400);
  });

  it('is ready, is not sent twice, and says where it and its other forms are', async () => {
    const house = await openHouse();
    const first = await house.client.get(`/feeds/${file}`);
    const second = await house.client.get(`/feeds/${file}`);
    expect(second.headers['cache-status']).toBe('dateline; hit');
    expect(second.body).toBe(first.body);
    const { etag } = first.headers;
    const known = await house.client.get(`/feeds/${file}`, { headers: { 'if-none-match': String(etag) } });
    expect([known.statusCode, known.body]).toEqual([304, '']);
    expect(first.headers['link']).toContain(`<http://localhost:3000/feeds/${file}>; rel="self"`);
    expect(String(first.headers['link']).match(/rel="alternate"/g)).toHaveLength(3);
  });

  it('escapes what would break it, and carries no word that XML cannot', async () => {
    const house = await openHouse({ seed: 'none' });
    const headline = 'A <b>&amp; "b" ]]> 見出し';
    await givenStory(house, { headline });
    expect(await titles(house, `/feeds/${file}`)).toEqual([headline]);
  });
});

describe('a feed', () => {
  it('is named among all there are, where its format or its kind is unknown', async () => {
    const house = await openHouse({ seed: 'none' });
    for (const [path, detail] of [
      ['/feeds/rdf.xml', 'format must be one of rss.xml, atom.xml, feed.json, ninjs.json'],
      [
        '/feeds/days/monday/rss.xml',
        'kind must be one of sections, topics, agencies, bylines, subjects, locales',
      ],
      ['/feeds/subjects/summits/rss.xml', 'name must be an IPTC Media Topic like medtop:20000640'],
    ]) {
      const answer = await house.client.get(path!);
      expect([answer.statusCode, answer.json().errors[0].detail]).toEqual([400, detail]);
    }
  });

  it('has the media type of its address, and no other', async () => {
    const house = await openHouse({ seed: 'none' });
    const headers = { accept: 'application/atom+xml' };
    const refused = await house.client.get('/feeds/rss.xml', { headers });
    expect([refused.statusCode, refused.json().offered]).toEqual([406, ['application/rss+xml']]);
    expect((await house.client.get('/feeds/atom.xml', { headers })).statusCode).toBe(200);
  });
});

describe('a feed in RSS', () => {
  it('carries authors, times, pictures with their words and credit, and the whole text', async () => {
    const house = await openHouse();
    const { items, ...channel } = parseRssFeed(await read(house, '/feeds/rss.xml'));
    expect(channel).toMatchObject({ title: 'Dateline', atom: { links: [{ rel: 'self' }] } });
    const item = items!.find(({ title }) => title === kishida)!;
    const story = (
      await house.client.get('/v1/articles/japans-kishida-considers-joining-nato-summit-sources')
    ).json();
    expect(item).toMatchObject({
      link: story.url,
      guid: { value: expect.stringMatching(/^urn:uuid:/), isPermaLink: false },
      pubDate: new Date(story.publishedAt).toUTCString(),
      dc: { creators: ['Reuters'], rights: [`Reuters – ${story.rights.usageTerms}`] },
      dcterms: { modified: [story.updatedAt] },
      media: { contents: [{ url: story.leadMedia.src, type: 'image/jpeg', medium: 'image', width: 1024 }] },
    });
    const [picture] = item.media!.contents!;
    expect(JSON.stringify(picture)).toContain(JSON.stringify(story.leadMedia.caption).slice(1, -1));
    const html = (await house.client.get(`/v1/articles/${story.id}?body=html`)).json().bodyHtml;
    const rss = await new Parser().parseString(await read(house, '/feeds/rss.xml'));
    const { 'content:encoded': encoded } = rss.items.find(({ title }) => title === kishida) as Record<
      string,
      string
    >;
    expect(encoded).toContain(html);
    expect(encoded).toContain(`alt="${story.leadMedia.altText.replaceAll("'", '&#39;')}"`);
  });
});

describe.each(['rss.xml', 'atom.xml', 'feed.json', 'ninjs.json'])('the rights in %s', (file) => {
  it('are whose it is and how it may be used, of the story and of each picture, with its credit', async () => {
    const house = await openHouse({ seed: 'none' });
    const rights = { holder: 'Wire', usageTerms: 'Not after Friday.' };
    const creators = [{ name: 'Kim Photo' }];
    const media = await givenPicture(house, {
      creditLine: 'Photo/Pool',
      creators,
      rights: { notice: '© Photo' },
    });
    await givenStory(house, { rights, creditLine: 'By Wire', body: [{ _type: 'image', media }] });
    const feed = await read(house, `/feeds/${file}`);
    const words = ['Wire', 'Not after Friday.', 'By Wire', 'Photo/Pool'];
    for (const word of words) expect(feed).toContain(word);
    if (file === 'rss.xml') {
      expect(textsOf(feed, 'dc:rights')).toEqual(['Wire – Not after Friday.']);
      expect(textsOf(feed, 'media:credit')).toEqual(['Kim Photo', 'Photo/Pool']);
      expect(textsOf(feed, 'media:copyright')).toEqual(['© Photo']);
    }
  });
});

describe('a section, topic, agency or byline', () => {
  const seeded = houseToRead(openHouse);

  it.each(['sections/world', 'topics/nato', 'agencies/reuters', 'bylines/reuters'])(
    'says by Link where the feeds of %s are',
    async (name) => {
      const { headers } = await seeded().client.get(`/v1/${name}`);
      const feeds = [...String(headers['link']).matchAll(/<([^>]+)>; rel="alternate"/g)];
      expect(feeds).toHaveLength(4);
      for (const [, path] of feeds) expect(await read(seeded(), path!)).toContain('Kishida');
    },
  );
});

describe('a feed in Atom', () => {
  it('keeps its ids over corrections, moves `updated`, tells the correction, and says what was killed', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const section = await givenSection(house);
    const { id } = await desk.create({ section });
    await desk.act(id, 'publish', {});
    const [before] = parseAtomFeed(await read(house, '/feeds/atom.xml')).entries!;
    house.clock.advance(60_000);
    await desk.patch(id, { headline: 'Corrected' });
    await desk.act(id, 'publish', { change: { kind: 'correction', text: 'It was <wrong>.' } });
    const [after] = parseAtomFeed(await read(house, '/feeds/atom.xml')).entries!;
    expect(after).toMatchObject({ id: before!.id, published: before!.published });
    expect(Date.parse(after!.updated!)).toBe(Date.parse(before!.updated!) + 60_000);
    const [html] = textsOf(await read(house, '/feeds/atom.xml'), 'content');
    expect(html).toContain('It was &lt;wrong&gt;.');
    await desk.act(id, 'kill', { reason: 'Wrong.', notice: 'It was wrong.' });
    const killed = await read(house, '/feeds/atom.xml');
    expect(parseAtomFeed(killed).entries ?? []).toEqual([]);
    const gone = `<at:deleted-entry ref="${before!.id}" when="2026-11-23T12:01:00.000Z"><at:comment>It was wrong.</at:comment></at:deleted-entry>`;
    expect(killed).toContain(gone);
    // Whoever follows one section has the story, too.
    expect(await read(house, `/feeds/sections/${section}/atom.xml`)).toContain(gone);
  });
});

describe('a JSON Feed', () => {
  it('has what its standard asks for, with credit, rights and corrections beside', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house);
    const id = await givenStory(house, {
      leadMedia: { media },
      creditLine: 'A Credit',
      rights: { holder: 'Somebody', notice: '© Somebody' },
    });
    const feed = (await house.client.get('/feeds/feed.json')).json();
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      items: [{ id: /./ }].map(() => ({})),
    });
    expect(feed.items[0]).toMatchObject({
      id: expect.stringMatching(/^urn:uuid:/),
      content_html: expect.stringContaining('© Somebody'),
      attachments: [{ mime_type: 'image/jpeg' }],
      _dateline: { id, creditLine: 'A Credit', rights: { holder: 'Somebody', notice: '© Somebody' } },
    });
  });
});

describe('Link', () => {
  const seeded = houseToRead(openHouse);

  it.each([
    ['/v1', '/feeds'],
    ['/v1/articles', '/feeds'],
    ['/v1/articles?sort=updatedAt&limit=2&include=body', '/feeds'],
    ['/v1/articles?section=world', '/feeds/sections/world'],
    ['/v1/articles?topic=nato', '/feeds/topics/nato'],
    ['/v1/articles?agency=reuters&limit=1', '/feeds/agencies/reuters'],
    ['/v1/articles?byline=reuters', '/feeds/bylines/reuters'],
    ['/v1/articles?locale=ja', '/feeds/locales/ja'],
    ['/v1/sections/world', '/feeds/sections/world'],
    ['/v1/agencies/reuters', '/feeds/agencies/reuters'],
  ])('of %s leads to the feeds of just that, in every form', async (path, feeds) => {
    const { client } = seeded();
    const { link } = (await client.get(path)).headers;
    const found = [...String(link).matchAll(/<([^>]*)>; rel="alternate"; type="([^"]*)"/g)];
    expect(found.map(([, address]) => address)).toEqual(files.map((file) => `${feeds}/${file}`));
    for (const [, address, type] of found)
      expect((await client.get(address!)).headers['content-type']).toContain(type);
  });

  it('leads to feeds that have no story yet, but for those of a language', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenSection(house, { slug: 'empty' });
    for (const path of ['/v1/articles', '/v1/articles?section=empty'])
      expect((await house.client.get(path)).headers['link']).toContain('rss.xml');
    expect((await house.client.get('/v1/articles?locale=vi')).headers['link']).not.toContain('/feeds');
  });

  it.each([
    '/v1/articles?topic=nato&locale=en',
    '/v1/articles?section=world,sport',
    '/v1/articles?kind=story',
    '/v1/articles?locale=vi',
    '/v1/search?q=nato',
  ])('of %s names no feed, since there is none of just that', async (path) => {
    expect((await seeded().client.get(path)).headers['link']).not.toContain('/feeds');
  });
});

describe('the sitemaps', () => {
  it('name every live story of the site once, by the month of its first publication', async () => {
    const house = await openHouse();
    const index = await read(house, '/sitemap.xml');
    expect(textsOf(index, 'lastmod')).toHaveLength(textsOf(index, 'loc').length);
    const found: string[] = [];
    for (const loc of textsOf(index, 'loc'))
      found.push(...textsOf(await read(house, new URL(loc).pathname), 'loc'));
    const all = (await house.client.get('/v1/articles?limit=100&include=body')).json().data;
    const data = all.filter(({ canonicalUrl }: { canonicalUrl?: string }) => canonicalUrl === undefined);
    expect(data.length).toBe(all.length - 1);
    expect(found.sort()).toEqual(data.map(({ url }: { url: string }) => url).sort());
    expect((await house.client.get('/sitemaps/1999-01.xml')).statusCode).toBe(404);
    expect((await house.client.get('/sitemaps/1999-13.xml')).statusCode).toBe(400);
  });

  it('tell news for two days, and not one moment longer though nobody writes', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house, { headline: 'Tōkyō & more', locale: 'zh-TW' });
    const body = await read(house, '/feeds/news-sitemap.xml');
    for (const [name, text] of [
      ['news:name', 'Dateline'],
      ['news:language', 'zh-tw'],
      ['news:publication_date', '2026-11-23T12:00:00.000Z'],
      ['news:title', 'Tōkyō & more'],
    ] as const)
      expect([name, textsOf(body, name)]).toEqual([name, [text]]);
    house.clock.advance(2 * 24 * 60 * 60_000);
    expect(await read(house, '/feeds/news-sitemap.xml')).toContain('<loc>');
    house.clock.advance(1);
    expect(await read(house, '/feeds/news-sitemap.xml')).not.toContain('<loc>');
  });
});
