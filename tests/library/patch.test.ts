import { describe, expect, it } from 'vitest';
import { isLive } from '../../src/desk/alerts/alerts.ts';
import { isPublicMedia } from '../../src/edition/media/public.ts';
import { events } from '../../src/foundation/events/table.ts';
import { findPublicRevision } from '../../src/foundation/changes/revision.ts';
import { patchAlert } from '../../src/library/alerts/patch.ts';
import { patchMedia } from '../../src/library/pictures/records/patch.ts';
import { givenAlert, givenPicture, givenStory } from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';

const today = { startsAt: '2026-11-23T11:00:00Z', endsAt: '2026-11-23T14:00:00Z' };

async function actions(house: House): Promise<string[]> {
  return house.database.read(async (db) =>
    (await db.select({ action: events.action }).from(events)).map(({ action }) => action),
  );
}

function revision(house: House): Promise<number> {
  return house.database.read(async (db) => (await findPublicRevision(db)).number);
}

describe('changing an alert', () => {
  it('shows in the ticker at once, and is recorded', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenAlert(house, { headline: 'Polls open', ...today });
    await house.play((work) => patchAlert(work, id, { headline: 'Polls are open' }, isLive));
    const { data } = (await house.client.get('/v1/alerts')).json();
    expect(data.map(({ headline }: { headline: string }) => headline)).toEqual(['Polls are open']);
    expect(await actions(house)).toContain('alert.changed');
  });

  it('ends it at once when its end is moved to now', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenAlert(house, { headline: 'Polls open', ...today });
    await house.play((work) => patchAlert(work, id, { endsAt: house.clock.now() }, isLive));
    expect((await house.client.get('/v1/alerts')).json().data).toEqual([]);
  });

  it('refuses an end before the start, and an alert that is not there', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenAlert(house, { headline: 'Polls open', ...today });
    await expect(house.play((work) => patchAlert(work, id, { endsAt: 0 }, isLive))).rejects.toThrow(
      'later than',
    );
    await expect(house.play((work) => patchAlert(work, 'alert_x', {}, isLive))).rejects.toThrow(
      'no such alert',
    );
  });
});

describe('changing a picture', () => {
  it('shows in every public story at once, and moves the public revision', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house);
    await givenStory(house, { slug: 'shown', leadMedia: { media } });
    const before = await revision(house);
    await house.play((work) => patchMedia(work, media, { creditLine: 'Jane Doe' }, isPublicMedia));
    expect((await house.client.get('/v1/articles/shown')).json().leadMedia.creditLine).toBe('Jane Doe');
    expect(await revision(house)).toBe(before + 1);
    expect(await actions(house)).toContain('media.changed');
  });

  it('that nothing public shows leaves the public revision where it is', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house);
    const before = await revision(house);
    await house.play((work) => patchMedia(work, media, { place: 'Tokyo' }, isPublicMedia));
    expect(await revision(house)).toBe(before);
  });

  it('takes it out of the story when its rights have run out by then', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house);
    await givenStory(house, { slug: 'shown', leadMedia: { media } });
    const usableUntil = house.clock.now();
    await house.play((work) => patchMedia(work, media, { usableUntil }, isPublicMedia));
    expect((await house.client.get('/v1/articles/shown')).json()).not.toHaveProperty('leadMedia');
    await expect(house.play((work) => patchMedia(work, 'media_x', {}, isPublicMedia))).rejects.toThrow();
  });
});
