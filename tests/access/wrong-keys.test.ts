import { describe, expect, it } from 'vitest';
import { countWrongKeys } from '../../src/access/wrong-keys.ts';
import { standingClock } from '../support/clock.ts';
import { settings } from '../support/settings.ts';

describe('wrong keys', () => {
  it('are free ten times a minute, then cost the rest of that minute', () => {
    const clock = standingClock(settings.openedAt);
    const { count } = countWrongKeys(clock);
    expect(Array.from({ length: 10 }, () => count('a'))).toEqual(Array<number>(10).fill(0));
    expect(count('a')).toBe(60);
    clock.advance(20_500);
    expect(count('a')).toBe(40);
    clock.advance(39_499);
    expect(count('a')).toBe(1);
    clock.advance(1);
    expect(count('a')).toBe(0);
  });

  it('count for their own address only', () => {
    const { count } = countWrongKeys(standingClock(settings.openedAt));
    for (let n = 0; n < 20; n += 1) count('a');
    expect(count('a')).toBe(60);
    expect(count('b')).toBe(0);
  });

  it('are remembered of ten thousand addresses, and no more', () => {
    const { count } = countWrongKeys(standingClock(settings.openedAt));
    for (let n = 0; n < 20; n += 1) count('first');
    for (let n = 0; n < 9_999; n += 1) count(`a${n}`);
    expect(count('first')).toBe(60);
    count('one too many');
    expect(count('first')).toBe(0);
  });
});
