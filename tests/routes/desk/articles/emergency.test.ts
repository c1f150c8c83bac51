import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { actionsOn } from '../../../support/at-desk.ts';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';
import { onPostgres } from '../../../support/postgres.ts';

const told = { reason: 'The source is in danger.', notice: 'This story was removed.' };

/** An original and its translations: French is live, German a draft. */
async function group(furnishing = {}) {
  const house = await openHouse({ seed: 'none', ...furnishing });
  const chief = await deskOf(house, 'chief');
  const { id: original } = await chief.create({ headline: 'Source', locale: 'en' });
  await chief.act(original, 'publish', {});
  async function translate(locale: string): Promise<string> {
    return (await chief.act(original, 'translate', { locale, headline: `Source ${locale}` })).json().id;
  }
  const [french, german] = [await translate('fr'), await translate('de')];
  await chief.act(french, 'publish', {});
  return { house, chief, original, french, german };
}

async function statesOf(desk: Awaited<ReturnType<typeof deskOf>>, ...ids: string[]) {
  return Promise.all(ids.map(async (id) => (await desk.read(id)).publication.state));
}

describe('kill and withdraw with translations', () => {
  it('kills every translation, also what is not public, whichever of them is named', async () => {
    const { house, chief, original, french, german } = await group();
    const before = await chief.act(french, 'kill?dryRun=true', { ...told, translations: true });
    expect([before.statusCode, before.json().stillLive]).toEqual([200, undefined]);
    expect(await statesOf(chief, original, french, german)).toEqual(['live', 'live', 'none']);
    const answer = await chief.act(french, 'kill', { ...told, translations: true });
    expect([answer.statusCode, answer.json().stillLive]).toEqual([200, undefined]);
    expect(await statesOf(chief, original, french, german)).toEqual(['killed', 'killed', 'killed']);
    for (const id of [original, french, german])
      expect((await actionsOn(house, id)).at(-1)).toBe('article.killed');
    for (const id of [original, french]) {
      const gone = await house.client.get(`/v1/articles/${id}`);
      expect([gone.statusCode, gone.json().tombstone]).toMatchObject([410, { notice: told.notice }]);
    }
    expect((await house.client.get(`/v1/articles/${german}`)).statusCode).toBe(404);
  });

  it('withdraws those that are live, and leaves the others', async () => {
    const { house, chief, original, french, german } = await group();
    const answer = await chief.act(original, 'withdraw', { ...told, translations: true });
    expect([answer.statusCode, answer.json().stillLive]).toEqual([200, undefined]);
    expect(await statesOf(chief, original, french, german)).toEqual(['withdrawn', 'withdrawn', 'none']);
    expect((await house.client.get('/v1/articles')).json().data).toEqual([]);
  });

  it('leaves translations without it, and says which are live', async () => {
    const { chief, original, french, german } = await group();
    const answer = await chief.act(original, 'kill', told);
    expect(answer.json().stillLive).toMatchObject([{ id: french }]);
    expect(await statesOf(chief, french, german)).toEqual(['live', 'none']);
  });

  it('proposes every kill where two are needed, and the second person does them all', async () => {
    const { house, chief, original, french, german } = await group({ killNeedsTwo: true });
    await chief.act(german, 'kill', told);
    await chief.act(original, 'kill', { ...told, translations: true });
    expect(await statesOf(chief, original, french, german)).toEqual(['live', 'live', 'none']);
    for (const id of [original, french, german]) expect((await chief.read(id)).killProposed).toBeDefined();
    const other = await deskOf(house, 'chief');
    await other.act(original, 'kill', { ...told, translations: true });
    expect(await statesOf(chief, original, french, german)).toEqual(['killed', 'killed', 'killed']);
  });

  it('is refused whole where one is refused', async () => {
    const { chief, original, french } = await group();
    const body = { ...told, translations: true, substitute: french };
    expect((await chief.act(original, 'kill', body)).statusCode).toBe(422);
    expect(await statesOf(chief, original, french)).toEqual(['live', 'live']);
  });
});

describe('a kill of a story under embargo', () => {
  it('leaves its embargo to its translations, which it holds for', async () => {
    const house = await openHouse({ seed: 'none' });
    const chief = await deskOf(house, 'chief');
    const until = '2026-11-30T12:00:00.000Z';
    const { id: original } = await chief.create({ headline: 'Source', embargoUntil: until });
    const linked = [];
    for (const locale of ['de', 'fr'])
      linked.push((await chief.create({ headline: locale, locale, translationOf: original })).id);
    await chief.act(original, 'kill', told);
    expect((await chief.read(original)).embargoUntil).toBeUndefined();
    for (const id of linked)
      expect((await chief.act(id, 'publish', {})).json()).toMatchObject({
        status: 409,
        detail: expect.stringContaining(until),
      });
    const [heir] = linked;
    expect((await chief.read(heir!)).embargoUntil).toBe(until);
    expect(await actionsOn(house, heir!)).toContain('article.embargoed');
    expect((await chief.act(heir!, 'break-embargo', { reason: 'It is out.' })).statusCode).toBe(200);
    for (const id of linked) expect((await chief.act(id, 'publish', {})).statusCode).toBe(200);
  });

  it('leaves it to a deleted one where there is no other, so that it cannot come back without', async () => {
    const house = await openHouse({ seed: 'none' });
    const chief = await deskOf(house, 'chief');
    const { id: original } = await chief.create({ headline: 'One', embargoUntil: '2026-11-30T12:00:00Z' });
    const { id } = await chief.create({ headline: 'Eins', locale: 'de', translationOf: original });
    await chief.send('DELETE', `/articles/${id}`, { etag: (await chief.read(id)).etag });
    await chief.act(original, 'kill', told);
    expect((await chief.act(id, 'undelete')).statusCode).toBe(200);
    expect((await chief.act(id, 'publish', {})).statusCode).toBe(409);
  });
});

describe('the answer of kill and withdraw', () => {
  it.each(['kill', 'withdraw'])('names the duplicates of every story of the group (%s)', async (taken) => {
    const { chief, original, french } = await group();
    const [one, two] = [
      (await chief.act(original, 'duplicate')).json().id,
      (await chief.act(french, 'duplicate')).json().id,
    ];
    const answer = await chief.act(original, taken, { ...told, translations: true });
    expect(
      answer
        .json()
        .duplicates.map(({ id }: { id: string }) => id)
        .toSorted(),
    ).toEqual([one, two].toSorted());
    const alone = await chief.act(one, 'publish', {});
    expect(alone.statusCode).toBe(200);
  });

  it.each(['kill', 'withdraw'])('names duplicates, in a dry run as well (%s)', async (taken) => {
    const { house, chief, original } = await group();
    const copy = (await chief.act(original, 'duplicate')).json<{ id: string }>().id;
    const copyOfCopy = (await chief.act(copy, 'duplicate')).json<{ id: string }>().id;
    await chief.act(copy, 'publish', {});
    const dry = await chief.act(copy, `${taken}?dryRun=true`, told);
    const named = [{ id: original }, { id: copyOfCopy }];
    expect(dry.json().duplicates).toMatchObject(named);
    expect((await chief.act(copy, taken, told)).json().duplicates).toMatchObject(named);
    await chief.act(copyOfCopy, 'kill', told);
    expect((await chief.read(copy)).duplicates).toMatchObject([{ id: original }]);
    if (onPostgres) return;
    const raw = new BetterSqlite3(house.file, { readonly: true });
    onTestFinished(() => void raw.close());
    const plan = raw.prepare<[string], { detail: string }>(
      `EXPLAIN QUERY PLAN SELECT subject FROM events WHERE data ->> 'duplicated' = ?`,
    );
    expect(plan.all('x').map(({ detail }) => detail)).toEqual([
      expect.stringContaining('USING INDEX events_by_duplicated'),
    ]);
  });
});

describe('If-Match: *', () => {
  it('kills whatever anybody saved since, and is for nothing else', async () => {
    const { chief, original } = await group();
    for (const action of ['withdraw', 'unpublish', 'kill']) {
      const answer = await chief.send('POST', `/articles/${original}/${action}`, {
        etag: '*',
        body: action === 'unpublish' ? { reason: told.reason } : told,
      });
      expect(answer.statusCode, action).toBe(action === 'kill' ? 200 : 400);
    }
    expect(await statesOf(chief, original)).toEqual(['killed']);
    // Not even to say something else of it.
    const amend = { etag: '*', body: { reason: told.reason, notice: null } };
    expect((await chief.send('POST', `/articles/${original}/amend-notice`, amend)).statusCode).toBe(400);
  });

  it('asks no more of the database for more of them', async () => {
    const { house, chief, original } = await group();
    await chief.act(original, 'withdraw', told);
    await chief.act(original, 'duplicate');
    async function asked(): Promise<number> {
      house.queries.length = 0;
      await chief.read(original);
      return house.queries.length;
    }
    const before = await asked();
    for (let more = 0; more < 2; more += 1) await chief.act(original, 'duplicate');
    expect((await chief.read(original)).duplicates).toHaveLength(3);
    expect(await asked()).toBe(before);
  });
});
