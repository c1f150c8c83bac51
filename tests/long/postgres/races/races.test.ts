/** What two servers on one database could break for each other, with the lock of all writers, and without it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricsOf } from '../../../steady/server-process.ts';
import { programs } from '../../../support/postgres-server.ts';
import { ask, makePerson, makeStory, openPair, type Pair, type Server } from '../pair.ts';
import { longRaces } from './long-races.ts';
import { upload } from './acts.ts';
import { type Race, races, type Scene } from './races.ts';

const tries = 20;
/** Without the lock, some are broken in one of a few tries, and others rarely. */
const mostTries = 200;

let pair: Pair;
let second: Scene['second'];

/** Two servers with these settings for all tests of a `describe`. */
function openBefore(settings: Record<string, string>): void {
  beforeAll(async () => {
    pair = await openPair({ KILL_NEEDS_TWO: 'on', METRICS_PORT: '0', ...settings });
    second = await makePerson(pair.servers[0], 'admin');
  });
  afterAll(() => pair?.close());
}

/** Plays a race; the servers change sides each time. */
function play(race: Race, attempt: number, inLine = true): Promise<unknown> {
  const [first, last] = pair.servers;
  const [one, other] = attempt % 2 === 0 ? [first, last] : [last, first];
  const preparing = inLine ? [one, other, one, other] : [one];
  return race({ one, other, attempt, second, preparing });
}

async function expectWhole(race: Race, times: number): Promise<void> {
  const broken: unknown[] = [];
  for (let attempt = 0; attempt < times; attempt += 1) {
    const fault = await play(race, attempt);
    if (fault !== undefined) broken.push(fault);
  }
  expect(broken, `${broken.length} of ${times} tries`).toEqual([]);
}

describe.skipIf(!programs)('two servers at the same time', () => {
  openBefore({});

  it.each(Object.entries(longRaces))('%s', (_, race) => expectWhole(race, 1));
  it('make each rendition of a picture once', async () => {
    const [one, other] = pair.servers;
    async function figures(name: string): Promise<number[]> {
      const texts = pair.processes.map(async (newsroom) => (await fetch(metricsOf(newsroom))).text());
      return (await Promise.all(texts)).map((text) =>
        Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)![1]),
      );
    }
    /** How many files both have made, when no picture waits. */
    async function madeInAll(): Promise<number> {
      while ((await figures('dateline_renditions_waiting'))[0]! > 0);
      const [mine, theirs] = await figures('dateline_renditions_made_total');
      return mine! + theirs!;
    }
    const before = await madeInAll();
    await upload(one, 5000);
    const ofEach = (await madeInAll()) - before;
    for (let number = 1; number < tries; number += 1)
      await upload(number % 2 === 0 ? one : other, 5000 + number);
    expect((await madeInAll()) - before).toBe(ofEach * tries);
  });

  it('read one state, whatever is committed meanwhile', async () => {
    const { secret: key } = await makePerson(pair.servers[0], 'editor');
    /** How many stories under embargo are not of that editor: the two are counted one after the other. */
    async function ofOthers(server: Server): Promise<number> {
      const { data } = await ask(server, 'GET', '/v1/desk/lists?limit=100', { key });
      function count(list: string): number {
        return data.find(({ name }: { name: string }) => name === list).total;
      }
      return count('embargoed') - count('mine');
    }
    const expected = await ofOthers(pair.servers[0]);
    await expectWhole(async ({ one, other }) => {
      let isOver = false;
      async function write(): Promise<void> {
        for (let count = 0; count < 5; count += 1)
          await makeStory(one, { embargoUntil: '2045-01-01T00:00:00Z' }, { key });
        isOver = true;
      }
      const torn: number[] = [];
      async function read(): Promise<void> {
        while (!isOver) {
          const counted = await ofOthers(other);
          if (counted !== expected) torn.push(counted - expected);
        }
      }
      await Promise.all([write(), read(), read()]);
      return torn[0];
    }, tries);
  });

  it.each(Object.entries(races))('%s', (_, race) => expectWhole(race, tries));
});

describe.skipIf(!programs)('without the lock of all writers two servers do not', () => {
  openBefore({
    NODE_OPTIONS: `--import=${new URL('../../../support/without-lock.js', import.meta.url).href}`,
  });

  it.each(Object.entries({ ...longRaces, ...races }))('%s', async (_, race) => {
    let fault: unknown;
    // Where what comes before a race was refused, nothing is known.
    for (let attempt = 0; fault === undefined && attempt < mostTries; attempt += 1)
      fault = await play(race, attempt, false).catch(() => undefined);
    expect(fault, `nothing was broken in ${mostTries} tries`).toBeDefined();
  });
});
