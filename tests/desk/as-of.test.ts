import { describe, expect, it } from 'vitest';
import { publicStateAt, type PublicEvent } from '../../src/desk/show/history/public-state.ts';

function event(
  at: number,
  action: string,
  toVersion: number | null = null,
  data: PublicEvent['data'] = null,
) {
  return { at, action: `article.${action}`, toVersion, data };
}

describe('how a story stood in public', () => {
  it('is decided by the last thing that the public saw, at that very moment or before', () => {
    const events = [
      event(5, 'created', 1),
      event(10, 'published', 1),
      event(15, 'saved', 2),
      event(20, 'published', 2, { change: { kind: 'correction' } }),
      event(30, 'withdrawn', null, { notice: 'Wrong.' }),
      event(40, 'published', 2, { change: { kind: 'refile' } }),
      event(50, 'killed', null, { notice: 'Wrong again.' }),
    ];
    expect([9, 10, 19, 20, 30, 45, 50, 99].map((at) => publicStateAt(events, at))).toEqual([
      { state: 'none', until: 10 },
      { state: 'live', since: 10, until: 20, version: 1, publishedAt: 10, updatedAt: 10 },
      { state: 'live', since: 10, until: 20, version: 1, publishedAt: 10, updatedAt: 10 },
      { state: 'live', since: 20, until: 30, version: 2, publishedAt: 10, updatedAt: 20 },
      {
        state: 'withdrawn',
        since: 30,
        until: 40,
        version: 2,
        publishedAt: 10,
        updatedAt: 20,
        told: { notice: 'Wrong.' },
      },
      { state: 'live', since: 40, until: 50, version: 2, publishedAt: 10, updatedAt: 20 },
      ...Array(2).fill({
        ...{ state: 'killed', since: 50, version: 2, publishedAt: 10, updatedAt: 20 },
        told: { notice: 'Wrong again.' },
      }),
    ]);
  });

  it.each([
    ['unpublished', 'none'],
    ['withdrawn', 'withdrawn'],
    ['killed', 'killed'],
    ['expired', 'expired'],
    ['consolidated', 'consolidated'],
  ])('after article.%s is %s', (action, state) => {
    const events = [event(10, 'published', 3), event(20, action)];
    expect(publicStateAt(events, 20)).toMatchObject({ state, since: 20, version: 3 });
    expect(publicStateAt(events, 19)).toMatchObject({ state: 'live', until: 20 });
  });

  it('counts a first publication that lies in the past from then, and shows it only since it was here', () => {
    const events = [event(1000, 'published', 1, { publishedAt: '1970-01-01T00:00:00.500Z' })];
    expect(publicStateAt(events, 700)).toEqual({ state: 'none', until: 1000 });
    expect(publicStateAt(events, 1000)).toMatchObject({ since: 1000, publishedAt: 500, updatedAt: 500 });
  });
});
