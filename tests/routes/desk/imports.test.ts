import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import { atDesk, eventsOn } from '../../support/at-desk.ts';
import { deskOf, detailsOf, type Desk } from '../../support/desk.ts';
import {
  givenAgency,
  givenByline,
  givenPicture,
  givenSection,
  givenStory,
  givenTopic,
} from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { urnOf } from '../../../src/foundation/ids.ts';
import { inventory } from './inventory.ts';

const item = {
  uri: 'tag:wire.example,2026:1',
  type: 'text',
  version: '1',
  firstCreated: '2026-11-20T08:00:00Z',
  versionCreated: '2026-11-20T09:00:00Z',
  language: 'en',
  headlines: [{ role: 'main', value: 'Ferry Returns' }],
  bodies: [{ role: 'main', contentType: 'text/html', value: '<p>The ferry <b>is back</b>.</p>' }],
};

async function send(desk: Desk, body: unknown, query = ''): Promise<ImportReport> {
  const answer = await desk.send('POST', `/imports${query}`, { body });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<ImportReport>();
}

/** The one result of the one item that was sent. */
async function sendOne(desk: Desk, body: unknown, query = '') {
  const { results } = await send(desk, body, query);
  expect(results).toHaveLength(1);
  return results[0]!;
}

async function emptyDesk(role: 'editor' | 'chief' | 'admin' = 'chief') {
  const house = await openHouse({ seed: 'none' });
  return { house, desk: await deskOf(house, role) };
}

describe('POST /v1/desk/imports', () => {
  it('saves what came as a draft, and says what became of it', async () => {
    const { house, desk } = await emptyDesk();
    const result = await sendOne(desk, item);
    expect(result).toEqual({
      ...{ index: 0, uri: item.uri, headline: 'Ferry Returns', read: 'ninjs 3.x, by its shape' },
      ...{ outcome: 'created', published: false, article: expect.any(String), version: 1 },
      incoming: expect.any(String),
      ...{ notes: [], errors: [] },
    });
    expect(await desk.read(result.article!)).toMatchObject({
      headline: 'Ferry Returns',
      publication: { state: 'none' },
      externalIds: [{ scheme: 'ninjs', value: item.uri }],
      body: [{ children: [{ text: 'The ferry ' }, { text: 'is back', marks: ['strong'] }, { text: '.' }] }],
    });
    expect((await house.client.get(`/v1/articles/${result.article}`)).statusCode).toBe(404);
    expect(await eventsOn(house, result.article!)).toMatchObject([
      { action: 'article.created', data: { externalId: `ninjs:${item.uri}`, sourceVersion: 1 } },
    ]);
  });

  it('changes nothing when the same comes again, and makes a version of what is new', async () => {
    const { house, desk } = await emptyDesk();
    const rich = {
      ...item,
      by: 'Jane Doe',
      altIds: [{ role: 'desk', value: 'F1' }],
      located: 'Sampleville',
      urgency: 3,
    };
    const { article } = await sendOne(desk, rich);
    const before = await inventory(house);
    expect(await sendOne(desk, rich)).toMatchObject({ outcome: 'unchanged', article, version: 1 });
    expect(await inventory(house)).toEqual(before);
    const next = { ...rich, version: '2', slugline: 'FERRY' };
    expect(await sendOne(desk, next)).toMatchObject({ outcome: 'updated', article, version: 2 });
    expect(await sendOne(desk, rich)).toMatchObject({
      outcome: 'refused',
      errors: [{ pointer: '/version', detail: 'The source sent a newer version of this story before.' }],
    });
    expect((await desk.read(article!)).slugline).toBe('FERRY');
  });

  it('counts by the time of the version where versions are no numbers', async () => {
    const { desk } = await emptyDesk();
    const { version: _, ...timed } = item;
    await sendOne(desk, timed);
    expect(
      await sendOne(desk, { ...timed, versionCreated: '2026-11-20T08:30:00Z', slugline: 'S' }),
    ).toMatchObject({
      outcome: 'refused',
    });
    expect(
      await sendOne(desk, { ...timed, versionCreated: '2026-11-20 10:00:00Z', slugline: 'S' }),
    ).toMatchObject({
      outcome: 'updated',
    });
  });

  it('names everything that is wrong with an item, where it stands, and lets no other suffer for it', async () => {
    const { house, desk } = await emptyDesk();
    const wrong = {
      ...item,
      uri: 'tag:wire.example,2026:2',
      copyrightholder: 'x'.repeat(301),
      embargoed: 'tomorrow',
      pubstatus: 'perhaps',
      headlines: undefined,
    };
    const report = await send(desk, [
      wrong,
      item,
      'words',
      { uri: 'tag:v', type: 'video' },
      { ...item, uri: 7 },
    ]);
    expect(report.totals).toMatchObject({ items: 5, created: 1, refused: 4 });
    expect(report.results.map(({ index, outcome }) => [index, outcome])).toEqual([
      [0, 'refused'],
      [1, 'created'],
      [2, 'refused'],
      [3, 'refused'],
      [4, 'refused'],
    ]);
    const pointers = report.results.map(({ errors }) => errors.map(({ pointer }) => pointer).sort());
    expect(pointers).toEqual([
      ['/copyrightholder', '/embargoed', '/headlines', '/pubstatus'],
      [],
      [''],
      ['/type'],
      ['/uri'],
    ]);
    expect(report.results[3]!.errors[0]!.detail).toBe('This is a video, which is not kept here.');
    expect((await inventory(house))['articles']).toBe(1);
  });

  it('keeps nothing of a dry run, and says the same', async () => {
    const { house, desk } = await emptyDesk('admin');
    const items = [
      item,
      { ...item, uri: 'tag:2', by: 'Jane Doe', subjects: [{ name: 'Ferries' }] },
      { uri: 'tag:3' },
    ];
    const before = await inventory(house);
    const query = '?createRecords=true&publish=true';
    const dry = await send(desk, items, `${query}&dryRun=true`);
    expect(await inventory(house)).toEqual(before);
    expect(dry.dryRun).toBe(true);
    const real = await send(desk, items, query);
    expect(real.totals).toEqual(dry.totals);
    expect(real.results.map(({ article: _, version: __, incoming: ___, ...rest }) => rest)).toEqual(
      dry.results,
    );
    expect(real.totals).toMatchObject({ created: 2, refused: 1, published: 2 });
  });

  it('takes the newest of several versions of a story, in whatever order they come', async () => {
    const { desk } = await emptyDesk();
    const items = [
      { ...item, version: '2', slugline: 'SECOND' },
      { ...item, version: '3', slugline: 'THIRD' },
      { ...item, version: '1', slugline: 'FIRST' },
    ];
    for (const outcome of ['created', 'unchanged']) {
      const { results } = await send(desk, items);
      expect(results.map((one) => one.outcome)).toEqual(['superseded', outcome, 'superseded']);
      expect(detailsOf(results[0]!.notes)).toEqual(['A newer version of it is in the same import: item 2.']);
      expect((await desk.read(results[1]!.article!)).slugline).toBe('THIRD');
    }
  });

  it('takes the stories of one of our own lists, one by one', async () => {
    const { desk } = await emptyDesk();
    const list = {
      standard: { name: 'ninjs', version: '3.1' },
      uri: 'urn:list',
      type: 'composite',
      associations: [
        { name: 'a', ...item },
        { name: 'b', ...item, uri: 'tag:2' },
      ],
    };
    const { results } = await send(desk, list);
    expect(results.map(({ read, outcome }) => [read, outcome])).toEqual([
      ['ninjs 3.1', 'created'],
      ['ninjs 3.1', 'created'],
    ]);
  });

  it('links stories of one import with each other, whichever comes first', async () => {
    const { house, desk } = await emptyDesk();
    const original = { ...item, altIds: [{ role: 'url', value: 'https://wire.example/ferry' }] };
    const translation = {
      ...item,
      uri: 'tag:wire.example,2026:ja',
      language: 'ja',
      headlines: [{ value: 'フェリー' }],
      bodies: [{ contentType: 'text/html', value: '<p><a href="https://wire.example/ferry">戻る</a></p>' }],
      associations: [
        { name: 'a', uri: item.uri, type: 'text', rel: 'translationOf' },
        { name: 'b', uri: 'tag:elsewhere', type: 'text', rel: 'background' },
      ],
    };
    const { results } = await send(desk, [translation, original], '?publish=true');
    const [ja, en] = results;
    expect(await desk.read(ja!.article!)).toMatchObject({
      translationOf: { id: en!.article },
      body: [{ markDefs: [{ _type: 'articleLink', article: en!.article }] }],
    });
    expect(detailsOf(ja!.notes)).toEqual([
      'Another story is not here, and not named as background: tag:elsewhere.',
    ]);
    const story = (await house.client.get(`/v1/articles/${en!.article}`)).json();
    expect(story.availableLocales).toEqual(['en', 'ja']);
  });
});

describe('publishing what is imported', () => {
  it('dates it as its source did, with the scope for that, and today without', async () => {
    const { house, desk } = await emptyDesk();
    const dated = await sendOne(desk, item, '?publish=true');
    expect(dated).toMatchObject({ published: true, notes: [] });
    const { publishedAt } = (await house.client.get(`/v1/articles/${dated.article}`)).json();
    expect(publishedAt).toBe('2026-11-20T08:00:00.000Z');
    const editor = await deskOf(house, 'editor');
    const today = await sendOne(editor, { ...item, uri: 'tag:2' }, '?publish=true');
    expect(detailsOf(today.notes)).toEqual([
      'It is dated today and not 2026-11-20T08:00:00.000Z: that needs the scope articles:backdate.',
    ]);
    const other = (await house.client.get(`/v1/articles/${today.article}`)).json();
    expect(other.publishedAt).toBe('2026-11-23T12:00:00.000Z');
  });

  it('leaves a draft what something stands in the way of, and says what', async () => {
    const { house, desk } = await emptyDesk();
    const { bodies: _, ...textless } = item;
    const embargoed = { ...item, uri: 'tag:2', embargoedUntil: '2026-12-01T00:00:00+01:00' };
    const { results } = await send(desk, [textless, embargoed], '?publish=true');
    expect(results).toMatchObject([
      {
        outcome: 'created',
        published: false,
        notes: [{ detail: 'It has no text.' }, { detail: 'Not published: The story has no text.' }],
      },
      {
        ...{ outcome: 'created', published: false },
        notes: [{ detail: 'Not published: This story is under embargo until 2026-11-30T23:00:00.000Z.' }],
      },
    ]);
    expect((await desk.read(results[1]!.article!)).embargoUntil).toBe('2026-11-30T23:00:00.000Z');
    expect((await house.client.get('/v1/articles')).json().data).toEqual([]);
  });

  it('publishes a draft that came before, once', async () => {
    const { desk } = await emptyDesk();
    await sendOne(desk, item);
    expect(await sendOne(desk, item, '?publish=true')).toMatchObject({
      outcome: 'unchanged',
      published: true,
    });
    expect(await sendOne(desk, item, '?publish=true')).toMatchObject({
      ...{ outcome: 'unchanged', published: false },
      notes: [],
    });
  });

  it('publishes a change only with a word for readers', async () => {
    const { house, desk } = await emptyDesk();
    const { article } = await sendOne(desk, item, '?publish=true');
    const next = { ...item, version: '2', slugline: 'FERRY' };
    const waiting = await sendOne(desk, next, '?publish=true');
    expect(waiting).toMatchObject({ outcome: 'updated', published: false });
    expect(waiting.notes[0]!.detail).toMatch(/^Not published: it is live already/);
    const out = await sendOne(desk, next, `?publish=true&change=${encodeURIComponent('More is known.')}`);
    expect(out).toMatchObject({ outcome: 'unchanged', published: true });
    expect((await house.client.get(`/v1/articles/${article}`)).json()).toMatchObject({
      slugline: 'FERRY',
      corrections: [{ kind: 'update', text: 'More is known.' }],
    });
  });

  it('puts nothing back that the desk took away', async () => {
    const { desk } = await emptyDesk();
    const { article } = await sendOne(desk, item, '?publish=true');
    await desk.act(article!, 'unpublish', { reason: 'Not yet.' });
    expect(detailsOf((await sendOne(desk, item, '?publish=true')).notes)).toEqual([
      'Not published: the desk took it back.',
    ]);
    await desk.act(article!, 'kill', { reason: 'False.', notice: 'It was false.' });
    expect(await sendOne(desk, { ...item, version: '2', slugline: 'S' }, '?publish=true')).toMatchObject({
      outcome: 'refused',
      errors: [{ detail: 'This story was killed, and nothing brings it back.' }],
    });
  });
});

describe('what a source takes back', () => {
  it('is not imported, and no story is taken away for it: the desk is told', async () => {
    const { desk } = await emptyDesk();
    const canceled = { ...item, version: '2', pubStatus: 'canceled' };
    expect(await sendOne(desk, { ...canceled, uri: 'tag:2' })).toMatchObject({
      outcome: 'cancelled',
      notes: [
        {
          pointer: '/pubStatus',
          detail: 'Its source cancelled it: nothing of it may be used, unless the desk lifts that.',
        },
      ],
    });
    const { article } = await sendOne(desk, item, '?publish=true');
    const [note] = (await sendOne(desk, canceled, '?publish=true')).notes;
    expect(note!.detail).toBe(
      `Its source cancelled it: nothing of it may be used, unless the desk lifts that. ${article} is live: kill, withdraw or unpublish it at the desk.`,
    );
    expect((await desk.read(article!)).publication.state).toBe('live');
  });

  it('stays a draft while it is withheld, the same again too', async () => {
    const { desk } = await emptyDesk();
    const withheld = { ...item, pubStatus: 'withheld' };
    for (const outcome of ['created', 'unchanged'])
      expect(await sendOne(desk, withheld, '?publish=true')).toMatchObject({
        ...{ outcome, published: false },
        notes: [{ detail: 'Its source withholds it: it stays a draft.' }],
      });
    await sendOne(desk, item, '?publish=true');
    const later = await sendOne(desk, { ...withheld, version: '2' });
    expect(later).toMatchObject({
      outcome: 'waiting',
      notes: [
        {
          detail: `Its source withholds it, and the story is live. It waits for the desk: ${later.incoming}.`,
        },
      ],
    });
  });

  it('takes no text away with an excerpt', async () => {
    const { desk } = await emptyDesk();
    await sendOne(desk, item);
    const { bodies: _, ...rest } = item;
    expect(await sendOne(desk, { ...rest, version: '2', representationType: 'partial' })).toMatchObject({
      outcome: 'waiting',
      notes: [
        { name: 'textMissing' },
        { name: 'waiting' },
        { name: 'textPartial', pointer: '/representationType' },
      ],
    });
  });
});

describe('what the desk has written', () => {
  it('is not overwritten, not even by whoever wrote it', async () => {
    const { house, desk } = await emptyDesk();
    const { article } = await sendOne(desk, item);
    await desk.patch(article!, { kicker: 'By hand' });
    const next = { ...item, version: '2', slugline: 'FERRY' };
    for (const one of [desk, await deskOf(house, 'editor')])
      expect(await sendOne(one, next)).toMatchObject({
        outcome: 'waiting',
        notes: [{ detail: expect.stringMatching(/has edited this story since/) }],
      });
    expect((await desk.read(article!)).kicker).toBe('By hand');
  });

  it('is only what was written by hand: several people may import one story in turn', async () => {
    const { house, desk } = await emptyDesk();
    await sendOne(desk, item);
    const editor = await deskOf(house, 'editor');
    for (const [version, one] of [editor, desk, editor].entries())
      expect(
        await sendOne(one, { ...item, version: String(version + 2), slugline: `S${version}` }),
      ).toMatchObject({
        outcome: 'updated',
        version: version + 2,
      });
  });

  it('is no story of another source when it comes back', async () => {
    const { house, desk } = await emptyDesk();
    const id = await givenStory(house, { headline: 'Ours' });
    const own = (await house.client.get(`/v1/articles/${id}/ninjs`)).json();
    expect(own.uri).toBe(urnOf(id));
    expect(await sendOne(desk, own)).toMatchObject({
      outcome: 'refused',
      errors: [
        { pointer: '/uri', detail: `This is a story of this newsroom, ${id}: change it at the desk.` },
      ],
    });
  });

  it('never becomes public by a note from newsroom to newsroom', async () => {
    const { house, desk } = await emptyDesk();
    const { article } = await sendOne(desk, { ...item, edNote: 'TURKEY OUT' }, '?publish=true');
    expect((await desk.read(article!)).deskNote).toBe('TURKEY OUT');
    expect((await house.client.get(`/v1/articles/${article}`)).body).not.toContain('TURKEY OUT');
  });
});

describe('what an imported story names', () => {
  const named = {
    ...item,
    by: 'By Jane Doe and John Roe',
    infoSources: [
      { name: 'Harbour News', role: 'supplier', uri: 'https://harbour.example/' },
      { name: 'Kyodo', role: 'firstReport' },
      { name: 'a harbour official', role: 'anonymousSource' },
      { name: 'Somebody', role: 'editor' },
    ],
    subjects: [
      { uri: 'http://cv.iptc.org/newscodes/mediatopic/20000640', name: 'summit' },
      { literal: 'medtop:20000639' },
      { rel: 'section', name: 'World', literal: 'world' },
      { name: 'Ferries' },
    ],
    people: [{ name: 'Ada Harbour' }],
  };

  it('is matched to what is here by its name', async () => {
    const { house, desk } = await emptyDesk();
    await givenAgency(house, { name: 'Harbour News' });
    await givenAgency(house, { name: 'KYODO' });
    await givenByline(house, { name: 'jane doe' });
    await givenSection(house, { name: 'World' });
    await givenTopic(house, { name: 'Ada Harbour' });
    const { article, notes } = await sendOne(desk, named);
    const story = await desk.read(article!);
    expect(story).toMatchObject({
      agency: { name: 'Harbour News' },
      bylines: [],
      bylineText: 'By Jane Doe and John Roe',
      attributions: [
        { role: 'firstReport', agency: { name: 'KYODO' } },
        { role: 'anonymousSource', description: 'a harbour official' },
      ],
      section: { name: 'World' },
      topics: [{ name: 'Ada Harbour' }],
      subjects: [{ code: 'medtop:20000640', name: 'summit' }, { code: 'medtop:20000639' }],
    });
    expect(detailsOf(notes)).toEqual([
      'Sources in other roles are not kept: "editor: Somebody".',
      '"By Jane Doe and John Roe" is one byline as printed: only known names are told apart.',
      'No topic here is called "Ferries".',
    ]);
  });

  it('is told of where it is not here, keeps its credit, and makes nothing by itself', async () => {
    const { house, desk } = await emptyDesk();
    const before = await inventory(house);
    const { article, notes } = await sendOne(desk, named);
    expect(await desk.read(article!)).toMatchObject({ creditLine: 'Harbour News', bylines: [], topics: [] });
    expect(detailsOf(notes).slice(1)).toEqual([
      'There is no agency "Harbour News" here.',
      '"By Jane Doe and John Roe" is one byline as printed: only known names are told apart.',
      'There is no section "World" here.',
      'No topic here is called "Ferries", "Ada Harbour".',
    ]);
    const { bylines, topics, agencies, sections } = await inventory(house);
    expect({ bylines, topics, agencies, sections }).toEqual({
      bylines: before['bylines'],
      topics: before['topics'],
      agencies: before['agencies'],
      sections: before['sections'],
    });
  });

  it('is made when that is asked for, as far as the key may', async () => {
    const { house, desk } = await emptyDesk('admin');
    const { article } = await sendOne(desk, { ...named, by: 'By Jane Doe' }, '?createRecords=true');
    expect(await desk.read(article!)).toMatchObject({
      agency: { name: 'Harbour News', slug: 'harbour-news' },
      bylines: [{ byline: { name: 'Jane Doe' } }],
      section: { slug: 'world' },
      topics: [{ name: 'Ferries' }],
    });
    const editor = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const { notes } = await sendOne(editor, { ...named, by: 'By Jane Doe' }, '?createRecords=true');
    expect(detailsOf(notes)).toEqual(
      expect.arrayContaining([
        'There is no agency "Harbour News" here, and to make one needs the scope agencies:write.',
        'There is no section "World" here, and to make one needs the scope sections:write.',
        'The byline "Jane Doe" is new.',
        'The topic "Ferries" is new.',
      ]),
    );
    expect(await eventsOn(house, (await desk.read(article!)).agency!.id)).toMatchObject([
      { action: 'agency.created' },
    ]);
  });

  it('is not what is hidden', async () => {
    const { house, desk } = await emptyDesk();
    await givenAgency(house, { name: 'Harbour News', hidden: true });
    const { article, notes } = await sendOne(desk, named);
    expect((await desk.read(article!)).agency).toBeUndefined();
    expect(detailsOf(notes)).toContain('The agency "Harbour News" is hidden, and not named.');
  });

  it('shows the pictures that are here, and fetches none', async () => {
    const { house, desk } = await emptyDesk();
    const media = await givenPicture(house);
    const { article, notes } = await sendOne(desk, {
      ...item,
      bodies: [
        {
          contentType: 'text/html',
          value: `<p>One.</p><img src="https://old.example/media/${media}/md.jpg"><img src="https://old.example/media/media_01g4q22g00epn9j77xa3hcy7rk/md.jpg"><img src="https://elsewhere.example/a.jpg"><script>x</script>`,
        },
      ],
      associations: [
        {
          ...{ name: 'main', uri: urnOf(media), type: 'picture' },
          descriptions: [{ role: 'caption', value: 'Another caption.' }],
        },
        {
          ...{ name: 'two', uri: 'tag:wire.example,2026:picture', type: 'picture' },
          descriptions: [
            { role: 'caption', value: 'A ferry.' },
            { role: 'altText', value: 'A white ferry.' },
          ],
          renditions: [{ name: 'main', href: 'http://169.254.169.254/latest/meta-data' }],
        },
      ],
    });
    const story = await desk.read(article!);
    expect(story.leadMedia).toMatchObject({ media, caption: 'Another caption.' });
    expect(story.body!.filter(({ _type }) => _type === 'image')).toMatchObject([{ media }]);
    expect(detailsOf(notes)).toEqual([
      'A story cannot show <script>.',
      'The picture "https://elsewhere.example/a.jpg" is not here: upload it, if you may show it.',
      'A picture is not here and not shown, upload it: tag:wire.example,2026:picture (caption: "A ferry.", alt text: "A white ferry.", file: "http://169.254.169.254/latest/meta-data")',
      'Pictures in the text are not here, and left out.',
    ]);
  });

  it('keeps its ids elsewhere, but for what is the id of another story', async () => {
    const { desk } = await emptyDesk();
    const shared = [
      { role: 'transref', value: 'A100' },
      { role: 'etag', value: 'changes' },
    ];
    const first = await sendOne(desk, { ...item, altids: { transref: 'A100', etag: 'changes', number: 7 } });
    expect((await desk.read(first.article!)).externalIds).toEqual([
      { scheme: 'ninjs', value: item.uri },
      { scheme: 'transref', value: 'A100' },
      { scheme: 'number', value: '7' },
    ]);
    const second = await sendOne(desk, { ...item, uri: 'tag:2', altIds: shared });
    expect(second).toMatchObject({
      outcome: 'created',
      notes: [{ detail: 'Another story has the id transref:A100 already.' }],
    });
    const { altIds: _, ...without } = { ...item, altIds: shared };
    await sendOne(desk, { ...without, version: '2', slugline: 'S' });
    expect((await desk.read(first.article!)).externalIds).toHaveLength(3);
  });
});

describe('what an import is told of and cannot keep', () => {
  it('is in the notes, and no reason to refuse a story', async () => {
    const { desk } = await emptyDesk();
    const { notes, outcome } = await sendOne(desk, {
      ...item,
      urgency: 11,
      random: true,
      trustIndicators: [],
      genres: [{ name: 'Daybook' }],
      expires: '2026-12-01T00:00:00Z',
      rightsInfo: { langId: 'http://www.w3.org/ns/odrl/2/' },
      headlines: [
        ...item.headlines,
        { role: 'short', value: 'x'.repeat(121) },
        { role: 'print', value: 'F' },
      ],
      associations: [{ name: 'v', uri: 'tag:v', type: 'video', headlines: [{ value: 'A film' }] }],
    });
    expect(outcome).toBe('created');
    expect(detailsOf(notes)).toEqual([
      'Other headlines are not kept: "print: F".',
      'No kind of ours is meant by the genre "Daybook".',
      'Urgency goes from 1 to 9 in whole steps: 11 became 9.',
      expect.stringMatching(/^Its rights are told in a language for machines/),
      expect.stringMatching(/^Its source holds it for news until 2026-12-01/),
      'What goes with it is not kept: "video v: A film".',
      'short must have at most 120 characters: it is left out.',
      'A story has no place for "trustIndicators".',
      'No property of ninjs, and not kept: "random".',
    ]);
  });

  it('is no language: a story stays in its own', async () => {
    const { desk } = await emptyDesk();
    await sendOne(desk, item);
    expect(await sendOne(desk, { ...item, version: '2', language: 'fr' })).toMatchObject({
      outcome: 'refused',
      errors: [{ pointer: '/language' }],
    });
  });
});

describe('what an import refuses altogether', () => {
  it('refuses whoever may not import', async () => {
    const { house } = await emptyDesk();
    const reporter = await atDesk(house, 'reporter');
    expect((await reporter.post('/v1/desk/imports', item)).statusCode).toBe(403);
  });

  it('refuses what is no document, and more than it bears', async () => {
    const { desk } = await emptyDesk();
    const tooMany = Array.from({ length: 1001 }, () => ({}));
    for (const body of [
      '"words"',
      '7',
      'null',
      '[]',
      '{"a":',
      tooMany,
      '{"__proto__":{"x":1},"uri":"tag:1"}',
    ]) {
      const answer = await desk.send('POST', '/imports', {
        body,
        headers: { 'content-type': 'application/json' },
      });
      expect([400, 422], answer.body).toContain(answer.statusCode);
    }
    const list = { type: 'composite', associations: tooMany.map(() => ({ type: 'text', bodies: [] })) };
    expect((await desk.send('POST', '/imports', { body: list })).statusCode).toBe(400);
    const large = { ...item, edNote: 'x'.repeat(10 * 1024 * 1024) };
    expect((await desk.send('POST', '/imports', { body: large })).statusCode).toBe(413);
    expect((await desk.send('POST', '/imports?format=wxr', { body: item })).statusCode).toBe(400);
  });

  it('refuses a text that would keep the server busy', async () => {
    const { desk } = await emptyDesk();
    const deep = { ...item, bodies: undefined, body_html: `${'<b>'.repeat(501)}x` };
    expect(await sendOne(desk, deep)).toMatchObject({
      outcome: 'refused',
      errors: [
        {
          pointer: '/body_html',
          detail: expect.stringContaining('bodyHtml must not nest elements more than 500 deep: the limit is'),
        },
      ],
    });
  });

  it('refuses letters that no format carries, wherever they stand', async () => {
    const { house, desk } = await emptyDesk();
    for (const letters of ['a\u0000b', '\uD83D', '\uFFFF', '\u001b[31m'])
      for (const wrong of [
        { uri: letters },
        { headlines: [{ value: letters }] },
        { edNote: letters },
        { copyrightHolder: letters },
        { bodies: [{ contentType: 'text/plain', value: letters }] },
        { by: letters },
        { infoSources: [{ name: letters }] },
        { associations: [{ type: 'picture', descriptions: [{ value: letters }] }] },
      ])
        expect((await sendOne(desk, { ...item, ...wrong })).outcome, JSON.stringify(wrong)).toBe('refused');
    expect((await inventory(house))['articles']).toBe(0);
  });
});
