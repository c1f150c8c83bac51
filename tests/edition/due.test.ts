import { describe, expect, it } from 'vitest';
import { doDueWork, isAnythingDue } from '../../src/edition/due/due.ts';
import { createAlert } from '../../src/library/alerts/create.ts';
import { AlertIn } from '../../src/library/alerts/schema.ts';
import { openHouse } from '../support/house.ts';

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
});
