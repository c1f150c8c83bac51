import type { PublicChange } from '../../../foundation/changes/record.ts';

type Told = {
  wasShown: boolean;
  isShown: boolean;
  /** Why it is not shown any more. */
  state?: string;
  material?: boolean;
};

/** The public change of a picture that readers see, or saw. Its captions are searched for. */
export function pictureChange(id: string, { wasShown, isShown, state, material = true }: Told): PublicChange {
  return {
    kind: 'media',
    id,
    material,
    ...(isShown ? { action: 'upserted' } : { action: 'removed', ...(state !== undefined && { state }) }),
    lists: ['search'],
    anywhere: isShown && !wasShown,
  };
}
