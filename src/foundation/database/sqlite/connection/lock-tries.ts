import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isBusy } from './errors.ts';

/**
 * Processes share the file without waiting inside SQLite, which would stop the event loop. Who finds it locked tries
 * again every few milliseconds; who writes on and on leaves it free now and then, for longer than that.
 */
const longestWaitMs = 3;

/** How long to leave the file free, and after how much writing. */
export const gapMs = 6;
export const mostWritingMs = 50;

/** Waits until the next try. The length is random, so that two processes do not keep step. */
export async function waitForLock(): Promise<void> {
  await pause(randomInt(1, longestWaitMs + 1));
}

/** Runs `attempt` until it finds the file unlocked, for so many milliseconds at most; then throws its error. */
export async function untilUnlocked<T>(attempt: () => T, patienceMs: number): Promise<T> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
      await waitForLock();
    }
  }
}
