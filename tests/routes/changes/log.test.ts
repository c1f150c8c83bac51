import { asc } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { system } from '../../../src/access/system.ts';
import { createRetentionJob } from '../../../src/desk/retention/job.ts';
import { changes } from '../../../src/foundation/changes/table.ts';
import { surrogateKeyOf } from '../../../src/foundation/http/answer/surrogate-keys.ts';
import { changesOn } from '../../support/at-desk.ts';
import { deskOf } from '../../support/desk.ts';
import { givenSection, givenStory } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';

type Page = {
  data: { kind: string; id: string; action: string; state?: string; material: boolean }[];
  page: { next: string };
};

async function opened() {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'admin');
  async function ask(query = ''): Promise<Page> {
    return (await house.client.get(`/v1/changes${query}`)).json<Page>();
  }
  const { next } = (await ask()).page;
  /** The changes since the house was opened. */
  async function since(query = ''): Promise<Page['data']> {
    return (await ask(`?after=${next}&limit=100${query}`)).data;
  }
  return { house, desk, ask, since };
}

function told({ data }: Page): unknown[] {
  return data.map(({ kind, id, action }) => [kind, id, action]);
}

describe('the log of changes', () => {
  it('goes on from the newest change that is too old, since nothing after it is dropped', async () => {
    const { house, desk, ask } = await opened();
    const kept = { keepDays: undefined, keepChangesDays: 30, limit: 2 };
    const step = createRetentionJob({ ...house, ...kept, actor: system, isSteady: async () => true });
    for (const headline of ['One', 'Two', 'Three', 'Four']) await givenStory(house, { headline });
    const { next } = (await ask()).page;
    house.clock.advance(31 * 86_400_000);
    const { id } = await desk.create({ headline: 'Five' });
    await desk.act(id, 'publish', {});
    for (let n = 0; n < 4; n += 1) await step();
    expect(told(await ask(`?after=${next}`))).toEqual([['article', id, 'upserted']]);
  });

  it('tells of what is removed where it was, wherever its draft is', async () => {
    const { house, desk, since } = await opened();
    const [world, asia] = [
      await givenSection(house, { name: 'World' }),
      await givenSection(house, { name: 'Asia' }),
    ];
    const { id } = await desk.create({ headline: 'Buses', section: world });
    await desk.act(id, 'publish', {});
    await desk.act(id, 'withdraw', { reason: 'Wrong.', notice: 'Wrong.' });
    await desk.patch(id, { section: asia });
    await desk.act(id, 'amend-notice', { reason: 'Wrong.', notice: 'Very wrong.' });
    await desk.act(id, 'kill', { reason: 'Forged.', notice: 'Gone.' });
    await desk.act(id, 'amend-notice', { reason: 'Wrong.', notice: 'Gone for good.' });
    const states = (await since(`&section=${world}`)).map(({ state }) => state);
    // What became public is gone by now.
    expect(states).toEqual(['killed', 'withdrawn', 'withdrawn', 'killed', 'killed']);
    expect(await since(`&section=${asia}`)).toEqual([]);
  });

  it('tells of each story that comes with a section, or leaves with it', async () => {
    const { house, desk, ask } = await opened();
    const [world, politics] = [
      await givenSection(house, { name: 'World' }),
      await givenSection(house, { name: 'Politics' }),
    ];
    const asia = await givenSection(house, { name: 'Asia', parent: politics });
    const japan = await givenSection(house, { name: 'Japan', parent: asia });
    const stories = [await givenStory(house, { section: asia }), await givenStory(house, { section: japan })];
    await givenStory(house, { section: world });
    const told = stories.map((id) => ({ kind: 'article', id, action: 'upserted', material: false }));
    async function change(changes: object, follower: string): Promise<Page['data']> {
      const { next } = (await ask()).page;
      const { headers } = await desk.send('GET', `/sections/${asia}`);
      await desk.send('PATCH', `/sections/${asia}?confirm=true`, {
        etag: String(headers.etag),
        body: changes,
      });
      return (await ask(`?after=${next}&section=${follower}`)).data;
    }
    expect(await change({ name: 'All of Asia' }, politics)).toEqual([]);
    expect(await change({ parent: world }, politics)).toMatchObject(told);
    expect(await change({ parent: politics }, politics)).toMatchObject(told);
    expect(await change({ parent: world }, world)).toMatchObject(told);
    expect(await change({ hidden: true }, world)).toMatchObject(told);
    expect(await change({ parent: politics }, world)).toEqual([]);
    expect(await change({ hidden: false }, politics)).toMatchObject(told);
    expect(await change({ parent: null }, politics)).toMatchObject(told);
    const rows = await house.database.read(async (db) => db.select().from(changes).orderBy(asc(changes.seq)));
    expect(rows.map(({ seq }) => seq - rows[0]!.seq)).toEqual([...rows.keys()]);
    for (const id of stories)
      expect((await changesOn(house, id)).at(-1)!.keys).toEqual([surrogateKeyOf(id), 'many']);
  });

  it.each(['withdraw', 'consolidate', 'expire', 'unpublish', 'a wrong clock'])(
    'tells of the corrections that come back with a story: %s',
    async (how) => {
      const { house, desk, ask } = await opened();
      const into = await givenStory(house, { headline: 'Trams' });
      const { id } = await desk.create({ headline: 'Buses' });
      await desk.act(id, 'publish', {});
      for (const kind of ['correction', 'refile', 'clarification'])
        await desk.act(id, 'publish', { change: { kind, text: kind, material: kind !== 'refile' } });
      async function publicIds(): Promise<string[]> {
        return (await house.client.get('/v1/corrections')).json<Page>().data.map((one) => one.id);
      }
      const [clarification, correction] = await publicIds();
      await desk.act(id, `corrections/${correction}/amend`, { text: 'Put right.', reason: 'Unclear.' });
      const { next } = (await ask()).page;
      const reason = 'Wrong.';
      const again: [string, object] = ['publish', { change: { kind: 'update', text: 'Again.' } }];
      const steps: Record<string, [string, object][]> = {
        withdraw: [
          ['withdraw', { reason, notice: reason }],
          [`corrections/${clarification}/retract`, { reason }],
          again,
        ],
        consolidate: [['consolidate', { reason, into }], again],
        expire: [['expire', { reason }], ['extend', { until: null }], again],
        unpublish: [
          ['unpublish', { reason }],
          ['publish', {}],
        ],
        'a wrong clock': [
          ['expire', { reason, at: '2026-11-23T13:00:00Z' }],
          ['extend', { until: null }],
        ],
      };
      const now = house.clock.now();
      for (const [action, body] of steps[how]!) {
        expect([action, (await desk.act(id, action, body)).statusCode]).toEqual([action, 200]);
        house.clock.set('2026-11-23T13:00:00Z');
        await house.client.get('/v1/articles');
        house.clock.set(now);
      }
      const copy = new Set<string>([correction!, clarification!]);
      for (const { kind, id: told, action } of (await ask(`?after=${next}`)).data)
        if (kind === 'article' && action === 'removed') copy.clear();
        else if (kind === 'correction') copy.add(told);
      expect([...copy].sort()).toEqual((await publicIds()).sort());
    },
  );
});
