import type { PlacedPicture, PreflightInput } from './input.ts';
import type { Finding, Rule } from './rule.ts';

/** A picture of the story that is there. */
export type Shown = PlacedPicture & { item: NonNullable<PlacedPicture['item']> };

/** A check of every existing picture; `say` gives the sentence of a finding. */
export function ofPictures(say: (shown: Shown, story: PreflightInput) => string | undefined): Rule['find'] {
  return (story) =>
    story.pictures.flatMap((placed): Finding[] => {
      if (!placed.item) return [];
      const detail = say(placed as Shown, story);
      return detail === undefined ? [] : [{ pointer: placed.pointer, detail }];
    });
}
