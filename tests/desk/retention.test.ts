import { describe, expect, it } from 'vitest';
import { system } from '../../src/access/system.ts';
import { createRetentionJob } from '../../src/desk/retention/job.ts';
import { record } from '../../src/foundation/events/record.ts';
import { publicRevisionOf, eventsOn } from '../support/at-desk.ts';
import { deskOf, type Desk } from '../support/desk.ts';
import { openHouse, type House } from '../support/house.ts';

async function atWork({ keepDays = 30, limit = 200 } = {}) {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'editor');
  const kept = { keepDays, keepChangesDays: 30 };
  const step = createRetentionJob({ ...house, ...kept, actor: system, isSteady: async () => true, limit });
  /** A story with that many versions, all saved now. */
  async function written(count: number): Promise<string> {
    const { id } = await desk.create({ headline: 'Version 1' });
    for (let version = 2; version <= count; version += 1)
      await desk.patch(id, { headline: `Version ${version}` });
    return id;
  }
  async function thinned(id: string): Promise<number[]> {
    const { data } = (await desk.send('GET', `/articles/${id}/versions?limit=100`)).json();
    return data
      .flatMap((one: any) => (one.thinned ? [one.version] : []))
      .sort((a: number, b: number) => a - b);
  }
  function later(days: number, ms = 0): void {
    house.clock.advance(days * 86_400_000 + ms);
  }
  return { house, desk, step, written, thinned, later };
}

/** A story of a wire that the desk has edited, so that the wire's next versions wait. */
async function editedWireStory(house: House, desk: Desk) {
  const wire = await deskOf(house, 'editor');
  function send(sourceVersion: number) {
    const body = { headline: `Version ${sourceVersion}`, sourceVersion };
    return wire.send('PUT', '/external-ids/wire/42', { body });
  }
  const { id } = (await send(1)).json<{ id: string }>();
  await desk.patch(id, { kicker: 'Edited' });
  return { id, wire, send };
}

describe('retention', () => {
  it('lets go of old drafts’ text, and keeps the newest and all that ever went out', async () => {
    const { house, desk, step, written, thinned, later } = await atWork();
    const id = await written(3);
    await desk.act(id, 'publish', {});
    await desk.patch(id, { headline: 'Version 4' });
    await desk.patch(id, { headline: 'Version 5' });
    await desk.act(id, 'publish', { change: { kind: 'update', text: 'More.' } });
    await desk.act(id, 'unpublish', { reason: 'Too early.' });
    await desk.patch(id, { headline: 'Version 6' });
    await desk.patch(id, { headline: 'Version 7' });
    later(30);
    await step();
    expect(await thinned(id)).toEqual([]);
    later(0, 3_600_000);
    const revision = await publicRevisionOf(house);
    await step();
    expect(await thinned(id)).toEqual([1, 2, 4, 6]);
    expect(await publicRevisionOf(house)).toBe(revision);
    expect((await eventsOn(house, id))[0]).toMatchObject({
      action: 'article.thinned',
      data: { versions: [1, 2, 4, 6] },
    });
  });

  it('lets go of what sources sent, but not of what waits and of what they cancelled', async () => {
    const { house, desk, step, later } = await atWork();
    const { wire, send } = await editedWireStory(house, desk);
    for (const version of [2, 3]) expect((await send(version)).statusCode).toBe(202);
    const canceled = { uri: 'tag:1', type: 'text', pubStatus: 'canceled', headlines: [{ value: 'H' }] };
    await wire.send('POST', '/imports', { body: canceled });
    async function kept() {
      const { data } = (await desk.send('GET', '/incoming')).json();
      return data.map((one: any) => [one.state, one.thinned ?? false]);
    }
    later(30);
    await step();
    expect(await kept()).toEqual([
      ['cancelled', false],
      ['waiting', false],
      ['superseded', false],
      ['applied', false],
    ]);
    later(0, 3_600_000);
    await step();
    expect(await kept()).toEqual([
      ['cancelled', false],
      ['waiting', false],
      ['superseded', true],
      ['applied', false],
    ]);
    const old = (await desk.send('GET', '/incoming?state=superseded')).json().data[0];
    const whole = (await desk.send('GET', `/incoming/${old.id}`)).json();
    expect([whole.thinned, whole.content, whole.headline]).toEqual([true, undefined, 'Version 2']);
    const again = await wire.send('POST', '/imports', { body: { ...canceled, pubStatus: 'usable' } });
    expect(again.json().results[0].outcome).toBe('refused');
  });

  // What was accepted is there still, as the version that it became.
  it.each([
    ['accept', 'accepted', 'Version 2'],
    ['dismiss', 'dismissed', undefined],
  ])('lets go of what sources sent and the desk decided: %s', async (how, state, left) => {
    const { house, desk, step, later } = await atWork();
    const { id, send } = await editedWireStory(house, desk);
    const record = (await send(2)).json();
    const { etag } = await desk.read(id);
    const body = how === 'accept' ? {} : { reason: 'We have it.' };
    const decided = await desk.send('POST', `/incoming/${record.id}/${how}`, { etag, body });
    expect(decided.statusCode, decided.body).toBe(200);
    async function thinned() {
      const one = (await desk.send('GET', `/incoming/${record.id}`)).json();
      return [one.state, one.thinned ?? false, one.content?.headline];
    }
    later(30);
    await step();
    expect(await thinned()).toEqual([state, false, 'Version 2']);
    later(0, 3_600_000);
    await step();
    expect(await thinned()).toEqual([state, true, left]);
  });

  it('leaves numbers without gaps, and says of what is gone that it is', async () => {
    const { desk, step, written, later } = await atWork();
    const id = await written(3);
    const { etag } = await desk.read(id);
    later(31);
    await step();
    const { data } = (await desk.send('GET', `/articles/${id}/versions`)).json();
    expect(data.map((one: any) => [one.version, one.thinned, one.by.name])).toEqual([
      [3, undefined, "A test's editor"],
      [2, true, "A test's editor"],
      [1, true, "A test's editor"],
    ]);
    for (const path of ['versions/2', 'diff?from=2', 'diff?from=3&to=1'])
      expect([path, (await desk.send('GET', `/articles/${id}/${path}`)).statusCode]).toEqual([path, 410]);
    expect((await desk.act(id, 'versions/1/restore')).json()).toMatchObject({ status: 410, version: 1 });
    const diff = (await desk.send('GET', `/articles/${id}/diff`)).json();
    expect([diff.from, diff.to.version]).toEqual([undefined, 3]);
    expect((await desk.read(id)).etag).toBe(etag);
    expect((await desk.patch(id, { headline: 'Version 4' })).json().copy.version).toBe(4);
  });

  it.each(['article.approved', 'article.scheduled', 'article.previewed'])(
    'keeps a version that %s names',
    async (action) => {
      const { house, step, written, thinned, later } = await atWork();
      const id = await written(4);
      await house.play((work) => record(work, { action, subject: id, toVersion: 2 }));
      later(31);
      await step();
      expect(await thinned(id)).toEqual([1, 3]);
    },
  );

  it('goes in small steps to the end, then rests for an hour', async () => {
    const { house, step, written, thinned, later } = await atWork({ limit: 2 });
    const [one, two] = [await written(4), await written(2)];
    later(31);
    await step();
    expect((await thinned(one)).length + (await thinned(two)).length).toBe(2);
    for (let turn = 0; turn < 4; turn += 1) await step();
    expect([await thinned(one), await thinned(two)]).toEqual([[1, 2, 3], [1]]);
    const three = await written(2);
    later(31);
    house.clock.advance(-31 * 86_400_000 + 3_599_999);
    house.queries.length = 0;
    await step();
    expect(house.queries).toEqual([]);
    later(31);
    for (let turn = 0; turn < 3; turn += 1) await step();
    expect(await thinned(three)).toEqual([1]);
  });

  it('writes nothing where there is nothing to thin', async () => {
    const { house, step, written, later } = await atWork();
    const id = await written(1);
    later(31);
    // What else waits to be written, such as when a key was last used.
    await house.play(async () => {});
    house.queries.length = 0;
    await step();
    expect(house.queries.filter((sql) => /^(begin immediate|update|insert)/i.test(sql))).toEqual([]);
    expect((await eventsOn(house, id)).map(({ action }) => action)).toEqual(['article.created']);
  });
});
