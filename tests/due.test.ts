import { asc } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { scheduleArticle } from '../src/desk/release/schedule.ts';
import { events } from '../src/foundation/events/table.ts';
import { deskOf } from './support/desk.ts';
import { givenAlert, givenCopy, givenPicture, givenStory } from './support/given.ts';
import { openHouse, type House } from './support/house.ts';

const one = '2026-11-23T13:00:00Z';

async function recorded(house: House): Promise<string[]> {
  const rows = await house.database.read(async (db) =>
    db.select({ action: events.action }).from(events).orderBy(asc(events.seq)),
  );
  return rows.map(({ action }) => action);
}

describe('what falls due at one moment', () => {
  it('takes from the public before it brings something before it', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const coming = await givenCopy(house, { headline: 'Comes' });
    await house.act(coming, (work, story) => scheduleArticle(work, story, { at: Date.parse(one) }));
    await givenAlert(house, { startsAt: one, endsAt: '2026-11-23T14:00:00Z' });
    const going = await givenStory(house, { headline: 'Goes', breakingUntil: one });
    await desk.act(going, 'expire', { at: one, reason: 'Over.' });
    await givenPicture(house, { usableUntil: one });
    await givenAlert(house, { endsAt: one });
    await house.catchUp();

    const before = (await recorded(house)).length;
    house.clock.set(one);
    await house.catchUp();
    expect((await recorded(house)).slice(before)).toEqual([
      ...['alert.ended', 'article.breakingEnded', 'media.rightsExpired', 'article.expired'],
      ...['alert.started', 'article.published'],
    ]);
  });

  it('comes after what fell due before, whatever that was', async () => {
    const house = await openHouse({ seed: 'none' });
    const coming = await givenCopy(house, { headline: 'Comes' });
    await house.act(coming, (work, story) => scheduleArticle(work, story, { at: Date.parse(one) - 1 }));
    await givenAlert(house, { endsAt: one });
    await house.catchUp();
    const before = (await recorded(house)).length;
    house.clock.set(one);
    await house.catchUp();
    expect((await recorded(house)).slice(before)).toEqual(['article.published', 'alert.ended']);
  });
});
