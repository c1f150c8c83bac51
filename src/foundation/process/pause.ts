import { setTimeout } from 'node:timers/promises';

/** Waits. setTimeout overflows above 2^31-1 ms (24.8 days). */
export async function pause(ms: number): Promise<void> {
  await setTimeout(ms);
}
