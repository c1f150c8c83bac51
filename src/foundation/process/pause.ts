import { setTimeout } from 'node:timers/promises';

/** Waits; for a few seconds at most, since a timer's count is 32 bits and wraps. */
export async function pause(ms: number): Promise<void> {
  await setTimeout(ms);
}
