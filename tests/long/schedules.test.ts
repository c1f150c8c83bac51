import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { scheduleArticle } from '../../src/desk/release/schedule.ts';
import { openDueRunner } from '../../src/main/due.ts';
import { openSqlite } from '../../src/foundation/database/sqlite/sqlite.ts';
import { actionsOn, publicRevisionOf } from '../support/at-desk.ts';
import { givenCopy } from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';

const run = promisify(execFile);
const noon = Date.parse('2026-11-23T13:00:00Z');

async function givenScheduled(house: House, headline: string, at = noon): Promise<string> {
  const id = await givenCopy(house, { headline });
  await house.act(id, (work, story) => scheduleArticle(work, story, { at }));
  return id;
}

async function published(house: House, id: string): Promise<string[]> {
  return (await actionsOn(house, id)).filter((action) => action === 'article.published');
}

it(
  'a thousand stories of one second go out once each, in the order of their moments',
  { timeout: 120_000 },
  async () => {
    const house = await openHouse({ seed: 'none' });
    const ids: string[] = [];
    for (let n = 0; n < 1_000; n += 1) ids.push(await givenScheduled(house, `Story ${n}`, noon + n));

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
    for (const id of ids) expect(await published(house, id)).toHaveLength(1);
  },
);

it('a schedule waits while another writer holds the file, and is done when it lets go', async () => {
  const house = await openHouse({ seed: 'none' });
  const id = await givenScheduled(house, 'Due');
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

it('a schedule is done once by several processes that meet at its moment', async () => {
  const house = await openHouse({ seed: 'none' });
  const ids: string[] = [];
  for (let n = 0; n < 30; n += 1) ids.push(await givenScheduled(house, `Story ${n}`));
  const revision = await publicRevisionOf(house);
  const script = `
    import { openSqlite } from ${JSON.stringify(resolve('src/foundation/database/sqlite/sqlite.ts'))};
    import { openDueRunner } from ${JSON.stringify(resolve('src/main/due.ts'))};
    const clock = { now: () => ${noon} };
    const database = openSqlite({ file: ${JSON.stringify(house.file)}, clock });
    const due = openDueRunner({ database, clock, report: (message) => console.log(message) });
    while ((await database.read(due.findNext)) <= ${noon}) await due.run();
    await database.close();
  `;
  const processes = await Promise.all(
    [1, 2, 3].map(() => run(process.execPath, ['--input-type=module-typescript', '--eval', script])),
  );
  expect(processes.map(({ stdout }) => stdout)).toEqual(['', '', '']);
  for (const id of ids) expect(await published(house, id)).toHaveLength(1);
  expect(await publicRevisionOf(house)).toBe(revision + ids.length);
});
