import { setImmediate as nextTurn } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { expiries } from '../../../src/desk/release/expiries-due.ts';
import { scheduledPublications } from '../../../src/desk/release/schedules-due.ts';
import { scheduleArticle } from '../../../src/desk/release/schedule.ts';
import { openDueRunner } from '../../../src/main/due.ts';
import { openNewsroom } from '../../../src/main/newsroom.ts';
import { actionsOn, publicRevisionOf } from '../../support/at-desk.ts';
import { deskOf } from '../../support/desk.ts';
import { givenCopy, givenStory } from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';
import { onPostgres } from '../../support/postgres.ts';
import { settings } from '../../support/settings.ts';
import { wireTo } from '../../support/wire.ts';

const one = Date.parse('2026-11-23T13:00:00Z');

async function givenScheduled(house: House, headline: string, at = one): Promise<string> {
  const id = await givenCopy(house, { headline });
  await house.act(id, (work, story) => scheduleArticle(work, story, { at }));
  return id;
}

function published(house: House, id: string): Promise<string[]> {
  return actionsOn(house, id).then((actions) => actions.filter((action) => action === 'article.published'));
}

async function statusOf(house: House, id: string): Promise<number> {
  return (await house.client.get(`/v1/articles/${id}`)).statusCode;
}

async function countShown(house: House): Promise<number> {
  return (await house.client.get('/v1/articles?count=true')).json().page.total;
}

describe('a schedule', () => {
  it('that fell due while nobody was there is done once, before anybody is listened to', async () => {
    const house = await openHouse({ seed: 'none' });
    const [due, later] = [
      await givenScheduled(house, 'Due'),
      await givenScheduled(house, 'Later', one + 3_600_001),
    ];
    for (const at of [one - 1, one, one + 3_600_000]) {
      house.clock.set(at);
      const again = await openNewsroom({
        config: {
          databaseUrl: house.file,
          mediaDir: `${house.file}-media`,
          seed: 'none',
          site: settings.site,
        },
        clock: house.clock,
      });
      await again.close();
      expect(await published(house, due)).toHaveLength(at < one ? 0 : 1);
    }
    expect(await statusOf(house, due)).toBe(200);
    expect(await statusOf(house, later)).toBe(404);
  });

  it('keeps its word when the clock is set back: nothing early, nothing twice, nothing taken away', async () => {
    const house = await openHouse({ seed: 'none' });
    const [due, later] = [
      await givenScheduled(house, 'Due'),
      await givenScheduled(house, 'Later', one + 60_000),
    ];
    house.clock.set(one);
    expect(await statusOf(house, due)).toBe(200);
    house.clock.set(one - 3_600_000);
    expect([await statusOf(house, due), await statusOf(house, later)]).toEqual([200, 404]);
    house.clock.set(one + 59_999);
    expect([await statusOf(house, due), await statusOf(house, later)]).toEqual([200, 404]);
    house.clock.set(one + 60_000);
    expect([await statusOf(house, due), await statusOf(house, later)]).toEqual([200, 200]);
    expect(await published(house, due)).toHaveLength(1);
  });

  it('of many at one moment holds up no reader until all are out: each sees more of them, and none is out twice', async () => {
    const house = await openHouse({ seed: 'none' });
    const ids: string[] = [];
    for (let n = 0; n < 100; n += 1) ids.push(await givenScheduled(house, `Story ${n}`));
    house.clock.set(one - 1);
    expect(await countShown(house)).toBe(0);
    house.clock.set(one);
    const shown = [await countShown(house)];
    while (shown.at(-1)! < 100) {
      await nextTurn();
      shown.push(await countShown(house));
    }
    expect(shown[0]).toBeGreaterThan(0);
    expect(shown[0]).toBeLessThan(100);
    expect(shown).toEqual(shown.toSorted((before, after) => before - after));
    for (const id of ids) expect(await published(house, id)).toHaveLength(1);
  });

  it('of many at one moment never shows what has ended meanwhile', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const going = await givenStory(house, { headline: 'Goes' });
    await desk.act(going, 'expire', { at: new Date(one + 1).toISOString(), reason: 'Over.' });
    for (let n = 0; n < 20; n += 1) await givenScheduled(house, `Story ${n}`);
    expect(await statusOf(house, going)).toBe(200);
    house.clock.set(one + 1);
    expect(await statusOf(house, going)).toBe(410);
  });
});

describe('looking for what is due', () => {
  // Plans are SQLite's.
  it.skipIf(onPostgres)('walks along an index that holds nothing else, whatever there is', async () => {
    const house = await openHouse({ seed: 'none' });
    const due = openDueRunner({ database: house.database, clock: house.clock, report: () => undefined });
    house.queries.length = 0;
    await house.database.read(async (db) => {
      await due.findNext(db);
      for (const { findDue } of [expiries, scheduledPublications]) await findDue(db, one);
    });
    const raw = new BetterSqlite3(house.file, { readonly: true });
    const asked = house.queries.filter((sql) => sql.includes('from "articles"'));
    expect(asked).toHaveLength(3);
    for (const sql of asked) {
      const values = Array<number>(sql.split('?').length - 1).fill(0);
      const plan = raw.prepare<number[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
      const steps = plan.map(({ detail }) => detail).filter((step) => step.includes(' articles '));
      expect(steps.length).toBeGreaterThan(0);
      for (const step of steps)
        expect(step).toMatch(/USING (COVERING )?INDEX articles_(schedule_due|by_expiry)/);
    }
    raw.close();
  });
});

describe('what the public sees of a schedule', () => {
  it('is nothing until its moment, and all of it then, though everything is ready and nobody writes', async () => {
    const house = await openHouse({ seed: 'none' });
    const ask = await wireTo(house.app);
    await givenStory(house, { headline: 'There' });
    const urls = [
      '/v1/articles',
      '/v1/articles?count=true&limit=1',
      '/v1/articles/soon',
      '/v1/articles/none',
    ];
    const before = await Promise.all(urls.map((url) => ask(url)));
    const revision = await publicRevisionOf(house);
    const id = await givenScheduled(house, 'Soon', one);
    for (const time of ['12:00:00.000', '12:58:00.000', '12:59:59.999']) {
      house.clock.set(`2026-11-23T${time}Z`);
      for (const [index, url] of urls.entries()) {
        const answer = await ask(url, { headers: { 'if-none-match': '"other"' } });
        const { status, headers, bytes } = answer;
        // How long it may be kept is told of everything that time will change, and of nothing by name.
        const told = { etag: headers.etag, modified: headers['last-modified'], link: headers.link };
        const first = before[index]!.headers;
        expect([time, url, status, told]).toEqual([
          time,
          url,
          before[index]!.status,
          { etag: first.etag, modified: first['last-modified'], link: first.link },
        ]);
        if (status === 200) expect(bytes).toEqual(before[index]!.bytes);
        expect(String(bytes)).not.toContain(id);
      }
    }
    const [soon, none] = (await Promise.all(urls.slice(2).map((url) => house.client.get(url)))).map(
      ({ headers, json }) => [
        { ...headers, 'x-request-id': '' },
        { ...json<object>(), requestId: '' },
      ],
    );
    expect(soon).toEqual(none);
    expect(await publicRevisionOf(house)).toBe(revision);

    house.clock.set(one);
    const known = { 'if-none-match': before[0]!.headers.etag! };
    const list = await ask('/v1/articles', { headers: known });
    expect(list.status).toBe(200);
    expect(String(list.bytes)).toContain(id);
    expect((await ask('/v1/articles/soon')).status).toBe(200);
  });

  it('is not told by how long an answer may be cached', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house, { headline: 'There' });
    await givenScheduled(house, 'Soon', one);
    house.clock.set(one - 3_000);
    const { headers } = await house.client.get('/v1/articles');
    expect(headers['cache-control']).toBe('public, max-age=5, s-maxage=20, stale-while-revalidate=10');
  });
});
