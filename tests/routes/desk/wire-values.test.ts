import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import { urnOf } from '../../../src/foundation/ids.ts';
import { deskOf, type Desk } from '../../support/desk.ts';
import { givenPicture } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';

const item = {
  ...{ uri: 'tag:wire.example,2026:1', type: 'text', version: '1' },
  headlines: [{ role: 'main', value: 'Ferry Returns' }],
  bodies: [{ role: 'main', contentType: 'text/plain', value: 'It is back.' }],
};

async function imported(fields: Record<string, unknown>) {
  const desk = await deskOf(await openHouse({ seed: 'none' }), 'chief');
  const { article, notes, headline } = await importOne(desk, fields);
  return { story: await desk.read(article!), notes, headline };
}

async function importOne(desk: Desk, fields: Record<string, unknown>) {
  const answer = await desk.send('POST', '/imports', { body: { ...item, ...fields } });
  const [result] = answer.json<ImportReport>().results;
  expect(result, answer.body).toMatchObject({ outcome: 'created' });
  return result!;
}

function html(role: string, value: string) {
  return { role, contentType: 'text/html', value };
}

describe('values of the wire', () => {
  it.each([
    ['en', 'en', []],
    ['en_US', 'en-US', []],
    ['EN-us', 'en-US', []],
    ['zh-hant-tw', 'zh-Hant-TW', []],
    ['', 'en', []],
    ['English', 'en', [{ name: 'fieldChanged', pointer: '/language' }]],
    ['no language', 'en', [{ name: 'fieldChanged', pointer: '/language' }]],
  ])('language %j is %j', async (language, locale, notes) => {
    const result = await imported({ language });
    expect(result.story.locale).toBe(locale);
    expect(result.notes).toMatchObject(notes);
    expect(result.notes).toHaveLength(notes.length);
  });

  it.each([
    [0, undefined, 1],
    ['0', undefined, 1],
    [-1, undefined, 1],
    [3, 3, 0],
    ['4', 4, 0],
    [2.6, 3, 1],
    [11, 9, 1],
  ])('urgency %j is %j', async (urgency, expected, count) => {
    const { story, notes } = await imported({ urgency });
    expect(story.urgency).toBe(expected);
    expect(notes).toHaveLength(count);
  });

  it('tells what headlines, standfirsts and captions in HTML lose as plain text', async () => {
    const { story, notes, headline } = await imported({
      standard: { name: 'ninjs', version: '3.0' },
      headlines: [html('main', 'Price <s>40</s> 14')],
      descriptions: [
        html('summary', 'S <s>4</s>5 <!-- secret --> <a href="https://a.example/">there</a>'),
        html('dateline', '<p>KOBE</p>'),
      ],
      associations: [
        { type: 'picture', name: 'lead', descriptions: [html('caption', 'A <s>b</s>c')], renditions: [] },
      ],
    });
    expect([headline, story.headline, story.standfirst, story.dateline]).toEqual([
      'Price 14',
      'Price 14',
      'S 5 there',
      { text: 'KOBE' },
    ]);
    const told = notes.map(({ pointer, detail }) => `${pointer} ${detail}`);
    expect(told).toEqual(
      expect.arrayContaining([
        '/headlines/0/value Struck words are left out of a headline: "40".',
        '/descriptions/0/value A comment is not text: "secret".',
        '/descriptions/0/value Struck words are left out of a standfirst: "4".',
        '/descriptions/0/value Words in a standfirst cannot be a link: "there" led to "https://a.example/".',
        '/associations/0 Struck words are left out of a caption: "b".',
      ]),
    );
  });

  it('makes one line of the name of an agency that is the credit line', async () => {
    const infoSources = [{ name: 'Harbour\n\u202eNews', rel: 'supplier' }];
    const { story, notes } = await imported({ infoSources });
    expect(story.creditLine).toBe('Harbour \u202eNews\u202c');
    expect(notes).toContainEqual({
      name: 'fieldChanged',
      detail: 'Its line breaks and tabs became spaces.',
      pointer: '/infoSources/0',
    });
  });

  it('decodes references in words that are no HTML, once', async () => {
    const { story, notes } = await imported({
      headlines: [{ role: 'main', value: 'Fish &amp; Chips &#8211; AT&T &amp;lt;b&amp;gt;' }],
      descriptions: [{ role: 'summary', value: 'Caf&eacute; &quot;Blue&quot;' }],
      ...{ by: 'O&#x27;Neil', slugline: 'R&amp;D', copyrightNotice: '&copy; Wire' },
    });
    expect(story).toMatchObject({
      headline: 'Fish & Chips – AT&T &lt;b&gt;',
      standfirst: 'Café "Blue"',
      ...{ bylineText: "O'Neil", slugline: 'R&D', rights: { notice: '© Wire' } },
    });
    expect(notes.map(({ name }) => name)).toEqual(['bylineAsPrinted']);
  });

  it('tells what rights are said where a story has no place for them', async () => {
    const { story, notes } = await imported({
      ...{ copyrightHolder: 'Wire', copyrightNotice: '© Wire', usageTerms: 'Ask first.' },
      expires: '2026-12-01T00:00:00Z',
      rightsInfo: { langId: 'http://www.w3.org/ns/odrl/2/', linkedRights: 'https://wire.example/rights' },
    });
    expect(story.rights).toEqual({ holder: 'Wire', notice: '© Wire', usageTerms: 'Ask first.' });
    expect(notes).toMatchObject([
      {
        name: 'fieldDropped',
        pointer: '/rightsInfo',
        detail: expect.stringContaining('wire.example/rights'),
      },
      { name: 'fieldDropped', pointer: '/expires', detail: expect.stringContaining('2026-12-01') },
    ]);
  });

  it('tells of another form of the text only where it has other words', async () => {
    const html = { role: 'main', contentType: 'text/html', value: '<p>It <b>is</b> back.</p><p>At 9.</p>' };
    const same = { role: 'plain', contentType: 'text/plain', value: 'It is back. At 9.' };
    expect((await imported({ bodies: [html, same] })).notes).toEqual([]);
    const other = { ...same, value: 'It is back. At 9. Or not.' };
    expect((await imported({ bodies: [other, html] })).notes).toMatchObject([
      { name: 'fieldDropped', pointer: '/bodies/0' },
    ]);
  });

  it.each([
    ['text/html', 'text/html', 'main'],
    ['text/html', 'text/plain', 'main'],
    ['text/html', 'text/plain', undefined],
    ['text/plain', 'text/html', 'xhtml'],
  ])('takes the main text, not a %s teaser before the %s in the role %s', async (first, second, role) => {
    const bodies = [
      { role: 'teaser', contentType: first, value: 'Soon back.' },
      { ...(role && { role }), contentType: second, value: 'It is back. At 9.' },
    ];
    const { story, notes } = await imported({ bodies });
    expect(story.body).toMatchObject([{ children: [{ text: 'It is back. At 9.' }] }]);
    expect(notes).toMatchObject([{ name: 'fieldDropped', pointer: '/bodies/0' }]);
  });

  it('tells every headline, description and title that it leaves out', async () => {
    const { notes } = await imported({
      title: 'ferry-final-2',
      headlines: [
        { role: 'main', value: 'Ferry Returns' },
        { role: 'seo', value: 'Ferry' },
        { role: 'seo', value: 'Ferry again' },
      ],
      descriptions: [
        { role: 'summary', value: 'It is back.' },
        { role: 'text', value: 'Another one.' },
        { role: 'html', value: '<p>It is back.</p>' },
      ],
    });
    expect(notes.map(({ pointer, detail }) => `${pointer} ${detail}`)).toEqual([
      '/title Its title is not kept: "ferry-final-2".',
      '/headlines/2 Other headlines are not kept: "seo: Ferry again".',
      '/descriptions/1 Descriptions in other roles are not kept: "text: Another one.".',
    ]);
  });

  it('keeps nothing of an associated picture in silence, and shows none that its source takes back', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const fields = { creditLine: 'Paul/Wire', rights: { usageTerms: 'No archive.' } };
    const [here, gone] = [await givenPicture(house, fields), await givenPicture(house)];
    const { notes, article } = await importOne(desk, {
      associations: [
        {
          ...{ name: 'main', type: 'picture', uri: urnOf(here), by: 'Paul', usageTerms: 'No archive.' },
          ...{ copyrightHolder: 'Wire', embargoedUntil: '2026-12-01T00:00:00Z', pubStatus: 'usable' },
          descriptions: [{ role: 'creditLine', value: 'Paul/Wire' }],
          rightsInfo: { linkedRights: 'https://wire.example/rights' },
          places: [{ name: 'Kobe' }, { name: 'Japan' }],
        },
        { name: 'second', type: 'picture', uri: urnOf(gone), pubStatus: 'canceled' },
      ],
    });
    expect(notes.map(({ pointer, detail }) => `${pointer} ${detail}`)).toEqual([
      `/associations/0 The picture ${here} is as it is here; its source says: copyrightHolder: "Wire", by: "Paul", embargoedUntil: "2026-12-01T00:00:00Z", rightsInfo: "https://wire.example/rights", places: "Kobe, Japan".`,
      `/associations/1 The picture ${gone} is not shown: its source says "canceled".`,
    ]);
    expect(await desk.read(article!)).toMatchObject({ leadMedia: { media: here }, placements: [] });
  });
});
