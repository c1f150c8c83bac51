import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import { deskOf } from '../../support/desk.ts';
import { givenAgency, givenByline, givenPicture, givenSection, givenTopic } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';

const bodyHtml = `<h2>What is known</h2><p>The ferry <b>is back</b>, <a href="https://elsewhere.example/a?b=1&amp;c=2">they say</a>: 4 &lt; 5 &amp;amp; more.</p>
<blockquote>It floats.</blockquote><ul><li>One</li><li>Two</li></ul>
<table><tr><th>Day</th><th>Boats</th></tr><tr><td>Monday</td><td>3</td></tr></table>
<p>It cost <s>40</s> 14; 10<sup>6</sup> and CO<sub>2</sub>, <i>in</i> <u>all</u>.</p><ol start="3"><li>Three</li></ol><hr><pre>a  b
 c</pre><iframe src="https://www.youtube.com/watch?v=abc" title="A film"></iframe>`;

/** A newsroom with a story that has everything a story can have. */
async function givenRichStory() {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'admin');
  const agency = await givenAgency(house, { name: 'Harbour News', url: 'https://harbour.example/' });
  const relay = await givenAgency(house, { name: 'Relay (RLY)' });
  const world = await givenSection(house, { name: 'World' });
  const bylines = [
    { byline: await givenByline(house, { name: 'José Ortega y Gasset' }), role: 'author', place: 'Kobe' },
    { byline: await givenByline(house, { name: 'Procter & Gamble Newsroom' }), role: 'author' },
    { byline: await givenByline(house, { name: 'Ann Editor' }), role: 'editor' },
    { byline: await givenByline(house, { name: 'Paul Photo' }), role: 'photographer' },
  ] as const;
  const { id } = await desk.create({
    ...{
      headline: 'Fish &amp; Chips',
      kicker: 'Sea',
      standfirst: 'How to write &lt;b&gt;.',
      slugline: 'FERRY',
    },
    headlines: { short: 'Fish', seo: 'Fish and chips', social: 'Fish!' },
    ...{
      kind: 'analysis',
      locale: 'en-GB',
      urgency: 4,
      edNote: 'To readers.',
      creditLine: 'HN/RLY',
      bodyHtml,
    },
    dateline: { text: 'KOBE, Japan', place: 'Kobe', date: '2026-11-19' },
    bylines: [...bylines],
    agency,
    attributions: [
      { role: 'firstReport', agency: relay, via: agency },
      { role: 'relayed', agency: relay, description: 'people at the quay', reason: 'not to be named' },
      { role: 'anonymousSource', description: 'a sailor', reason: 'feared for his place', via: relay },
      { role: 'noComment', name: 'The Harbour (Office)' },
    ],
    section: await givenSection(house, { name: 'Asia', parent: world }),
    topics: [await givenTopic(house, { name: 'Ferries & Boats' })],
    subjects: [{ code: 'medtop:20000640', name: 'summit' }],
    related: [{ relation: 'background', url: 'https://elsewhere.example/x', title: 'Elsewhere' }],
    rights: { holder: 'Harbour News', notice: '© Harbour News', usageTerms: 'Ask first.' },
    canonicalUrl: 'https://harbour.example/ferry',
    externalIds: [{ scheme: 'planning', value: 'F1' }],
    leadMedia: { media: await givenPicture(house, picture) },
  });
  expect((await desk.act(id, 'publish', {})).statusCode).toBe(200);
  return { house, id };
}

const picture = {
  creditLine: 'Paul Photo/HN',
  creators: [{ name: 'Paul Photo' }],
  rights: { holder: 'Paul Photo', notice: '© Paul Photo', usageTerms: 'No archive.' },
};

/** The item without what names the item of this house, and how new it is. */
function withoutIdentity({ uri: _, altIds, versionCreated: __, infoSources, associations, ...item }: any) {
  return {
    ...item,
    altIds: altIds.filter(({ role }: any) => !['dateline', 'url', 'ninjs'].includes(role)),
    // Records are numbered anew in each house.
    infoSources: infoSources.map(({ literal: ___, uri: ____, ...source }: any) => source),
    associations: associations.filter(({ type }: any) => type === 'text'),
  };
}

describe('a story that goes from one house to another', () => {
  it('is the same document there, but for its pictures, of which all is told', async () => {
    const { house: from, id } = await givenRichStory();
    const sent = (await from.client.get(`/v1/articles/${id}/ninjs`)).json();
    const to = await openHouse({ seed: 'none' });
    const desk = await deskOf(to, 'admin');
    const answer = await desk.send('POST', '/imports?publish=true&createRecords=true', { body: sent });
    const [result] = answer.json<ImportReport>().results;
    expect(result, answer.body).toMatchObject({ outcome: 'created', published: true });
    const back = (await to.client.get(`/v1/articles/${result!.article}/ninjs`)).json();
    expect(withoutIdentity(back)).toEqual(withoutIdentity(sent));
    expect(back.altIds).toEqual(expect.arrayContaining([{ role: 'ninjs', value: sent.uri }]));
    const told = result!.notes.filter(({ name }) => name !== 'recordCreated');
    expect(told.map(({ name, pointer, detail }) => `${name} ${pointer} ${detail}`)).toEqual([
      expect.stringMatching(
        /^pictureDropped \/associations\/0 .*caption: "A lectern\.", alt text: "A grey lectern\.", creditLine: "Paul Photo\/HN", copyrightHolder: "Paul Photo", copyrightNotice: "© Paul Photo", usageTerms: "No archive\.", by: "Paul Photo"/,
      ),
    ]);
    const again = await desk.send('POST', '/imports?publish=true&createRecords=true', { body: sent });
    expect(again.json<ImportReport>().results).toMatchObject([{ outcome: 'unchanged' }]);
  });

  it('tells in which section it stands there, where that has another parent', async () => {
    const { house: from, id } = await givenRichStory();
    const sent = (await from.client.get(`/v1/articles/${id}/ninjs`)).json();
    const to = await openHouse({ seed: 'none' });
    await givenSection(to, { name: 'World' });
    await givenSection(to, { name: 'Asia' });
    const answer = await (await deskOf(to, 'chief')).send('POST', '/imports', { body: sent });
    expect(answer.json<ImportReport>().results[0]!.notes).toContainEqual({
      name: 'fieldChanged',
      detail: 'The section "Asia" is in another one here.',
      pointer: expect.stringMatching(/^\/subjects\/\d+$/),
    });
  });

  it('is cancelled there, once a list says that it was removed', async () => {
    const { house: from, id } = await givenRichStory();
    const to = await openHouse({ seed: 'none' });
    const desk = await deskOf(to, 'admin');
    const sent = (await from.client.get('/feeds/ninjs.json')).json();
    await desk.send('POST', '/imports', { body: sent });
    await (await deskOf(from, 'chief')).act(id, 'kill', { reason: 'False.', notice: 'It was false.' });
    const list = (await from.client.get('/feeds/ninjs.json')).json();
    const answer = await desk.send('POST', '/imports', { body: list });
    const [result] = answer.json<ImportReport>().results;
    expect(result).toMatchObject({ outcome: 'cancelled', errors: [] });
    expect(result!.notes.map(({ detail }) => detail)).toEqual([
      'Its source says: "It was false."',
      expect.stringContaining(
        'Its source cancelled it: nothing of it may be used, unless the desk lifts that.',
      ),
    ]);
  });

  it('keeps blocks of every kind; a gallery comes apart, and that is told', async () => {
    const [from, to] = [await openHouse({ seed: 'none' }), await openHouse({ seed: 'none' })];
    const [desk, other] = [await deskOf(from, 'admin'), await deskOf(to, 'admin')];
    const media = await givenPicture(from);
    const { id } = await desk.create({
      body: [
        {
          ...{ _type: 'embed', url: 'https://www.youtube.com/watch?v=abc', provider: 'You "Tube"' },
          ...{ title: 'A <film>', caption: 'This & that' },
        },
        { _type: 'note', text: 'A note.', kind: 'background' },
        {
          _type: 'table',
          caption: 'Boats',
          header: true,
          rows: [
            ['Day', 'Boats'],
            ['Monday', '3'],
          ],
        },
        { _type: 'block', style: 'h3', children: [{ _type: 'span', text: 'An end' }] },
        { _type: 'gallery', items: [{ _type: 'image', media, caption: 'One' }] },
      ],
    });
    await desk.act(id, 'publish', {});
    const sent = (await from.client.get(`/v1/articles/${id}/ninjs`)).json();
    const answer = await other.send('POST', '/imports?publish=true', { body: sent });
    const [result] = answer.json<ImportReport>().results;
    const back = (await to.client.get(`/v1/articles/${result!.article}/ninjs`)).json();
    const [before] = sent.bodies[0].value.split('<figure><figure>');
    expect(back.bodies[0].value).toBe(before);
    expect(result!.notes).toMatchObject([
      { name: 'formattingDropped', pointer: '/bodies/0/value' },
      { name: 'pictureDropped', pointer: '/associations/0', detail: expect.stringContaining('"One"') },
    ]);
  });
});
