import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { givenPicture } from '../../../support/given.ts';
import { openHouse } from '../../../support/house.ts';
import { drawingWith, upload } from '../../../support/pictures.ts';

async function newsroom() {
  return deskOf(await openHouse({ seed: 'none' }), 'editor');
}

describe('a headline', () => {
  it.each([
    ['\u200b', 'headline must not be empty'],
    ['\u200d\ufeff\u2060 \u00ad', 'headline must not be empty'],
    ['\u2800\u3164', 'headline must not be empty'],
    ['One\ntwo', 'headline must be one line, without tabs'],
    ['One\r\ntwo', 'headline must be one line, without tabs'],
    ['One\ttwo', 'headline must be one line, without tabs'],
    ['One\u2028two', 'headline must be one line, without tabs'],
  ])('%j is refused', async (headline, detail) => {
    const answer = await (await newsroom()).send('POST', '/articles', { body: { headline } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toEqual([{ pointer: '/headline', detail }]);
  });

  it('is refused so in a PATCH, and in its variants', async () => {
    const desk = await newsroom();
    const { id, etag } = await desk.create();
    const body = { headline: '\u200b', headlines: { seo: 'One\ntwo' }, kicker: 'A\nB' };
    const answer = await desk.send('PATCH', `/articles/${id}`, { etag, body });
    expect(answer.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/headline',
      '/headlines/seo',
      '/kicker',
    ]);
  });

  it.each([
    ['\u202eabc', '\u202eabc\u202c'],
    ['\u2067a \u202bb', '\u2067a \u202bb\u202c\u2069'],
    ['\u2068a\u202eb\u2069 c', '\u2068a\u202eb\u2069 c'],
    ['a\u2069\u202c b\u200f!', 'a b\u200f!'],
    ['\u202aa\u202c b', '\u202aa\u202c b'],
  ])('%j turns no text beside it: %j', async (headline, kept) => {
    const desk = await newsroom();
    const { id, etag } = await desk.create({ headline, kicker: headline });
    expect(await desk.read(id)).toMatchObject({ headline: kept, kicker: kept });
    await desk.send('PATCH', `/articles/${id}`, { etag, body: { headlines: { seo: headline } } });
    expect((await desk.read(id)).headlines).toEqual({ seo: kept });
  });

  it('may hold what joins emoji and letters', async () => {
    const headline = '👩‍🚒 می‌خواهم';
    expect(await (await newsroom()).create({ headline })).toMatchObject({ headline });
  });
});

const two = 'One\ntwo';

describe('a field of one line', () => {
  it.each<[string, Record<string, unknown>]>([
    ['/bylineText', { bylineText: two }],
    ['/creditLine', { creditLine: two }],
    ['/dateline/text', { dateline: { text: two } }],
    ['/dateline/place', { dateline: { text: 'KYIV', place: two } }],
    ['/bylines/0/place', { bylines: [{ byline: 'x', role: 'author', place: two }] }],
    ['/attributions/0/name', { attributions: [{ role: 'supplier', name: two }] }],
    ['/related/0/title', { related: [{ relation: 'background', url: 'https://a.example/', title: two }] }],
    ['/subjects/0/name', { subjects: [{ code: 'medtop:04000000', name: two }] }],
    ['/externalIds/0/value', { externalIds: [{ scheme: 'a', value: two }] }],
    ['/body/0/title', { body: [{ _type: 'embed', url: 'https://a.example/', title: two }] }],
  ])('of a story is refused in several: %s', async (pointer, fields) => {
    const desk = await newsroom();
    await desk.send('POST', '/bylines', { body: { kind: 'person', name: 'X', slug: 'x' } });
    for (const [method, path] of [
      ['POST', '/articles'],
      ['PUT', '/external-ids/wire/1'],
    ] as const) {
      const answer = await desk.send(method, path, { body: { headline: 'A story', ...fields } });
      expect([answer.statusCode, answer.json().errors]).toMatchObject([
        400,
        [{ pointer, detail: expect.stringMatching(/must be one line, without tabs$/) }],
      ]);
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ['/bylines', { kind: 'person', name: 'Jane', jobTitle: two }],
    ['/bylines', { kind: 'person', name: 'Jane', contacts: [{ kind: 'email', value: two }] }],
    ['/bylines', { kind: 'person', name: 'Jane\tDoe' }],
    ['/agencies', { name: 'Wire', kind: 'other', creditLine: two }],
    ['/sections', { name: two }],
    ['/topics', { name: two }],
  ])('of a record is refused in several: %s %j', async (path, body) => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'admin');
    const answer = await desk.send('POST', path, { body });
    expect(answer.json().errors).toContainEqual({
      pointer: expect.any(String),
      detail: expect.stringMatching(/must be one line, without tabs$/),
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['creditLine', { creditLine: two }],
    ['headline', { headline: two }],
    ['source', { source: two }],
    ['place', { place: two }],
    ['name', { creators: [{ name: two }] }],
    ['holder', { rights: { holder: two } }],
    ['Item 1', { keywords: [two] }],
  ])('of a picture is refused in several: %s', async (name, body) => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house);
    const desk = await deskOf(house, 'editor');
    const { headers } = await desk.send('GET', `/media/${media}`);
    const answer = await desk.send('PATCH', `/media/${media}`, { etag: String(headers['etag']), body });
    expect(answer.json().errors).toMatchObject([{ detail: `${name} must be one line, without tabs` }]);
  });

  it('becomes one in imports and in files of pictures, with a note', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'chief');
    const item = {
      ...{ uri: 'tag:wire.example,2026:1', type: 'text', version: '1', by: 'Jane Doe\nand\tJohn Roe' },
      headlines: [{ role: 'main', value: 'Ferry\nreturns' }],
      descriptions: [{ role: 'dateline', value: 'KYIV\nUkraine' }],
    };
    const [{ article, notes }] = (await desk.send('POST', '/imports', { body: item })).json().results;
    expect(await desk.read(article)).toMatchObject({
      headline: 'Ferry returns',
      bylineText: 'Jane Doe and John Roe',
      dateline: { text: 'KYIV Ukraine' },
    });
    const detail = 'Its line breaks and tabs became spaces.';
    for (const pointer of ['/headlines/0/value', '/by', '/descriptions/0/value'])
      expect(notes).toContainEqual({
        name: 'fieldChanged',
        detail,
        pointer: expect.stringMatching(`^${pointer}`),
      });
    const bytes = await drawingWith(
      '<photoshop:Credit>Sample\nAgency</photoshop:Credit><photoshop:Instructions>One\nTwo</photoshop:Instructions>',
    );
    const [{ media, notes: told }] = (await upload(desk, [{ bytes }])).json().data;
    expect(media).toMatchObject({ creditLine: 'Sample Agency', instructions: 'One\nTwo' });
    expect(told).toEqual([{ name: 'fieldChanged', path: 'photoshop:Credit', detail }]);
  });
});

describe('a line break of Windows', () => {
  it('in a text of any field is one line break', async () => {
    const desk = await newsroom();
    const children = [{ _type: 'span' as const, text: 'One\r\ntwo\rthree' }];
    const { body, standfirst } = await desk.create({
      standfirst: 'One\r\ntwo',
      body: [{ _type: 'block', children }],
    });
    expect(standfirst).toBe('One\ntwo');
    expect(body).toMatchObject([{ children: [{ text: 'One\ntwo\nthree' }] }]);
  });
});
