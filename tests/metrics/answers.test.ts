import { expect, it } from 'vitest';
import { bounds, countAnswers } from '../../src/main/metrics/answers.ts';

const answered = { route: '/v1/articles', method: 'GET', load: 'public', status: 200, tookMs: 1 };

it('counts an answer in the first bucket that it fits in, and in the last when it fits in none', () => {
  const { onAnswer, times } = countAnswers();
  for (const tookMs of [0.2, 1, 1.1, 9_999, 10_000, 10_001])
    onAnswer({ ...answered, tookMs, cacheStatus: undefined });
  const { counts, sum } = times().get('public')!;
  expect(times().get('ready')).toBeUndefined();
  expect(counts).toEqual([2, 1, ...bounds.slice(3).map(() => 0), 2, 1]);
  expect(sum).toBeCloseTo(30.0023, 6);
});

it('times answers of the cache apart, and refused requests not at all', () => {
  const { onAnswer, times } = countAnswers();
  onAnswer({ ...answered, load: undefined, cacheStatus: 'dateline; hit' });
  onAnswer({ ...answered, status: 503, cacheStatus: undefined });
  expect([...times().keys()]).toEqual(['ready']);
});

it.each([
  ['dateline; hit', 200, 'hit'],
  ['dateline; hit', 304, 'revalidated'],
  ['dateline; fwd=uri-miss; collapsed', 200, 'collapsed'],
  ['dateline; fwd=uri-miss; collapsed', 304, 'collapsed'],
  ['dateline; fwd=stale', 200, 'stale'],
  ['dateline; fwd=stale', 304, 'stale'],
  ['dateline; fwd=uri-miss', 200, 'miss'],
  ['dateline; fwd=bypass', 404, 'bypass'],
])('counts %s with %i as %s', (cacheStatus, status, result) => {
  const { onAnswer, cached } = countAnswers();
  onAnswer({ ...answered, status, cacheStatus });
  expect(Object.entries(cached()).filter(([, count]) => count > 0)).toEqual([[result, 1]]);
});

it('counts nothing of the cache where it was not asked, and methods of others together', () => {
  const { onAnswer, answers, cached } = countAnswers();
  for (const method of ['PROPFIND', 'MKCOL', 'HEAD'])
    onAnswer({ ...answered, method, route: undefined, cacheStatus: undefined });
  expect(answers()).toEqual([
    { labels: { route: 'none', method: 'other', status: 200 }, count: 2 },
    { labels: { route: 'none', method: 'HEAD', status: 200 }, count: 1 },
  ]);
  expect(Object.values(cached()).every((count) => count === 0)).toBe(true);
});
