import { eq, lte, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { integer, table, text } from '../../../src/foundation/database/columns.ts';
import { stepInWords } from '../../../src/foundation/due/clock-steps.ts';
import { createDueRunner } from '../../../src/foundation/due/runner.ts';
import type { DueWork } from '../../../src/foundation/due/work.ts';
import { conflict, unavailable } from '../../../src/foundation/problem.ts';
import { system } from '../../../src/access/system.ts';
import { openHouse } from '../../support/house.ts';
import { ask } from '../../support/raw.ts';

const start = Date.parse('2026-11-23T12:00:00Z');

const samples = table('sample_work', { subject: text('subject').primaryKey(), at: integer('at').notNull() });

/** A keeper of work whose rows are a table of its own, and a clock that can be set apart from the one that cannot. */
async function furnished() {
  const { database, clock, file } = await openHouse({ seed: 'none' });
  await ask(file, 'CREATE TABLE sample_work (subject TEXT PRIMARY KEY, at BIGINT NOT NULL)');
  async function wait(times: Record<string, number>): Promise<void> {
    const rows = Object.entries(times).map(([subject, at]) => ({ subject, at }));
    await database.transact(system, ({ tx }) => tx.insert(samples).values(rows));
  }
  let elapsed = 0;
  const failing = new Map<string, unknown>();
  const aside = new Map<string, unknown>();
  const done: string[] = [];
  const reported: { message: string; subject?: unknown; afterMs?: unknown; byMs?: unknown }[] = [];
  const work: DueWork = {
    name: 'sample',
    waiting: [{ at: samples.at, where: sql`true` }],
    findDue: async (db, now) => db.select().from(samples).where(lte(samples.at, now)).orderBy(samples.at),
    async finish({ tx }, subject) {
      if (failing.has(subject)) throw failing.get(subject);
      await tx.delete(samples).where(eq(samples.subject, subject));
      done.push(subject);
    },
    async setAside({ tx }, subject, error) {
      await tx.delete(samples).where(eq(samples.subject, subject));
      aside.set(subject, error);
    },
    countSetAside: async () => aside.size,
  };
  const runner = createDueRunner({
    database,
    clock: { now: () => clock.now(), elapsed: () => elapsed },
    actor: system,
    works: [work],
    report: (message, details) => void reported.push({ message, ...details }),
  });
  function pass(ms: number): void {
    clock.advance(ms);
    elapsed += ms;
  }
  return { runner, clock, wait, failing, aside, done, reported, pass };
}

describe('due work', () => {
  it('is done in the order in which it fell due, and none of it early', async () => {
    const { runner, wait, done, pass } = await furnished();
    await wait({ third: start + 300, first: start + 100, second: start + 200 });
    await runner.run();
    expect(done).toEqual([]);
    expect(await runner.leftMs()).toBe(100);
    pass(299);
    await runner.run();
    expect(done).toEqual(['first', 'second']);
    pass(1);
    await Promise.all([runner.run(), runner.run()]);
    expect(done).toEqual(['first', 'second', 'third']);
    expect(await runner.leftMs()).toBe(Infinity);
  });

  it('can be waited for until the first few are done; the others follow', async () => {
    const { runner, wait, done } = await furnished();
    const names = Array.from({ length: 9 }, (_, index) => `${index}`);
    await wait(Object.fromEntries(names.map((name, index) => [name, start - 9 + index])));
    await runner.runFirst(1);
    expect(done.length).toBeLessThan(9);
    expect(done).toEqual(names.slice(0, Math.max(done.length, 1)));
    await runner.runFirst(99);
    expect(done).toEqual(names);
  });

  it('that a rule refuses is set aside at once, reported, and holds up no other', async () => {
    const { runner, wait, failing, aside, done, reported } = await furnished();
    const refusal = conflict('Not now.');
    await wait({ bad: start, good: start });
    failing.set('bad', refusal);
    await runner.run();
    expect([done, [...aside]]).toEqual([['good'], [['bad', refusal]]]);
    expect(reported).toMatchObject([{ subject: 'bad', due: 'sample', err: refusal }]);
    expect(await runner.lag()).toEqual({ late: 0, since: undefined, setAside: 1, isStuck: false });
  });

  it('that fails for the moment is tried again for ever, after pauses that grow to a minute', async () => {
    const { runner, wait, failing, aside, done, reported, pass } = await furnished();
    await wait({ busy: start });
    failing.set('busy', unavailable('The database is busy.'));
    for (let second = 0; second < 300; second += 1) {
      await runner.run();
      pass(1_000);
    }
    expect(aside.size).toBe(0);
    expect(reported.map(({ afterMs }) => afterMs)).toEqual(
      [1, 2, 4, 8, 16, 32, 60, 60, 60, 60].map((seconds) => seconds * 1_000).slice(0, reported.length),
    );
    expect(reported.length).toBeGreaterThanOrEqual(9);
    expect(await runner.lag()).toEqual({ late: 1, since: start, setAside: 0, isStuck: false });
    failing.clear();
    pass(60_000);
    await runner.run();
    expect(done).toEqual(['busy']);
    expect(await runner.lag()).toMatchObject({ late: 0, setAside: 0 });
  });

  it('that fails for no known reason is set aside when it was tried five times', async () => {
    const { runner, wait, failing, aside, reported, pass } = await furnished();
    await wait({ odd: start });
    failing.set('odd', new TypeError('x is not a function'));
    for (let second = 0; second < 60; second += 1) {
      await runner.run();
      pass(1_000);
    }
    expect([...aside.keys()]).toEqual(['odd']);
    expect(reported).toHaveLength(5);
  });

  it('stands still when nobody has looked after it for ten seconds, and not when something is tried again', async () => {
    const { runner, wait, pass } = await furnished();
    await runner.run();
    await wait({ late: start + 1 });
    pass(10_001);
    expect(await runner.lag()).toMatchObject({ late: 1, isStuck: false });
    pass(1);
    expect(await runner.lag()).toMatchObject({ late: 1, since: start + 1, isStuck: true });
    await runner.run();
    expect(await runner.lag()).toMatchObject({ late: 0, isStuck: false });
  });
});

describe('a clock that is set', () => {
  it('forward, by mistake, publishes nothing for a minute; set right again, nothing went out early', async () => {
    const { runner, clock, wait, done, reported, pass } = await furnished();
    await wait({ tomorrow: start + 86_400_000 });
    await runner.run();
    clock.advance(86_400_000);
    for (let second = 0; second < 59; second += 1) {
      pass(1_000);
      await runner.run();
    }
    expect(done).toEqual([]);
    expect(reported).toMatchObject([
      {
        message: 'the clock was set forward by 1 day: what begins or ends by itself waits for a minute',
        byMs: 86_400_000,
      },
    ]);
    clock.advance(-86_400_000);
    for (let second = 0; second < 120; second += 1) {
      pass(1_000);
      await runner.run();
    }
    expect(done).toEqual([]);
    expect(reported).toHaveLength(2);
  });

  it('forward for good holds what is due up for a minute, and no longer', async () => {
    const { runner, clock, wait, done, pass } = await furnished();
    await wait({ soon: start + 3_600_000 });
    clock.advance(3_600_000);
    await runner.run();
    expect(done).toEqual([]);
    expect(await runner.leftMs()).toBe(Infinity);
    pass(60_000);
    await runner.run();
    expect(done).toEqual(['soon']);
  });

  it('by a little, as time servers do, changes nothing', async () => {
    const { runner, clock, wait, done, reported } = await furnished();
    await wait({ soon: start + 4_000 });
    clock.advance(4_000);
    await runner.run();
    expect([done, reported]).toEqual([['soon'], []]);
  });
});

describe('the size of a step of the clock', () => {
  it.each([
    [3_455_999_999.728, 'forward by 40 days'],
    [-3_720_000, 'back by 1 hour, 2 minutes'],
    [90_061_000, 'forward by 1 day, 1 hour'],
    [-5_400, 'back by 5 seconds'],
  ])('of %d ms is said in words', (byMs, words) => {
    expect(stepInWords(byMs)).toBe(words);
  });
});
