/** Rules of the W3C's feedvalidator that RSS and Atom must keep, by its names for what it finds. */
import { DomUtils, parseDocument } from 'htmlparser2';
import { expect, it } from 'vitest';
import { isPrintable } from '../../src/foundation/schemas/text.ts';
import { deskOf } from '../support/desk.ts';
import { givenPicture, described } from '../support/given.ts';
import { openHouse } from '../support/house.ts';

type Feed = ReturnType<typeof parseDocument>;
type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

function all(name: string, under: Feed | Element) {
  return DomUtils.getElementsByTagName(name, under);
}
function childrenOf(element: Element, name: string) {
  return all(name, element).filter(({ parent }) => parent === element);
}
function textsOf(feed: Feed, ...names: string[]): string[] {
  return names.flatMap((name) => all(name, feed).map((element) => DomUtils.textContent(element)));
}
function partsOf(feed: Feed): Element[] {
  return [...all('channel', feed), ...all('feed', feed), ...all('item', feed), ...all('entry', feed)];
}
function htmlOf(feed: Feed): string {
  return textsOf(feed, 'description', 'content:encoded', 'content').join('');
}
function counted(feed: Feed, names: string[], least: number): string[] {
  return partsOf(feed).flatMap((part) =>
    names.filter((name) => {
      const { length } = childrenOf(part, name);
      return length > 1 || length < least;
    }),
  );
}

const once = {
  rss: ['title', 'link', 'guid', 'description', 'pubDate', 'language', 'content:encoded', 'dc:language'],
  atom: ['id', 'title', 'updated', 'published', 'summary', 'content', 'rights'],
};
const needed = { rss: ['title', 'link', 'description'], atom: ['id', 'title', 'updated'] };
const rfc822 = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** What each rule finds against a feed, and a fault that it must notice. */
const rules: {
  name: string;
  form: 'rss' | 'atom';
  find: (feed: Feed) => unknown[];
  planted: [from: string | RegExp, to: string];
}[] = [
  {
    name: 'MissingElement',
    form: 'rss',
    find: (feed) => counted(feed, needed.rss, 1),
    planted: [/<link>.*?<\/link>/, ''],
  },
  {
    name: 'MissingElement',
    form: 'atom',
    find: (feed) => counted(feed, needed.atom, 1),
    planted: [/<id>.*?<\/id>/, ''],
  },
  {
    name: 'DuplicateElement',
    form: 'rss',
    find: (feed) => counted(feed, once.rss, 0),
    planted: ['<guid', '<guid/><guid'],
  },
  {
    name: 'DuplicateElement',
    form: 'atom',
    find: (feed) => counted(feed, once.atom, 0),
    planted: ['<summary', '<summary/><summary'],
  },
  {
    name: 'InvalidRFC2822Date',
    form: 'rss',
    find: (feed) =>
      textsOf(feed, 'pubDate', 'lastBuildDate').filter(
        (date) => !rfc822.test(date) || new Date(date).toUTCString() !== date,
      ),
    planted: [/<pubDate>.../, '<pubDate>Xyz'],
  },
  {
    name: 'InvalidRFC3339Date',
    form: 'atom',
    find: (feed) => textsOf(feed, 'updated', 'published').filter((date) => !rfc3339.test(date)),
    planted: ['Z</updated>', '</updated>'],
  },
  {
    name: 'InvalidHttpGUID',
    form: 'rss',
    find: (feed) => all('guid', feed).filter(({ attribs }) => attribs['isPermaLink'] !== 'false'),
    planted: ['isPermaLink="false"', ''],
  },
  {
    name: 'DuplicateIds',
    form: 'atom',
    find: (feed) => textsOf(feed, 'id').filter((id, index, ids) => ids.indexOf(id) !== index),
    planted: [/<id>urn:.*?<\/id>/, '<id>urn:uuid:1</id><id>urn:uuid:1</id>'],
  },
  {
    name: 'InvalidFullLink',
    form: 'atom',
    find: (feed) => [
      ...textsOf(feed, 'id').filter((id) => !/^(https?:\/\/|urn:uuid:[\da-f-]{36}$)/.test(id)),
      ...all('link', feed).filter(({ attribs }) => !/^https?:\/\//.test(attribs['href'] ?? '')),
    ],
    planted: ['href="http://', 'href="//'],
  },
  {
    name: 'MissingSelf',
    form: 'atom',
    find: (feed) => (all('link', feed).some(({ attribs }) => attribs['rel'] === 'self') ? [] : ['self']),
    planted: ['rel="self"', 'rel="via"'],
  },
  {
    name: 'MissingAtomSelfLink',
    form: 'rss',
    find: (feed) => (all('atom:link', feed).some(({ attribs }) => attribs['rel'] === 'self') ? [] : ['self']),
    planted: ['rel="self"', 'rel="via"'],
  },
  {
    name: 'DuplicateAtomLink',
    form: 'atom',
    find: (feed) =>
      partsOf(feed).filter(
        (part) => childrenOf(part, 'link').filter(({ attribs }) => attribs['rel'] === 'alternate').length > 1,
      ),
    planted: ['<link rel="alternate"', '<link rel="alternate" href="http://x/"/><link rel="alternate"'],
  },
  {
    name: 'MissingAuthor',
    form: 'atom',
    find: (feed) => all('feed', feed).filter((one) => childrenOf(one, 'author').length === 0),
    planted: [/<author>.*?<\/author>/, ''],
  },
  ...(['rss', 'atom'] as const).flatMap((form) => [
    {
      name: 'ContainsRelRef',
      form,
      find: (feed: Feed) => htmlOf(feed).match(/(?:href|src)="(?!https?:|mailto:|tel:|#)[^"]*"/g) ?? [],
      planted: [/src=(&quot;|")https?:/, 'src=$1'] as [RegExp, string],
    },
    {
      name: 'SecurityRisk',
      form,
      find: (feed: Feed) =>
        htmlOf(feed).match(/<(?:script|iframe|object|embed|meta|form|style)\b|\son\w+=|javascript:/gi) ?? [],
      planted: [/&lt;p/, '&lt;script'] as [RegExp, string],
    },
    {
      name: 'InvalidMIMEType',
      form,
      find: (feed: Feed) =>
        all('media:content', feed).filter(({ attribs }) => !/^\w+\/[\w.+-]+$/.test(attribs['type'] ?? '')),
      planted: ['type="image/jpeg" medium', 'type="jpeg" medium'] as [string, string],
    },
    {
      name: 'InvalidMediaMedium',
      form,
      find: (feed: Feed) =>
        all('media:content', feed).filter(
          ({ attribs }) =>
            !/^(image|audio|video|document|executable)$/.test(attribs['medium'] ?? '') ||
            !/^https?:/.test(attribs['url'] ?? ''),
        ),
      planted: ['medium="image"', 'medium="picture"'] as [string, string],
    },
    {
      name: 'InvalidMediaRestriction',
      form,
      find: (feed: Feed) =>
        all('media:restriction', feed).filter(
          (one) =>
            !/^(allow|deny)$/.test(one.attribs['relationship'] ?? '') ||
            one.attribs['type'] !== 'country' ||
            !/^[a-z]{2}( [a-z]{2})*$/.test(DomUtils.textContent(one)),
        ),
      planted: ['relationship="allow"', 'relationship="only"'] as [string, string],
    },
    {
      name: 'InvalidLanguage',
      form,
      find: (feed: Feed) =>
        [
          ...textsOf(feed, 'language', 'dc:language'),
          ...partsOf(feed).flatMap(({ attribs }) => attribs['xml:lang'] ?? []),
        ].filter((tag) => !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag)),
      planted: [
        form === 'rss' ? '<dc:language>' : 'xml:lang="',
        form === 'rss' ? '<dc:language>_' : 'xml:lang="_',
      ] as [string, string],
    },
    {
      name: 'InvalidXml',
      form,
      find: (feed: Feed) => (isPrintable(DomUtils.textContent(feed)) ? [] : ['a control character']),
      planted: [/<title>/, '<title>\u0001'] as [RegExp, string],
    },
  ]),
];

it('RSS and Atom keep each rule of feedvalidator, and a fault against it is noticed', async () => {
  const house = await openHouse();
  const desk = await deskOf(house, 'editor');
  const media = await givenPicture(house, { captions: described, rights: { territories: ['DE', 'FR'] } });
  const shown = await givenPicture(house, { captions: described });
  const { id } = await desk.create({
    ...{ headline: 'A <b>bold</b> & "quoted" title', leadMedia: { media } },
    bodyHtml: '<p>One <script>x()</script><a href="https://a.example/">link</a> <a href="/b">other</a></p>',
    placements: [{ media: shown }],
  });
  const other = await desk.create({ headline: 'افتتاح المدرسة', locale: 'ar' });
  for (const one of [id, other.id]) expect((await desk.act(one, 'publish', {})).statusCode).toBe(200);
  for (const form of ['rss', 'atom'] as const) {
    const { body } = await house.client.get(`/feeds/${form}.xml`);
    for (const { name, find, planted } of rules.filter((rule) => rule.form === form)) {
      const [from, to] = planted;
      expect([form, name, find(parseDocument(body, { xmlMode: true }))]).toEqual([form, name, []]);
      const broken = body.replace(from, to);
      expect([form, name, find(parseDocument(broken, { xmlMode: true })).length > 0]).toEqual([
        form,
        name,
        true,
      ]);
    }
  }
});
