import { describe, expect, it } from 'vitest';
import type { Harness } from '../../steady/harness.ts';

/** Plays harnesses small: each must keep its promise. */
export function playSmall(harnesses: Harness[]): void {
  describe('trouble around the server, played small', () => {
    it.each(harnesses.map((harness) => [harness.name, harness] as const))(
      '%s',
      async (_, { promise, play }) => {
        const { broken, figures } = await play('small');
        console.log(promise, figures);
        expect(broken).toEqual([]);
      },
    );
  });
}
