import { expect, it } from 'vitest';
import { system } from '../../../src/access/system.ts';
import { watchSteadiness } from '../../../src/foundation/due/steadiness.ts';
import { openHouse } from '../../support/house.ts';

const hourMs = 3_600_000;

/** A clock beside the one that cannot be set, and what a process sees of it, asked every ten minutes. */
async function furnished() {
  const { database, clock } = await openHouse({ seed: 'none' });
  let elapsed = 0;
  function start() {
    return watchSteadiness({
      database,
      clock: { now: () => clock.now(), elapsed: () => elapsed },
      actor: system,
    });
  }
  async function run(isSteady: () => Promise<boolean>, hours: number): Promise<boolean> {
    await isSteady();
    for (let step = 0; step < hours * 6; step += 1) {
      clock.advance(hourMs / 6);
      elapsed += hourMs / 6;
      await isSteady();
    }
    return isSteady();
  }
  return { clock, start, run };
}

it('is steady after a day without a step, and not before', async () => {
  const { start, run } = await furnished();
  const isSteady = start();
  expect(await run(isSteady, 23)).toBe(false);
  expect(await run(isSteady, 1)).toBe(true);
});

it.each([40 * 24 * hourMs, -hourMs, 10_000])('waits a day again after a step of %d ms', async (byMs) => {
  const { clock, start, run } = await furnished();
  const isSteady = start();
  expect(await run(isSteady, 25)).toBe(true);
  clock.advance(byMs);
  expect(await isSteady()).toBe(false);
  clock.advance(-byMs);
  expect(await run(isSteady, 23)).toBe(false);
  expect(await run(isSteady, 2)).toBe(true);
});

it('remembers over restarts, and takes a long time without a process for a step, and one that was set back', async () => {
  const { clock, start, run } = await furnished();
  expect(await run(start(), 25)).toBe(true);
  clock.advance(60_000);
  expect(await start()()).toBe(true);
  clock.advance(2 * hourMs);
  expect(await start()()).toBe(false);
  expect(await run(start(), 25)).toBe(true);
  clock.advance(-60_000);
  expect(await start()()).toBe(false);
});
