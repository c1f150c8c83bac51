import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import { deskOf, type Desk } from '../../support/desk.ts';
import { givenByline, givenSection, givenTopic } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';

/** As Superdesk's formatter writes: `guid` for `uri`, and properties that no version of ninjs has. */
const item = {
  guid: 'urn:newsml:wire.example:2026-11-20T08:00:00.000000:0a1b',
  ...{ version: '2', type: 'text', pubstatus: 'usable', language: 'en', urgency: 3, priority: 6 },
  firstcreated: '2026-11-20T08:00:00+0000',
  versioncreated: '2026-11-20T09:00:00+0000',
  firstpublished: '2026-11-20T08:30:00+0000',
  ...{ headline: 'Harbour &amp; Ferry Reopen&nbsp;', slugline: 'FERRY', located: 'Sampleville' },
  byline: 'Jane Doe and John Roe',
  body_html: '<p>The ferry is back.</p>',
  ...{ description_text: 'It returns.', description_html: '<p>It returns.</p>' },
  source: 'Harbour News',
  service: [
    { code: 'i', name: 'World' },
    { code: 's', name: 'Sport' },
  ],
  place: [{ qcode: 'EUR', name: 'Europe', country: '', group: 'Rest Of World' }],
  subject: [{ name: 'archaeology', code: '01001000' }],
  keywords: ['ferries', 'harbour'],
  authors: [
    { code: '1', name: 'Jane Doe', role: 'writer', biography: 'Writes.', jobtitle: { name: 'Reporter' } },
    { code: '2', name: 'Paul Photo', role: 'photographer' },
  ],
  ...{ wordcount: 4, charcount: 18, readtime: 0 },
  extra: { client: 'x' },
  associations: {
    featuremedia: {
      ...{
        guid: 'tag:wire.example:2026:p1',
        type: 'picture',
        headline: 'Ferry',
        description_text: 'A ferry.',
      },
      ...{
        byline: 'Paul Photo',
        usageterms: 'Editorial use only.',
        copyrightholder: 'Harbour News',
        priority: 6,
      },
      renditions: { original: { href: 'https://wire.example/p1.jpg', mimetype: 'image/jpeg' } },
    },
  },
};

async function send(desk: Desk, body: unknown, query = ''): Promise<ImportReport['results']> {
  const answer = await desk.send('POST', `/imports${query}`, { body });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<ImportReport>().results;
}

describe('what Superdesk sends', () => {
  it('is imported whole: supplier, authors by role, service, keywords, dates', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'admin');
    await givenSection(house, { name: 'World' });
    await givenTopic(house, { name: 'Ferries' });
    const [result] = await send(desk, item, '?createRecords=true');
    expect(result).toMatchObject({ outcome: 'created', uri: item.guid });
    expect(await desk.read(result!.article!)).toMatchObject({
      headline: 'Harbour & Ferry Reopen',
      standfirst: 'It returns.',
      agency: { name: 'Harbour News' },
      bylines: [
        { byline: { name: 'Jane Doe' }, role: 'author' },
        { byline: { name: 'Paul Photo' }, role: 'photographer' },
      ],
      bylineText: 'Jane Doe and John Roe',
      section: { name: 'World' },
      topics: expect.arrayContaining([expect.objectContaining({ name: 'Ferries' })]),
      sourcePublishedAt: '2026-11-20T08:30:00.000Z',
      externalIds: [{ scheme: 'ninjs', value: item.guid }],
    });
  });

  it('tells what is not kept, each with its place', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    await givenByline(house, { name: 'Jane Doe' });
    const [result] = await send(desk, item);
    const told = result!.notes.map(({ name, pointer, detail }) => `${name} ${pointer}: ${detail}`);
    expect(told).toEqual(
      expect.arrayContaining([
        'fieldDropped : No property of ninjs, and not kept: "priority", "extra".',
        'fieldDropped /associations/featuremedia/priority: No property of ninjs, and not kept: "priority".',
        'fieldDropped /authors: Of authors name and role are kept, not "biography", "jobtitle".',
        'referenceDropped /source: There is no agency "Harbour News" here.',
        'referenceDropped /authors/1: There is no byline "Paul Photo" here.',
        'referenceDropped /service/0: There is no section "World" here.',
        'referenceDropped : No topic here is called "Sport", "Europe", "ferries", "harbour", "archaeology".',
        'pictureDropped /associations/featuremedia: A picture is not here and not shown, upload it: tag:wire.example:2026:p1 (caption: "A ferry.", headline: "Ferry", copyrightHolder: "Harbour News", usageTerms: "Editorial use only.", by: "Paul Photo", file: "https://wire.example/p1.jpg")',
      ]),
    );
  });

  it('is an update of the story from which it evolved, and a package is its stories', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'chief');
    const { associations: _, ...plain } = item;
    const [first] = await send(desk, plain);
    const guid = `${item.guid}2`;
    const [second] = await send(desk, {
      ...{ guid: 'urn:package', type: 'composite', headline: 'The day', byline: 'A. Editor' },
      associations: { main: { ...plain, guid, evolvedfrom: item.guid } },
    });
    expect(second).toMatchObject({ outcome: 'created', uri: guid });
    expect(second!.notes[0]).toMatchObject({
      detail: 'It comes in a package, of which is not kept: "headline", "byline".',
    });
    expect((await desk.read(second!.article!)).related).toMatchObject([
      { relation: 'supersedes', article: { id: first!.article } },
    ]);
  });
});
