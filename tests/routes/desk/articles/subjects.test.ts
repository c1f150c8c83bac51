import { describe, expect, it } from 'vitest';
import type { ImportResult } from '../../../../src/desk/imports/schema.ts';
import type { Response } from '../../../support/contract-client.ts';
import { deskOf, detailsOf, type Desk } from '../../../support/desk.ts';
import { givenStory, givenTopic } from '../../../support/given.ts';
import { openHouse } from '../../../support/house.ts';
import {
  buses,
  givenVocabulary,
  horseBuses,
  lightRail,
  nightBuses,
  trams,
  transport,
  unknownSubject,
  vocabularyFile,
} from '../../../support/vocabulary.ts';
import { faultsOf } from '../../../support/walk.ts';

const unknown = { [`/subjects/0/code`]: `There is no subject "${unknownSubject}".` };

async function newsroom({ vocabulary = true } = {}) {
  const house = await openHouse({ seed: 'none' });
  if (vocabulary) await givenVocabulary(house);
  return { house, desk: await deskOf(house, 'chief') };
}

function put(desk: Desk, body: unknown): Promise<Response> {
  return desk.send('PUT', '/external-ids/wire/1', { body });
}

async function imported(desk: Desk, ...subjects: unknown[]): Promise<ImportResult> {
  const item = {
    ...{ uri: 'tag:1', type: 'text', language: 'en', headlines: [{ value: 'Buses' }], subjects },
    bodies: [{ contentType: 'text/plain', value: 'They run.' }],
  };
  const answer = await desk.send('POST', '/imports', { body: item });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().results[0];
}

async function findings(desk: Desk, id: string): Promise<string[]> {
  const { findings } = (await desk.send('GET', `/articles/${id}/preflight`)).json();
  return findings
    .filter(({ rule }: { rule: string }) => rule.startsWith('subject'))
    .map(({ rule, pointer, detail }: Record<string, string>) => `${rule} ${pointer}: ${detail}`);
}

describe('the subjects of a story', () => {
  it('are refused where the vocabulary does not have them, by every way in', async () => {
    const { desk } = await newsroom();
    const body = { headline: 'Buses', subjects: [{ code: unknownSubject }] };
    const { id } = await desk.create();
    for (const answer of [
      await desk.send('POST', '/articles', { body }),
      await desk.patch(id, { subjects: body.subjects }),
      await put(desk, body),
    ]) {
      expect(answer.statusCode).toBe(422);
      expect(answer.json().type).toContain('unknown-reference');
      expect(faultsOf(answer.json())).toEqual(unknown);
    }
    const { outcome, notes, article } = await imported(desk, { literal: unknownSubject }, { literal: buses });
    expect([outcome, detailsOf(notes)]).toEqual([
      'created',
      [`There is no subject "${unknownSubject}": it is left out.`],
    ]);
    expect((await desk.read(article!)).subjects).toEqual([{ code: buses, name: 'buses' }]);
  });

  it('stay with a warning where a story had them before', async () => {
    const { house, desk } = await newsroom({ vocabulary: false });
    const { id } = await desk.create({ subjects: [{ code: unknownSubject, name: 'ours' }] });
    await put(desk, { headline: 'Wire', subjects: [{ code: unknownSubject }] });
    await imported(desk, { literal: unknownSubject });
    await givenVocabulary(house);
    const warning = {
      rule: 'subjectUnknown',
      pointer: '/subjects/0/code',
      detail: `There is no subject "${unknownSubject}"; choose another, or load a newer vocabulary.`,
    };
    const changed = await desk.patch(id, { headline: 'Another' });
    expect([changed.statusCode, changed.json().warnings]).toEqual([200, [warning]]);
    expect((await desk.act(id, 'publish', {})).statusCode).toBe(200);
    expect((await put(desk, { headline: 'Newer', subjects: [{ code: unknownSubject }] })).statusCode).toBe(
      200,
    );
    expect(await imported(desk, { literal: unknownSubject }, { literal: buses })).toMatchObject({
      ...{ outcome: 'updated', notes: [] },
    });
    await desk.patch(id, { subjects: [] });
    expect((await desk.patch(id, { subjects: [{ code: unknownSubject }] })).statusCode).toBe(422);
    const back = await desk.act(id, 'versions/1/restore');
    expect(back.json()).toMatchObject({
      subjects: [{ code: unknownSubject, name: 'ours' }],
      warnings: [warning],
    });
    expect((await desk.act(id, 'duplicate', {})).json()).toMatchObject({ warnings: [warning] });
  });

  it('have the names of the vocabulary in the language of the story, unless it is sent with one', async () => {
    const { house, desk } = await newsroom();
    const subjects = [
      { code: buses },
      { code: nightBuses, name: 'Buses after midnight' },
      { code: lightRail },
    ];
    const { id } = await desk.create({ subjects });
    expect((await desk.read(id)).subjects).toEqual([
      { code: buses, name: 'buses' },
      { code: nightBuses, name: 'Buses after midnight' },
      { code: lightRail, name: 'light rail' },
    ]);
    expect((await desk.create({ locale: 'ja', subjects })).subjects).toEqual(subjects);
    await givenVocabulary(house, vocabularyFile('de'));
    const translated = (await desk.act(id, 'translate', { locale: 'de-CH' })).json();
    expect(translated.subjects).toEqual([
      { code: buses, name: 'Busse' },
      { code: nightBuses, name: 'Nachtbusse' },
      { code: lightRail, name: 'light rail' },
    ]);
    expect((await desk.read(id)).subjects[0]).toEqual({ code: buses, name: 'buses' });
  });

  it('are told of where IPTC has retired them, with those to use now', async () => {
    const { desk } = await newsroom();
    const created = await desk.create({
      subjects: [{ code: buses }, { code: trams }, { code: horseBuses }],
    });
    const said = [
      `IPTC has retired the subject ${trams} (trams); use ${lightRail} (light rail).`,
      `IPTC has retired the subject ${horseBuses} (horse buses); use ${buses} (buses).`,
    ];
    expect(created.warnings).toEqual([
      { rule: 'subjectRetired', pointer: '/subjects/1/code', detail: said[0] },
      { rule: 'subjectRetired', pointer: '/subjects/2/code', detail: said[1] },
    ]);
    expect((await desk.read(created.id)).warnings).toEqual(created.warnings);
    expect(await findings(desk, created.id)).toEqual([
      `subjectRetired /subjects/1/code: ${said[0]}`,
      `subjectRetired /subjects/2/code: ${said[1]}`,
    ]);
    expect(detailsOf((await imported(desk, { literal: trams, name: 'Trams' })).notes)).toEqual([
      `IPTC has retired the subject ${trams}: it is now ${lightRail}.`,
    ]);
    const { warnings } = await desk.create({ subjects: [{ code: buses }] });
    expect(warnings).toBeUndefined();
  });

  it('come from old Subject Codes, as what they are now', async () => {
    const { house, desk } = await newsroom();
    await givenTopic(house, { name: 'Ferries' });
    const former = 'http://cv.iptc.org/newscodes/subjectcode/';
    const { article, notes } = await imported(
      desk,
      { uri: `${former}99001000`, name: 'bus' },
      { literal: 'subj:99002000' },
      { literal: nightBuses },
      // In 99001000, as 99001001 is retired and was close to it; and nowhere.
      { uri: `${former}99001001` },
      // As Superdesk writes it.
      { code: '99077000' },
      { uri: `${former}98000000`, name: 'Ferries' },
    );
    expect(await desk.read(article!)).toMatchObject({
      subjects: [
        { code: nightBuses },
        { code: buses, name: 'buses' },
        { code: lightRail },
        { code: transport },
      ],
      topics: [{ name: 'Ferries' }],
    });
    expect(detailsOf(notes)).toEqual([
      `The old Subject Code 99001000 is now ${buses}.`,
      `The old Subject Code 99002000 is now ${lightRail}.`,
      `The old Subject Code 99001001 is now ${buses}.`,
      `The old Subject Code 99077000 is now ${transport}.`,
      'The old Subject Code 98000000 is not known here.',
    ]);
    expect((await imported(desk, { uri: `${former}99001000` })).outcome).toBe('updated');
    expect((await imported(desk, { uri: `${former}99001000` })).outcome).toBe('unchanged');
  });

  it('are checked by nobody without a vocabulary, and preflight says so', async () => {
    const { desk } = await newsroom({ vocabulary: false });
    const { id, subjects, warnings } = await desk.create({ subjects: [{ code: unknownSubject }] });
    expect([subjects, warnings]).toEqual([[{ code: unknownSubject }], undefined]);
    expect(await findings(desk, id)).toEqual([
      'subjectsUnchecked /subjects: No vocabulary of subjects is loaded, so nobody has checked these codes.',
    ]);
    expect(await findings(desk, (await desk.create()).id)).toEqual([]);
    const misshapen = await desk.patch(id, { subjects: [{ code: 'medtop:123' }] });
    expect(misshapen.statusCode).toBe(400);
    const { article, notes } = await imported(desk, { literal: 'subj:99001000', name: 'Buses' });
    expect((await desk.read(article!)).subjects).toEqual([]);
    expect(detailsOf(notes)).toEqual([
      'The old Subject Code 99001000 is not known here.',
      'No topic here is called "Buses".',
    ]);
  });
});

describe('the code of a topic', () => {
  it('is refused where the vocabulary does not have it, and stays where it was before', async () => {
    const { house, desk } = await newsroom({ vocabulary: false });
    const id = await givenTopic(house, { mediaTopic: unknownSubject });
    await givenVocabulary(house);
    const body = { name: 'Buses', mediaTopic: 'medtop:99999998' };
    const refused = await desk.send('POST', '/topics', { body });
    expect([refused.statusCode, faultsOf(refused.json())]).toEqual([
      422,
      { '/mediaTopic': 'There is no subject "medtop:99999998".' },
    ]);
    const sent = { etag: '"r1"', body: { mediaTopic: 'medtop:99999998' } };
    expect((await desk.send('PATCH', `/topics/${id}`, sent)).statusCode).toBe(422);
    const same = { etag: '"r1"', body: { description: 'Ours.', mediaTopic: unknownSubject } };
    expect((await desk.send('PATCH', `/topics/${id}`, same)).statusCode).toBe(200);
    expect((await desk.send('POST', '/topics', { body: { ...body, mediaTopic: buses } })).statusCode).toBe(
      201,
    );
  });
});

describe('GET /v1/articles?subject=', () => {
  async function published() {
    const { house } = await newsroom();
    for (const [slug, ...codes] of [
      ['buses', buses],
      ['night', nightBuses, lightRail],
      ['trams', trams],
      ['none'],
    ])
      await givenStory(house, {
        ...{ headline: `Word ${slug}`, slug: slug! },
        subjects: codes.map((code) => ({ code })),
      });
    async function slugs(url: string): Promise<string[]> {
      const { data } = (await house.client.get(url)).json();
      return data.map(({ slug }: { slug: string }) => slug).sort();
    }
    return { house, slugs };
  }

  it.each([
    [transport, ['buses', 'night', 'trams']],
    [buses, ['buses', 'night']],
    [nightBuses, ['night']],
    [`${trams},${buses}`, ['buses', 'night', 'trams']],
    [horseBuses, []],
  ])('finds stories of %s and of what is below it, in lists and searches', async (codes, expected) => {
    const { house, slugs } = await published();
    for (const path of ['/v1/articles?', '/v1/articles?locale=en&count=true&', '/v1/search?q=word&'])
      expect([path, await slugs(`${path}subject=${codes}`)]).toEqual([path, expected]);
    const desk = await deskOf(house, 'editor');
    const found = (await desk.send('GET', `/articles?publication=live&subject=${codes}`)).json().data;
    expect(found.map(({ slug }: { slug: string }) => slug).toSorted()).toEqual(expected.toSorted());
    expect(await slugs(`/v1/articles?subject=${codes}&limit=1&sort=updatedAt`)).toHaveLength(
      Math.min(expected.length, 1),
    );
  });

  it('refuses what is no code, and what the vocabulary does not have', async () => {
    const { house } = await published();
    for (const path of ['/v1/articles?', '/v1/search?q=word&']) {
      expect((await house.client.get(`${path}subject=buses`)).statusCode).toBe(400);
      const answer = await house.client.get(`${path}subject=${buses},${unknownSubject}`);
      expect(answer.json().errors).toEqual([
        { parameter: 'subject', detail: `There is no subject "${unknownSubject}".` },
      ]);
    }
  });

  it('has feeds of its own', async () => {
    const { house } = await published();
    const list = await house.client.get(`/v1/articles?subject=${buses}`);
    const place = `/feeds/subjects/${encodeURIComponent(buses)}`;
    expect(list.headers['link']).toContain(`${place}/atom.xml`);
    const feed = (await house.client.get(`${place}/feed.json`)).json();
    expect([feed.title, feed.items.map(({ title }: { title: string }) => title).sort()]).toEqual([
      expect.stringMatching(/: buses$/),
      ['Word buses', 'Word night'],
    ]);
    expect((await house.client.get(`/feeds/subjects/${unknownSubject}/feed.json`)).statusCode).toBe(404);
    expect((await house.client.get('/feeds/subjects/buses/feed.json')).statusCode).toBe(400);
  });

  it('finds the story under another subject once that is published, and under none once it is taken back', async () => {
    const { house, slugs } = await published();
    const desk = await deskOf(house, 'chief');
    const id = (await house.client.get('/v1/articles/buses')).json().id;
    await desk.patch(id, { subjects: [{ code: lightRail }] });
    expect(await slugs(`/v1/articles?subject=${lightRail}`)).toEqual(['night']);
    await desk.act(id, 'publish', { change: { kind: 'refile', text: 'Another subject.' } });
    expect(await slugs(`/v1/articles?subject=${lightRail}`)).toEqual(['buses', 'night']);
    expect(await slugs(`/v1/articles?subject=${buses}`)).toEqual(['night']);
    await desk.act(id, 'unpublish', { reason: 'Wrong.' });
    expect(await slugs(`/v1/articles?subject=${lightRail}`)).toEqual(['night']);
  });

  it('answers anew when another vocabulary is loaded', async () => {
    const { house, slugs } = await published();
    expect(await slugs(`/v1/articles?subject=${buses}`)).toEqual(['buses', 'night']);
    const { conceptSet } = JSON.parse(vocabularyFile()) as { conceptSet: { broader?: string[] }[] };
    conceptSet[2]!.broader = conceptSet[1]!.broader!;
    await givenVocabulary(
      house,
      vocabularyFile('en-GB', { dateReleased: '2026-06-30T12:00:00Z', conceptSet }),
    );
    expect(await slugs(`/v1/articles?subject=${buses}`)).toEqual(['buses']);
  });
});
