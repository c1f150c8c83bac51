import { describe, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { mergeRecord } from '../../../src/library/records/merge.ts';
import { surrogateKeyOf } from '../../../src/foundation/http/answer/surrogate-keys.ts';
import { bylineType } from '../../../src/library/bylines/record-type.ts';
import { actionsOn, atDesk, publicRevisionOf, eventsOn, changesOn } from '../../support/at-desk.ts';
import { deskOf } from '../../support/desk.ts';
import { givenAgency, givenByline, givenPicture, givenStory, givenTopic } from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';

/** Two of each kind, and a story that names all of them. */
async function furnished() {
  const house = await openHouse({ seed: 'none' });
  const [oldAgency, newAgency] = [
    await givenAgency(house, { name: 'Old Wire' }),
    await givenAgency(house, { name: 'New Wire' }),
  ];
  const [oldByline, newByline] = [
    await givenByline(house, { name: 'J. Doe', agency: oldAgency }),
    await givenByline(house, { name: 'Jane Doe' }),
  ];
  const [oldTopic, newTopic] = [
    await givenTopic(house, { name: 'Nato' }),
    await givenTopic(house, { name: 'Alliance' }),
  ];
  const picture = await givenPicture(house, { agency: oldAgency });
  const story = await givenStory(house, {
    headline: 'A story',
    agency: oldAgency,
    attributions: [{ role: 'supplier', agency: oldAgency, via: oldAgency }],
    bylines: [
      { byline: oldByline, role: 'author' },
      { byline: newByline, role: 'author' },
      { byline: oldByline, role: 'editor' },
    ],
    topics: [oldTopic, newTopic],
    leadMedia: { media: picture },
  });
  const chief = await atDesk(house, 'chief');
  async function merge(plural: string, from: string, into: string) {
    const { etag } = (await chief.get(`/v1/desk/${plural}/${from}`)).json();
    return chief.post(`/v1/desk/${plural}/${from}/merge`, { into }, { 'if-match': etag });
  }
  const ids = { oldAgency, newAgency, oldByline, newByline, oldTopic, newTopic };
  return { house, chief, merge, picture, story, ...ids };
}

async function listed(house: House, query: string): Promise<string[]> {
  const { data } = (await house.client.get(`/v1/articles?${query}`)).json<{ data: { id: string }[] }>();
  return data.map(({ id }) => id);
}

describe('merging', () => {
  it('makes one byline of two: the story shows it once in each role, and lists by either name find it', async () => {
    const { house, merge, story, oldByline, newByline } = await furnished();
    const only = await givenStory(house, {
      headline: 'Two',
      bylines: [{ byline: oldByline, role: 'author' }],
    });
    house.clock.advance(60_000);
    const before = await publicRevisionOf(house);
    const answer = await merge('bylines', oldByline, 'jane-doe');
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      expect.objectContaining({ id: newByline, name: 'Jane Doe', etag: '"r2"' }),
    ]);
    expect(await publicRevisionOf(house)).toBe(before + 2);
    const shown = await house.client.get(`/v1/articles/${story}`);
    expect(shown.json().bylines).toMatchObject([
      { role: 'author', byline: { id: newByline, name: 'Jane Doe' } },
      { role: 'editor', byline: { id: newByline } },
    ]);
    expect(shown.headers['last-modified']).toBe('Mon, 23 Nov 2026 12:01:00 GMT');
    for (const name of ['jane-doe', newByline, 'j-doe', oldByline, `j-doe,jane-doe`])
      expect((await listed(house, `byline=${name}`)).sort(), name).toEqual([only, story].sort());
    const { total } = (await house.client.get('/v1/articles?byline=jane-doe&count=true')).json().page;
    expect(total).toBe(2);
    expect((await house.client.get('/v1/articles')).json().data[1].bylines).toHaveLength(2);
    expect((await house.client.get('/v1/bylines')).json().data).toMatchObject([{ id: newByline }]);
  });

  it('makes one agency of two, in stories, attributions, bylines and pictures', async () => {
    const { house, chief, merge, picture, story, oldAgency, newAgency, oldByline } = await furnished();
    expect((await merge('agencies', oldAgency, newAgency)).statusCode).toBe(200);
    const everything = `/v1/articles/${story}?include=profiles,renditions`;
    const shown = (await house.client.get(everything)).json();
    expect(shown.agency).toMatchObject({ id: newAgency, name: 'New Wire' });
    expect(shown.attributions).toMatchObject([{ agency: { id: newAgency }, via: { id: newAgency } }]);
    expect(shown.leadMedia.agency).toMatchObject({ id: newAgency });
    expect(shown.bylines[0].byline.agency).toMatchObject({ id: newAgency });
    expect(JSON.stringify(shown)).not.toContain(oldAgency);
    expect(await listed(house, 'agency=new-wire')).toEqual([story]);
    expect((await chief.get(`/v1/desk/bylines/${oldByline}`)).json()).toMatchObject({
      agency: { id: newAgency },
      etag: '"r2"',
    });
    expect((await chief.get(`/v1/desk/media/${picture}`)).json().agency.id).toBe(newAgency);
  });

  it('makes one topic of two', async () => {
    const { house, merge, story, oldTopic, newTopic } = await furnished();
    expect((await merge('topics', oldTopic, newTopic)).statusCode).toBe(200);
    expect((await house.client.get(`/v1/articles/${story}`)).json().topics).toMatchObject([{ id: newTopic }]);
    for (const name of ['nato', 'alliance', oldTopic])
      expect(await listed(house, `topic=${name}`)).toEqual([story]);
  });

  it('lets the one that is left take a name of the other, and give it up again', async () => {
    const { house, chief, merge, oldByline, newByline } = await furnished();
    await merge('bylines', oldByline, newByline);
    await chief.patch(`/v1/desk/bylines/${newByline}`, '"r2"', { slug: 'j-doe' });
    expect((await house.client.get('/v1/bylines/j-doe')).json().id).toBe(newByline);
    await chief.patch(`/v1/desk/bylines/${newByline}`, '"r3"', { slug: 'jane-doe' });
    expect((await house.client.get('/v1/bylines/j-doe')).headers.location).toBe('/v1/bylines/jane-doe');
  });

  it('leads on from the former address, slug or id, through any number of merges', async () => {
    const { house, chief, merge, oldByline, newByline } = await furnished();
    await chief.patch(`/v1/desk/bylines/${oldByline}`, '"r1"', { slug: 'john-doe' });
    const last = await givenByline(house, { name: 'Jane D. Doe' });
    await merge('bylines', oldByline, newByline);
    await merge('bylines', newByline, last);
    for (const name of ['j-doe', 'john-doe', 'jane-doe', oldByline, newByline]) {
      const moved = await house.client.get(`/v1/bylines/${name}`);
      expect([name, moved.statusCode, moved.headers.location]).toEqual([name, 301, '/v1/bylines/jane-d-doe']);
      expect((await chief.get(`/v1/desk/bylines/${name}`)).json().id).toBe(last);
    }
    expect(
      (await chief.post('/v1/desk/bylines', { name: 'J', slug: 'j-doe', kind: 'person' })).statusCode,
    ).toBe(409);
    await chief.patch(`/v1/desk/bylines/${last}?confirm=true`, '"r2"', { hidden: true });
    for (const name of ['j-doe', oldByline]) {
      expect((await house.client.get(`/v1/bylines/${name}`)).statusCode).toBe(404);
      expect((await house.client.get(`/v1/articles?byline=${name}`)).json().data).toEqual([]);
    }
  });

  it('leaves versions as they were saved, and reads them so: a patch that changes nothing makes none', async () => {
    const { house, merge, oldByline, newByline, oldAgency, newAgency } = await furnished();
    const desk = await deskOf(house, 'editor');
    const { id, etag } = await desk.create({
      bylines: [{ byline: oldByline, role: 'author' }],
      agency: oldAgency,
    });
    await merge('bylines', oldByline, newByline);
    await merge('agencies', oldAgency, newAgency);
    expect(await desk.read(id)).toMatchObject({
      bylines: [{ byline: { id: newByline } }],
      agency: { id: newAgency },
      etag,
    });
    expect((await desk.patch(id, { headline: 'A story' })).json().copy.version).toBe(1);
    expect((await desk.send('GET', `/articles/${id}/versions/1`)).json().bylines).toMatchObject([
      { byline: { id: newByline } },
    ]);
    const [row] = await house.database.read(async (db) =>
      db
        .select({ held: sql<string>`content` })
        .from(sql`article_versions`)
        .where(sql`article_id = ${id}`),
    );
    expect(row!.held).toContain(oldByline);
    await desk.patch(id, { bylines: [], agency: null });
    expect((await desk.act(id, 'versions/1/restore')).json()).toMatchObject({
      bylines: [{ byline: { id: newByline } }],
      agency: { id: newAgency },
    });
    const input = { bylines: [{ byline: 'j-doe', role: 'author' as const }], agency: oldAgency };
    expect(await desk.create(input)).toMatchObject({
      bylines: [{ byline: { id: newByline } }],
      agency: { id: newAgency },
    });
    expect((await desk.act(id, 'publish', {})).json().publication.state).toBe('live');
  });

  it('counts the stories of the one that is gone as uses of the other', async () => {
    const { house, chief, merge, story, oldTopic, newTopic } = await furnished();
    const other = await givenTopic(house, { name: 'Third' });
    const named = await givenStory(house, { headline: 'Two', topics: [oldTopic] });
    await merge('topics', oldTopic, other);
    const refused = await chief.delete(`/v1/desk/topics/${other}`, '"r2"');
    expect(refused.statusCode).toBe(409);
    expect(
      refused
        .json()
        .usedBy.map(({ id }: { id: string }) => id)
        .sort(),
    ).toEqual([named, story].sort());
    expect((await chief.delete(`/v1/desk/topics/${newTopic}`, '"r1"')).statusCode).toBe(409);
  });

  it('is in use while a copy names what it was, and no longer when the copy does not', async () => {
    const { house, merge, oldTopic, newTopic, oldAgency } = await furnished();
    const desk = await deskOf(house, 'chief');
    const { id } = await desk.create({ topics: [oldTopic], agency: oldAgency });
    const [into] = [await givenTopic(house, { name: 'Into' })];
    await merge('topics', oldTopic, into);
    await desk.patch(id, { kicker: 'What it names is as it was' });
    expect((await desk.send('DELETE', `/topics/${into}`, { etag: '"r2"' })).statusCode).toBe(409);
    await desk.patch(id, { topics: [newTopic] });
    // The story that was published names it still.
    const { usedBy } = (await desk.send('DELETE', `/topics/${into}`, { etag: '"r2"' })).json();
    expect(usedBy.map((use: { id: string }) => use.id)).not.toContain(id);
  });

  it('forgets what was merged into one that is deleted', async () => {
    const { house, chief, merge } = await furnished();
    const [a, b] = [await givenTopic(house, { name: 'A' }), await givenTopic(house, { name: 'B' })];
    await merge('topics', a, b);
    expect((await chief.delete(`/v1/desk/topics/${b}`, '"r2"')).statusCode).toBe(204);
    for (const name of [a, 'a']) expect((await house.client.get(`/v1/topics/${name}`)).statusCode).toBe(404);
  });

  it('is on record, with all that the one that is gone held', async () => {
    const { house, merge, oldTopic, newTopic } = await furnished();
    await merge('topics', oldTopic, newTopic);
    expect(await actionsOn(house, oldTopic)).toEqual(['topic.created', 'topic.merged']);
    expect((await eventsOn(house, oldTopic))[0]).toMatchObject({
      data: { into: newTopic, name: 'Nato', slug: 'nato', formerSlugs: [] },
    });
    expect((await changesOn(house, oldTopic)).at(-1)).toMatchObject({
      ...{ kind: 'topic', action: 'removed', state: 'consolidated' },
      keys: [surrogateKeyOf(oldTopic), 'topics', 'search', 'many'],
    });
  });

  it('names the stories that change, and lets a hidden one be replaced there only when that is confirmed', async () => {
    const { chief, merge, story, oldTopic, newTopic, oldByline, newByline } = await furnished();
    const stories = [{ id: story, slug: 'a-story', headline: 'A story', state: 'live' }];
    expect((await merge('bylines', oldByline, newByline)).json()).toMatchObject({ stories, storiesTotal: 1 });
    await chief.patch(`/v1/desk/topics/${oldTopic}?confirm=true`, '"r1"', { hidden: true });
    const refused = await merge('topics', oldTopic, newTopic);
    expect([refused.statusCode, refused.json()]).toEqual([409, expect.objectContaining({ stories })]);
    const merged = await chief.post(
      `/v1/desk/topics/${oldTopic}/merge?confirm=true`,
      { into: newTopic },
      { 'if-match': '"r2"' },
    );
    expect([merged.statusCode, merged.json()]).toEqual([200, expect.objectContaining({ stories })]);
  });

  it('refuses itself, what is hidden, what was merged, and what is not there', async () => {
    const { house, chief, merge, oldByline, newByline } = await furnished();
    const third = await givenByline(house, { name: 'Third' });
    const hidden = await givenByline(house, { name: 'Hidden', hidden: true });
    await merge('bylines', oldByline, newByline);
    for (const [into, status, detail] of [
      [third, 422, 'into names the same byline'],
      [hidden, 422, 'into names a byline that is hidden: show it first'],
      [oldByline, 422, `into was itself merged, into ${newByline}: name that`],
      ['nobody', 422, 'There is no byline "nobody".'],
    ] as const) {
      const answer = await merge('bylines', third, into);
      expect([answer.statusCode, answer.json().errors]).toEqual([status, [{ pointer: '/into', detail }]]);
    }
    const body = { into: newByline };
    expect((await chief.post(`/v1/desk/bylines/${third}/merge`, body)).statusCode).toBe(428);
    expect(
      (await chief.post(`/v1/desk/bylines/${third}/merge`, body, { 'if-match': '"r7"' })).statusCode,
    ).toBe(412);
    expect((await chief.post('/v1/desk/bylines/nobody/merge', body, { 'if-match': '"r1"' })).statusCode).toBe(
      404,
    );
    expect(await actionsOn(house, third)).toEqual(['byline.created']);
  });

  it('refuses an editor, and keeps nothing of a dry run', async () => {
    const { house, chief, oldTopic, newTopic } = await furnished();
    const editor = await atDesk(house, 'editor');
    const [url, match] = [`/v1/desk/topics/${oldTopic}/merge`, { 'if-match': '"r1"' }];
    expect((await editor.post(url, { into: newTopic }, match)).statusCode).toBe(403);
    expect((await chief.post(`${url}?dryRun=true`, { into: newTopic }, match)).statusCode).toBe(200);
    expect((await house.client.get(`/v1/topics/${oldTopic}`)).statusCode).toBe(200);
  });

  it('costs the same however many stories name the one that goes', async () => {
    const { house, oldByline, newByline } = await furnished();
    const third = await givenByline(house, { name: 'Third' });
    async function statements(from: string): Promise<number> {
      house.queries.length = 0;
      await house.play((work) => mergeRecord(work, bylineType, from, newByline));
      return house.queries.length;
    }
    for (let n = 0; n < 5; n += 1)
      await givenStory(house, { headline: `Story ${n}`, bylines: [{ byline: oldByline, role: 'author' }] });
    expect(await statements(oldByline)).toBe(await statements(third));
  });
});
