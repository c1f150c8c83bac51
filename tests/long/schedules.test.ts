import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { scheduleArticle } from '../../src/desk/release/schedule.ts';
import { openDueRunner } from '../../src/main/due.ts';
import { openSqlite } from '../../src/foundation/database/sqlite/sqlite.ts';
import { actionsOn } from '../support/at-desk.ts';
import { givenCopy } from '../support/given.ts';
import { openHouse } from '../support/house.ts';

const noon = Date.parse('2026-11-23T13:00:00Z');

it(
  'a thousand stories of one second go out once each, in the order of their moments',
  { timeout: 120_000 },
  async () => {
    const house = await openHouse({ seed: 'none' });
    const ids: string[] = [];
    for (let n = 0; n < 1_000; n += 1) {
      const id = await givenCopy(house, { headline: `Story ${n}` });
      await house.act(id, (work, story) => scheduleArticle(work, story, { at: noon + n }));
      ids.push(id);
    }

    house.clock.set(noon + 999);
    const began = performance.now();
    await house.catchUp();
    console.log(`1000 stories of one second went out in ${Math.round(performance.now() - began)} ms`);

    expect(house.reported).toEqual([]);
    const { data } = (
      await house.client.get('/v1/desk/events?action=article.published&limit=100', {
        headers: await house.keyFor('admin'),
      })
    ).json();
    const newestFirst = ids.toReversed().slice(0, 100);
    expect(data.map(({ subject }: { subject: string }) => subject)).toEqual(newestFirst);
    expect((await house.client.get('/v1/articles?count=true')).json().page.total).toBe(1_000);
    for (const id of ids)
      expect((await actionsOn(house, id)).filter((action) => action === 'article.published')).toHaveLength(1);
  },
);

it('a schedule waits while another writer holds the file, and is done when it lets go', async () => {
  const house = await openHouse({ seed: 'none' });
  const id = await givenCopy(house, { headline: 'Due' });
  await house.act(id, (work, story) => scheduleArticle(work, story, { at: noon }));
  const reported: unknown[] = [];
  const database = openSqlite({ file: house.file, clock: house.clock });
  const due = openDueRunner({
    database,
    clock: house.clock,
    report: (_, details) => reported.push(details),
  });
  const other = new BetterSqlite3(house.file);
  other.exec('BEGIN IMMEDIATE');
  house.clock.set(noon);
  await due.run();
  expect(reported).toMatchObject([{ due: 'schedule', subject: id, err: { problem: 'unavailable' } }]);
  other.exec('ROLLBACK');
  other.close();
  await due.run();
  expect(await actionsOn(house, id)).not.toContain('article.published');
  house.clock.advance(1_000);
  await due.run();
  expect((await actionsOn(house, id)).filter((action) => action === 'article.published')).toHaveLength(1);
  await database.close();
});
