import { describe, expect, it } from 'vitest';
import { unpublishArticle } from '../../src/desk/release/unpublish.ts';
import { doDueWork } from '../support/due.ts';
import { givenAlert, givenCopy, givenStory } from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';

async function headlines(house: House): Promise<string[]> {
  return (await house.client.get('/v1/alerts'))
    .json()
    .data.map(({ headline }: { headline: string }) => headline);
}

describe('GET /v1/alerts', () => {
  it('shows what runs now, newest first', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenAlert(house, {
      headline: 'Older',
      startsAt: '2026-11-23T11:00:00Z',
      endsAt: '2026-11-23T14:00:00Z',
    });
    await givenAlert(house, {
      headline: 'Newer',
      startsAt: '2026-11-23T11:30:00Z',
      endsAt: '2026-11-23T14:00:00Z',
      url: 'https://example.org/live',
    });
    await givenAlert(house, {
      headline: 'Over',
      startsAt: '2026-11-23T10:00:00Z',
      endsAt: '2026-11-23T12:00:00Z',
    });
    const { data } = (await house.client.get('/v1/alerts')).json();
    expect(data).toMatchObject([
      {
        headline: 'Newer',
        url: 'https://example.org/live',
        startsAt: '2026-11-23T11:30:00.000Z',
        endsAt: '2026-11-23T14:00:00.000Z',
      },
      { headline: 'Older' },
    ]);
    expect(data).toHaveLength(2);
  });

  it('starts and ends when due work is done: never early, and only once', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenAlert(house, {
      headline: 'Votes',
      startsAt: '2026-11-23T13:00:00Z',
      endsAt: '2026-11-23T14:00:00Z',
    });
    const seen: [string, string[], number][] = [];
    for (const at of ['12:59:59.999', '13:00:00.000', '13:59:59.999', '14:00:00.000', '15:00:00.000']) {
      house.clock.set(`2026-11-23T${at}Z`);
      const moved = await house.play(doDueWork);
      seen.push([at, await headlines(house), moved]);
    }
    expect(seen).toEqual([
      ['12:59:59.999', [], 0],
      ['13:00:00.000', ['Votes'], 1],
      ['13:59:59.999', ['Votes'], 0],
      ['14:00:00.000', [], 1],
      ['15:00:00.000', [], 0],
    ]);
    expect(id).toMatch(/^alert_/);
  });

  it('runs for a story only while that story is live', async () => {
    const house = await openHouse({ seed: 'none' });
    const draft = await givenCopy(house, { headline: 'Not yet' });
    const live = await givenStory(house, { headline: 'Out' });
    await givenAlert(house, { headline: 'A draft', article: draft });
    await givenAlert(house, { headline: 'A story', article: live });
    const { data } = (await house.client.get('/v1/alerts')).json();
    expect(data).toMatchObject([
      { headline: 'A story', article: { id: live, slug: 'out', headline: 'Out' } },
    ]);
    await house.act(live, (work, story) => unpublishArticle(work, story, { reason: 'Too early.' }));
    expect(await headlines(house)).toEqual([]);
  });

  it('shows what its time has come for to whoever asks first', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenAlert(house, { startsAt: '2026-11-23T13:00:00Z', endsAt: '2026-11-23T14:00:00Z' });
    const seen: number[] = [];
    for (const time of ['12:59:59.999', '13:00:00.000', '13:59:59.999', '14:00:00.000']) {
      house.clock.set(`2026-11-23T${time}Z`);
      seen.push((await headlines(house)).length);
    }
    expect(seen).toEqual([0, 1, 1, 0]);
  });
});

describe('a breaking story', () => {
  it('stops breaking when its time has come', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house, { breakingUntil: '2026-11-23T13:00:00Z' });
    async function breaking(): Promise<boolean> {
      return (await house.client.get('/v1/articles/a-story')).json().breaking;
    }
    house.clock.set('2026-11-23T12:59:59.999Z');
    await house.play(doDueWork);
    expect(await breaking()).toBe(true);
    house.clock.set('2026-11-23T13:00:00Z');
    await house.play(doDueWork);
    expect(await breaking()).toBe(false);
    expect((await house.client.get('/v1/articles?breaking=true')).json().data).toEqual([]);
  });
});
