import { describe, expect, it } from 'vitest';
import { doDueWork, isAnythingDue } from '../support/due.ts';
import { listRunning } from '../../src/edition/alerts/list.ts';
import { createAlert } from '../../src/library/alerts/create.ts';
import { AlertIn } from '../../src/library/alerts/schema.ts';
import { openDueRunner } from '../../src/main/due.ts';
import { openHouse, type House } from '../support/house.ts';

describe('what is due', () => {
  it('is known by reading: when an alert starts, when it ends, and not between', async () => {
    const house = await openHouse({ seed: 'none' });
    const alert = {
      headline: 'Bridge closed',
      startsAt: '2026-11-23T12:01:00Z',
      endsAt: '2026-11-23T12:02:00Z',
    };
    await house.play((work) => createAlert(work, AlertIn.parse(alert)));
    const seen: boolean[] = [];
    for (let minute = 0; minute < 3; minute += 1) {
      seen.push(await isDue());
      await house.play(doDueWork);
      seen.push(await isDue());
      house.clock.advance(60_000);
    }
    expect(seen).toEqual([false, false, true, false, true, false]);

    async function isDue(): Promise<boolean> {
      return house.database.read((db) => isAnythingDue(db, house.clock.now()));
    }
  });

  it('in the seed is as much as the work then does', async () => {
    const house = await openHouse();
    for (let year = 0; year < 20; year += 1) {
      const due = await house.database.read((db) => isAnythingDue(db, house.clock.now()));
      expect(due).toBe((await house.play(doDueWork)) > 0);
      house.clock.advance(365 * 86_400_000);
    }
  });

  it('ends and begins nothing for a minute after the clock was set forward, and all that is due then', async () => {
    const house = await openHouse({ seed: 'none' });
    let elapsed = 0;
    const due = openDueRunner({
      database: house.database,
      clock: { now: () => house.clock.now(), elapsed: () => elapsed },
      report: () => undefined,
    });
    await givenAlert(house, 'Runs', '12:00:00', '12:30:00');
    await givenAlert(house, 'Waits', '12:30:00', '13:30:00');
    await due.run();
    expect(await running(house)).toEqual(['Runs']);
    house.clock.set('2026-11-23T13:00:00Z');
    await due.run();
    expect(await running(house)).toEqual(['Runs']);
    house.clock.advance(60_000);
    elapsed += 60_000;
    await due.run();
    expect(await running(house)).toEqual(['Waits']);
  });

  it('never shows an alert whose whole time was missed', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenAlert(house, 'Missed', '12:10:00', '12:20:00');
    house.clock.set('2026-11-23T13:00:00Z');
    await house.catchUp();
    expect(await running(house)).toEqual([]);
  });
});

async function givenAlert(house: House, headline: string, from: string, to: string): Promise<void> {
  const alert = { headline, startsAt: `2026-11-23T${from}Z`, endsAt: `2026-11-23T${to}Z` };
  await house.play((work) => createAlert(work, AlertIn.parse(alert)));
}

async function running(house: House): Promise<string[]> {
  const { data } = await house.database.read((db) => listRunning(db, { limit: 10 }));
  return data.map(({ alert }) => alert.headline);
}
