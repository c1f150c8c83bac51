import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { everySecond } from '../../src/foundation/process/every-second.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('work every second', () => {
  it('starts again a second after it is done, and never piles up', async () => {
    let begun = 0;
    let gate = Promise.withResolvers<undefined>();
    const stop = await everySecond(
      async () => {
        begun += 1;
        gate = Promise.withResolvers();
        if (begun > 1) await gate.promise;
      },
      () => undefined,
    );
    await vi.advanceTimersByTimeAsync(1_000);
    expect(begun).toBe(2);
    await vi.advanceTimersByTimeAsync(60_000);
    gate.resolve(undefined);
    await vi.advanceTimersByTimeAsync(999);
    expect(begun).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(begun).toBe(3);
    gate.resolve(undefined);
    await stop();
  });

  it('starts again sooner where it says so, and never later', async () => {
    const lefts = [20, Infinity, 5_000];
    let begun = 0;
    const stop = await everySecond(
      async () => lefts[begun++],
      () => undefined,
    );
    await vi.advanceTimersByTimeAsync(19);
    expect(begun).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(begun).toBe(2);
    await vi.advanceTimersByTimeAsync(999);
    expect(begun).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(begun).toBe(3);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(begun).toBe(4);
    await stop();
  });

  it('goes on after a failure, which is reported', async () => {
    let begun = 0;
    const reported: unknown[] = [];
    const stop = await everySecond(
      async () => {
        begun += 1;
        if (begun === 2) throw new Error('busy');
      },
      (error) => reported.push(error),
    );
    await vi.advanceTimersByTimeAsync(2_000);
    expect([begun, reported]).toEqual([3, [new Error('busy')]]);
    await stop();
  });

  it('reports the first of several failures at once, and the others once a minute', async () => {
    let begun = 0;
    const reported: number[] = [];
    const stop = await everySecond(
      async () => {
        begun += 1;
        if (begun > 1 && begun !== 4) throw new Error('gone');
      },
      () => void reported.push(begun),
    );
    await vi.advanceTimersByTimeAsync(70_000);
    expect(reported).toEqual([2, 5, 65]);
    await stop();
  });

  it('stops when what is under way is done, and does not start again', async () => {
    let begun = 0;
    let gate = Promise.withResolvers<undefined>();
    const stop = await everySecond(
      async () => {
        begun += 1;
        gate = Promise.withResolvers();
        if (begun > 1) await gate.promise;
      },
      () => undefined,
    );
    await vi.advanceTimersByTimeAsync(1_000);
    let isStopped = false;
    const stopped = stop().then(() => (isStopped = true));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(isStopped).toBe(false);
    gate.resolve(undefined);
    await stopped;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(begun).toBe(2);
  });
});
