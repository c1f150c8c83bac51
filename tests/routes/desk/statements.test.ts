import { describe, expect, it } from 'vitest';
import { atDesk } from '../../support/at-desk.ts';
import { deskOf } from '../../support/desk.ts';
import {
  givenAgency,
  givenByline,
  givenPicture,
  givenSection,
  givenStory,
  givenTopic,
} from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';

/** A story that names one thing of every kind, through a day at the desk: the statements of each request. */
async function aDay(): Promise<Record<string, string[]>> {
  const house = await openHouse({ seed: 'none' });
  const editor = await atDesk(house, 'editor');
  const chief = await atDesk(house, 'chief');
  // The first use of a key is noted after its answer; whatever is written next waits for that.
  for (const desk of [editor, chief]) await desk.get('/v1/desk/me');
  const story = {
    headline: 'Night buses run until dawn',
    bodyText: 'The night buses are to run until dawn.',
    agency: await givenAgency(house),
    bylines: [{ byline: await givenByline(house), role: 'author' }],
    section: await givenSection(house),
    topics: [await givenTopic(house)],
    leadMedia: { media: await givenPicture(house) },
    related: [{ relation: 'background', article: await givenStory(house, { headline: 'Buses' }) }],
  };
  const asked: Record<string, string[]> = {};
  let url = '/v1/desk/articles';
  let etag = '';
  async function count(name: string, request: () => ReturnType<typeof editor.get>) {
    house.queries.length = 0;
    const answer = await request();
    expect([name, answer.statusCode]).toEqual([name, name === 'create' ? 201 : 200]);
    asked[name] = [...house.queries];
    etag = String(answer.headers['etag']);
    return answer;
  }

  const { id } = (await count('create', () => editor.post(url, story))).json<{ id: string }>();
  url = `${url}/${id}`;
  await count('read', () => editor.get(url));
  await count('read by another', () => chief.get(url));
  await count('change', () => editor.patch(url, etag, { kicker: 'Transport' }));
  await count('change nothing', () => editor.patch(url, etag, { kicker: 'Transport' }));
  await count('change what it names', () => editor.patch(url, etag, { topics: [], leadMedia: null }));
  await editor.patch(url, etag, { topics: story.topics, leadMedia: story.leadMedia }).then((answer) => {
    etag = String(answer.headers['etag']);
  });
  await count('publish', () => editor.post(`${url}/publish`, {}, { 'if-match': etag }));
  const change = { kind: 'editorsNote', text: 'New.' };
  await count('publish again', () => editor.post(`${url}/publish`, { change }, { 'if-match': etag }));
  await count('read live', () => editor.get(url));
  return asked;
}

/**
 * How many statements each request may cost. Whoever needs one more raises a number here and says why. One of each but
 * `create` asks for the embargoes of the other translations, which hold for every story of a group. Publishing again clears the
 * links of subjects. Publishing looks for the stories, pictures and alerts that it touches, and writes a change for each of them.
 */
const most: Record<string, number> = {
  create: 16,
  read: 15,
  'read by another': 15,
  change: 20,
  'change nothing': 15,
  'change what it names': 20,
  publish: 31,
  'publish again': 38,
  'read live': 14,
};

describe('the desk', () => {
  it('asks the database no oftener than it needs', async () => {
    const asked = await aDay();
    expect(Object.keys(asked)).toEqual(Object.keys(most));
    for (const [name, statements] of Object.entries(asked)) {
      expect(statements.length, `${name}:\n${statements.join('\n')}`).toBeLessThanOrEqual(most[name]!);
    }
  });

  it('takes a story back with no more questions where other stories have scheduled copies', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    async function withdraw(): Promise<number> {
      const { id } = await desk.create();
      await desk.act(id, 'publish', {});
      const { etag } = await desk.read(id);
      house.queries.length = 0;
      const body = { reason: 'Doubts.', notice: 'Under review.' };
      expect((await desk.send('POST', `/articles/${id}/withdraw`, { etag, body })).statusCode).toBe(200);
      return house.queries.length;
    }
    await withdraw();
    const alone = await withdraw();
    const other = await desk.create();
    for (let nth = 0; nth < 3; nth += 1) {
      const { id } = (await desk.act(other.id, 'duplicate', {})).json<{ id: string }>();
      const scheduled = await desk.act(id, 'schedule', { at: '2026-12-01T00:00:00Z' });
      expect(scheduled.statusCode).toBe(200);
    }
    expect(await withdraw()).toBe(alone);
  });

  it('builds none of its questions anew', async () => {
    const asked = Object.values(await aDay()).flat();
    // The place of a value in a prepared question is written with a plus.
    const bare = asked.filter((sql) => /^(select|delete)/.test(sql) && /[^+]\?/.test(sql));
    expect(bare).toEqual([]);
  });
});
