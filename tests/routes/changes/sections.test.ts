import { describe, expect, it } from 'vitest';
import type { Desk } from '../../support/desk.ts';
import { followStream } from '../../support/event-stream.ts';
import { givenSection, givenStory } from '../../support/given.ts';
import { openWithReceiver } from '../../support/webhooks.ts';

type Change = { kind: string; id: string; action: string };

async function change(desk: Desk, section: string, body: object): Promise<void> {
  const { headers } = await desk.send('GET', `/sections/${section}`);
  const etag = String(headers.etag);
  await desk.send('PATCH', `/sections/${section}?confirm=true`, { etag, body });
}

async function remove(desk: Desk, section: string): Promise<void> {
  const { headers } = await desk.send('GET', `/sections/${section}`);
  await desk.send('DELETE', `/sections/${section}`, { etag: String(headers.etag) });
}

/** A story below two sections, in a newsroom whose log is read after each of them. */
async function opened() {
  const { house, desk, add, received } = await openWithReceiver();
  const world = await givenSection(house, { name: 'World' });
  const asia = await givenSection(house, { name: 'Asia', parent: world });
  const japan = await givenSection(house, { name: 'Japan', parent: asia });
  const sport = await givenSection(house, { name: 'Sport' });
  const story = await givenStory(house, { section: japan });
  async function ask(query = ''): Promise<{ data: Change[]; page: { next: string } }> {
    return (await house.client.get(`/v1/changes?limit=100${query}`)).json();
  }
  const { next } = (await ask()).page;
  /** What followers of a section are told of the story, since it is there. */
  async function toldOf(section: string, after = next): Promise<string[]> {
    const { data } = await ask(`&after=${after}&section=${section}`);
    return data.filter(({ id }) => id === story).map(({ action }) => action);
  }
  return { house, desk, add, received, ask, next, toldOf, story, world, asia, japan, sport };
}

type Newsroom = Awaited<ReturnType<typeof opened>>;

const ends: [string, (newsroom: Newsroom) => Promise<unknown>][] = [
  ['is killed', ({ desk, story }) => desk.act(story, 'kill', { reason: 'Wrong.', notice: 'Gone.' })],
  ['is withdrawn', ({ desk, story }) => desk.act(story, 'withdraw', { reason: 'Wrong.', notice: 'Gone.' })],
  ['is unpublished', ({ desk, story }) => desk.act(story, 'unpublish', { reason: 'Too soon.' })],
  [
    'is moved',
    async ({ desk, story, sport }) => {
      await desk.patch(story, { section: sport });
      await desk.act(story, 'publish', { change: { kind: 'refile', text: 'It is sport.' } });
    },
  ],
];

const moves: [string, (newsroom: Newsroom) => Promise<unknown>][] = [
  ['its section is moved', ({ desk, japan, sport }) => change(desk, japan, { parent: sport })],
  ['its section gets to the top', ({ desk, japan }) => change(desk, japan, { parent: null })],
  ['its section is hidden', ({ desk, japan }) => change(desk, japan, { hidden: true })],
  ['the section above is moved', ({ desk, asia, sport }) => change(desk, asia, { parent: sport })],
  ['the section above is hidden', ({ desk, asia }) => change(desk, asia, { hidden: true })],
  [
    'both are moved',
    async ({ desk, asia, japan, sport }) => {
      await change(desk, japan, { parent: sport });
      await change(desk, asia, { parent: null });
    },
  ],
];

describe('who follows a section', () => {
  it.each(ends.flatMap(([what, end]) => moves.map(([then, move]) => ({ what, end, then, move }))))(
    'is told of a story that $what, also where $then before they ask',
    async ({ what, end, move }) => {
      const newsroom = await opened();
      const { house, world, asia, story, toldOf, add, received, next } = newsroom;
      await add({ sections: [world] });
      await end(newsroom);
      await move(newsroom);
      const first = what === 'is moved' ? 'upserted' : 'removed';
      for (const section of [world, asia]) expect((await toldOf(section))[0]).toBe(first);
      await house.tellWebhooks();
      expect(received.map(({ message }) => [message.type, message.data['id']])).toContainEqual([
        `article.${first}`,
        story,
      ]);
      const stream = await followStream(house, `/v1/stream?section=${world}&after=${next}`);
      expect(JSON.parse((await stream.next())!.data!)).toMatchObject({ id: story, action: first });
    },
  );

  it.each([...moves, ends.at(-1)!])(
    'is told that a story is public no longer, also where %s before',
    async (_, leave) => {
      const newsroom = await opened();
      const { house, desk, world, story, toldOf, add, received, next } = newsroom;
      await add({ sections: [world] });
      await leave(newsroom);
      await desk.act(story, 'kill', { reason: 'Wrong.', notice: 'Gone.' });
      expect((await toldOf(world)).at(-1)).toBe('removed');
      await house.tellWebhooks();
      expect(received.at(-1)!.message).toMatchObject({ type: 'article.removed', data: { id: story } });
      const stream = await followStream(house, `/v1/stream?section=${world}&after=${next}`);
      const seen = JSON.parse((await stream.next())!.data!) as Change;
      expect(seen).toMatchObject({ id: story, action: 'removed', state: 'killed', notice: 'Gone.' });
    },
  );

  it('is told so where the section is deleted before they ask', async () => {
    const newsroom = await opened();
    const { desk, japan, sport, story, world, toldOf } = newsroom;
    await desk.patch(story, { section: sport });
    await desk.act(story, 'publish', { change: { kind: 'refile', text: 'It is sport.' } });
    await remove(desk, japan);
    expect(await toldOf(world)).toEqual(['upserted']);
  });

  it('is told of each story when it is hidden, what becomes of them meanwhile, and when it is shown again', async () => {
    const { house, desk, world, ask, toldOf } = await opened();
    const other = await givenStory(house, { section: world });
    let { next } = (await ask()).page;
    await change(desk, world, { hidden: true });
    expect(await toldOf(world, next)).toEqual(['upserted']);
    await desk.act(other, 'kill', { reason: 'Wrong.', notice: 'Gone.' });
    const { data } = await ask(`&after=${next}&section=${world}`);
    expect(data.at(-1)).toMatchObject({ id: other, action: 'removed' });
    ({ next } = (await ask()).page);
    await change(desk, world, { hidden: false });
    expect(await toldOf(world, next)).toEqual(['upserted']);
    expect((await ask(`&after=${next}&section=${world}`)).data.map(({ id }) => id)).not.toContain(other);
  });

  it.each([
    ends.at(-1)!,
    ['its section is moved', ({ desk, japan, sport }: Newsroom) => change(desk, japan, { parent: sport })],
  ] as const)('is told of the corrections that come with a story, where %s', async (_, come) => {
    const newsroom = await opened();
    const { desk, story, sport, world, ask } = newsroom;
    await desk.patch(story, { standfirst: 'Put right.' });
    await desk.act(story, 'publish', { change: { kind: 'correction', text: 'We were wrong.' } });
    const { next } = (await ask()).page;
    await come(newsroom);
    for (const section of [sport, world]) {
      const { data } = await ask(`&after=${next}&section=${section}&kind=correction`);
      expect([section, data]).toMatchObject([section, [{ action: 'upserted', correction: {} }]]);
    }
  });

  it('is told nothing of what happens in a section after it has left', async () => {
    const { house, desk, ask, asia, japan, sport, world } = await opened();
    await change(desk, japan, { parent: sport });
    const { next } = (await ask()).page;
    const later = await givenStory(house, { section: japan });
    for (const section of [world, asia])
      expect((await ask(`&after=${next}&section=${section}`)).data).toEqual([]);
    expect((await ask(`&after=${next}&section=${sport}`)).data).toMatchObject([{ id: later }]);
  });
});
