import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesIn } from '../../../src/desk/imports/credits.ts';
import { ninjs } from '../../../src/desk/imports/formats/ninjs/format.ts';
import { timeOf } from '../../../src/desk/imports/formats/ninjs/times.ts';
import type { IncomingStory, ReadItem } from '../../../src/desk/imports/formats/incoming.ts';
import { plainText } from '../../../src/library/body/references.ts';

const now = Date.parse('2026-11-23T12:00:00Z');

function read(value: unknown): ReadItem {
  return ninjs.read({ value }, { now });
}

function storyIn(value: unknown): IncomingStory {
  const reading = read(value);
  if (!('incoming' in reading)) throw new Error(JSON.stringify(reading.faults));
  return reading.incoming;
}

const first = {
  $standard: { name: 'ninjs', version: '1.6' },
  ...{ uri: 'tag:wire.example,2022:1', type: 'text', version: '2', versioncreated: '2022-06-14T18:30:00Z' },
  ...{ language: 'en', urgency: 3, pubstatus: 'usable', embargoed: '2046-01-01T00:00:00Z' },
  ...{ copyrightholder: 'Wire', copyrightnotice: '© Wire', usageterms: 'Ask first.', ednote: 'For desks.' },
  ...{
    byline: 'Jane Doe',
    headline: 'Night Bus',
    headline_short: 'Bus',
    slugline: 'BUS',
    located: 'Sampleville',
  },
  ...{ body_text: 'It comes.', body_xhtml: '<p>It <b>comes</b>.</p>', description_summary: 'In short.' },
  person: [{ name: 'Ada', scheme: 'http://cv.example/', code: 'ada' }],
  subject: [{ name: 'summit', scheme: 'http://cv.iptc.org/newscodes/mediatopic/', code: '20000640' }],
  genre: [{ name: 'Analysis', code: 'Analysis' }],
  infosource: [{ name: 'Wire', rel: 'supplier' }],
  altids: { number: 7 },
  associations: { main: { uri: 'tag:p', type: 'picture', description_caption: 'A bus.' } },
};

const second = {
  standard: { name: 'ninjs', version: '2.2' },
  ...{ uri: first.uri, type: 'text', version: '2', versioncreated: first.versioncreated },
  ...{ language: 'en', urgency: 3, pubstatus: 'usable', embargoed: first.embargoed },
  ...{ copyrightholder: 'Wire', copyrightnotice: '© Wire', usageterms: 'Ask first.', ednote: 'For desks.' },
  ...{ by: 'Jane Doe', slugline: 'BUS', located: 'Sampleville' },
  headlines: [
    { role: 'short', value: 'Bus' },
    { role: 'main', value: 'Night Bus' },
  ],
  bodies: [
    { role: 'text', contenttype: 'text/plain', value: 'It comes.' },
    { role: 'xhtml', contenttype: 'application/xhtml+xml', value: '<p>It <b>comes</b>.</p>' },
  ],
  descriptions: [{ role: 'summary', value: 'In short.' }],
  people: [{ name: 'Ada', uri: 'http://cv.example/ada' }],
  subjects: [{ name: 'summit', uri: 'http://cv.iptc.org/newscodes/mediatopic/20000640' }],
  genres: [{ name: 'Analysis' }],
  infosources: [{ name: 'Wire', role: 'supplier' }],
  altids: [{ role: 'number', value: '7' }],
  associations: [
    { name: 'main', uri: 'tag:p', type: 'picture', descriptions: [{ role: 'caption', value: 'A bus.' }] },
  ],
};

const third = {
  standard: { name: 'ninjs', version: '3.1' },
  ...{ uri: first.uri, type: 'text', version: '2', versionCreated: first.versioncreated },
  ...{ language: 'en', urgency: 3, pubStatus: 'usable', embargoedUntil: first.embargoed },
  ...{ copyrightHolder: 'Wire', copyrightNotice: '© Wire', usageTerms: 'Ask first.', edNote: 'For desks.' },
  ...{ by: 'Jane Doe', slugline: 'BUS', located: 'Sampleville', headlines: second.headlines },
  bodies: [
    { role: 'text', contentType: 'text/plain', value: 'It comes.' },
    { role: 'xhtml', contentType: 'text/html', value: '<p>It <b>comes</b>.</p>' },
  ],
  ...{ descriptions: second.descriptions, people: second.people, subjects: second.subjects },
  ...{ genres: second.genres, infoSources: second.infosources, altIds: second.altids },
  associations: second.associations,
};

describe('an item in another language', () => {
  it('has the marks of quotation of that language in its text', () => {
    const { story } = storyIn({ ...first, language: 'de', body_xhtml: '<p>Er sagte <q>so</q>.</p>' });
    expect(plainText(story.body as never)).toBe('Er sagte „so“.');
  });
});

describe('ninjs', () => {
  it('says the same in every version', () => {
    const { placeOf: _, ...story } = storyIn(third);
    expect(story).toMatchObject({
      ...{ name: { scheme: 'ninjs', value: first.uri }, otherNames: [{ scheme: 'number', value: '7' }] },
      ...{ sourceVersion: 2, status: 'usable', agency: { name: 'Wire' } },
      ...{ publishedAt: Date.parse(first.versioncreated), topics: [{ name: 'Ada', mayBeNew: false }] },
      story: {
        ...{
          headline: 'Night Bus',
          headlines: { short: 'Bus' },
          standfirst: 'In short.',
          slugline: 'BUS',
          bylineText: 'Jane Doe',
        },
        ...{ locale: 'en', urgency: 3, kind: 'analysis', deskNote: 'For desks.' },
        rights: { holder: 'Wire', notice: '© Wire', usageTerms: 'Ask first.' },
        dateline: { text: 'Sampleville', place: 'Sampleville' },
        subjects: [{ code: 'medtop:20000640', name: 'summit' }],
        embargoUntil: Date.parse(first.embargoed),
      },
      pictures: [{ uri: 'tag:p', caption: 'A bus.', lead: true }],
    });
    expect(plainText(story.story.body as never)).toBe('It comes.');
    for (const [version, one] of [
      ['1.6', first],
      ['2.2', second],
    ] as const) {
      const { placeOf: __, ...same } = storyIn(one);
      expect([version, { ...same, agency: undefined }]).toEqual([version, { ...story, agency: undefined }]);
      expect([version, same.agency?.name]).toEqual([version, 'Wire']);
    }
  });

  it.each([
    [first, 'ninjs 1.6'],
    [second, 'ninjs 2.2'],
    [third, 'ninjs 3.1'],
    [{ standard: { schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json' }, uri: 'a' }, 'ninjs 3.0'],
    [{ ...first, $standard: undefined }, 'ninjs 1.x, by its shape'],
    [{ ...second, standard: undefined }, 'ninjs 2.x, by its shape'],
    [{ ...third, standard: undefined }, 'ninjs 3.x, by its shape'],
    [{ uri: 'a', headlines: [] }, 'ninjs 2.x or 3.x, by its shape'],
  ])('is known by what it claims or looks like: %#', (value, expected) => {
    expect(read(value).read).toBe(expected);
  });

  it.each([
    [first, { headline: 'x'.repeat(301) }, '/headline'],
    [first, { usageterms: 'x'.repeat(2001) }, '/usageterms'],
    [first, { genre: [{ name: 7 }] }, '/genre/0/name'],
    [first, { subject: 'summit' }, '/subject'],
    [first, { infosource: [{ name: 7 }] }, '/infosource/0/name'],
    [first, { associations: { main: { uri: 7 } } }, '/associations/main/uri'],
    [second, { headlines: [{ role: 'main' }] }, '/headlines/0/value'],
    [second, { bodies: [{ contenttype: 7, value: 'x' }] }, '/bodies/0/contenttype'],
    [third, { urgency: 'high' }, '/urgency'],
    [third, { uri: 'x'.repeat(201) }, '/uri'],
    [third, { embargoedUntil: '2046-01-01' }, '/embargoedUntil'],
    [third, { type: 'photo' }, '/type'],
  ])('names a fault by its place in the item as it was sent: %#', (item, wrong, pointer) => {
    expect(read({ ...item, ...wrong })).toMatchObject({ faults: [{ pointer }] });
  });

  it('takes null for nothing, and no name for more than a name', () => {
    expect(storyIn({ ...third, urgency: null, people: [{ name: null }] }).story.urgency).toBeUndefined();
    const poisoned = JSON.parse(
      '{"uri":"a","headlines":[{"value":"H"}],"__proto__":{"type":"video"},"constructor":{}}',
    );
    expect(read(poisoned)).toMatchObject({
      incoming: { story: { headline: 'H' } },
      notes: expect.arrayContaining([
        {
          name: 'fieldDropped',
          detail: 'No property of ninjs, and not kept: "constructor".',
          pointer: '/constructor',
        },
      ]),
    });
  });

  it('takes a role that it does not know for that of a contributor, whatever its name', () => {
    const authors = ['constructor', '__proto__', 'Writer'].map((role) => ({ name: 'Ada', role }));
    const { credits } = storyIn({ ...first, byline: undefined, authors });
    expect(credits?.map(({ role }) => role)).toEqual(['contributor', 'contributor', 'author']);
  });

  it('takes an embargo that has passed for none', () => {
    expect(storyIn({ ...third, embargoedUntil: '2026-11-23T11:00:00Z' }).story.embargoUntil).toBeUndefined();
  });

  it('is read in whatever shape it comes, and never thrown up', () => {
    const names = [...Object.keys(first), ...Object.keys(third), '__proto__', 'toString'];
    const value = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<unknown>;
    const wild = fc.dictionary(fc.constantFrom(...names), value);
    fc.assert(
      fc.property(fc.oneof(wild, value), fc.constantFrom(first, second, third), (fields, item) => {
        for (const one of [fields, { ...item, ...(fields as object) }])
          for (const part of ninjs.itemsIn(one)) {
            const reading = ninjs.read(part, { now });
            if ('faults' in reading) expect(reading.faults.length).toBeGreaterThan(0);
          }
      }),
      { numRuns: 300 },
    );
  });
});

describe('times', () => {
  it.each([
    ['2022-06-04T12:00:00Z', '2022-06-04T12:00:00.000Z'],
    ['2024-04-28 07:00:00Z', '2024-04-28T07:00:00.000Z'],
    ['2024-04-28T03:00:00-04:00', '2024-04-28T07:00:00.000Z'],
    ['2024-04-28T03:00:00-0400', '2024-04-28T07:00:00.000Z'],
    ['2024-04-28T03:00:00.1234567Z', '2024-04-28T03:00:00.123Z'],
    ['2024-04-28T03:00:00', undefined],
    ['2024-04-28', undefined],
    ['2024-13-28T03:00:00Z', undefined],
    ['yesterday', undefined],
  ])('%s is %s', (text, expected) => {
    const at = timeOf(text);
    expect(at === undefined ? undefined : new Date(at).toISOString()).toBe(expected);
  });

  it('begin at midnight where a day will do', () => {
    expect(timeOf('2024-04-28', { dayWillDo: true })).toBe(Date.parse('2024-04-28T00:00:00Z'));
  });
});

describe('names in a credit line', () => {
  it.each([
    ['By Jane Doe', ['Jane Doe']],
    ["Paulo Santalucia and Frances d'Emilio", ['Paulo Santalucia', "Frances d'Emilio"]],
    ['Von Jörg Groß und Anna Klein', ['Jörg Groß', 'Anna Klein']],
    ['Jane Doe, John Roe & Co; Tokyo', ['Jane Doe', 'John Roe', 'Co', 'Tokyo']],
    ['見本 花子、見本 太郎', ['見本 花子', '見本 太郎']],
    ['Brandon Anderson', ['Brandon Anderson']],
    ['', []],
  ])('%s', (by, names) => {
    expect(namesIn(by)).toEqual(names);
  });
});
