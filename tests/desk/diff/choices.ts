import { chanceOf } from '../../steady/chance.ts';

/** Choices by chance that are the same for the same seed. */
export function choicesOf(seed: number) {
  const chance = chanceOf(seed);
  function below(count: number): number {
    return Math.floor(chance() * count);
  }
  return { below, of: <T>(things: readonly T[]): T => things[below(things.length)]! };
}
