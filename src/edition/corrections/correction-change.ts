import type { PublicChange } from '../../foundation/changes/record.ts';
import type { CorrectionRow } from './table.ts';

/** Where the story of a correction is: who follows only a part is told of its corrections too. */
export type StoryPlace = Pick<PublicChange, 'locale' | 'sectionId' | 'agencyId'>;

/** The public change of a correction that is told, or was, of a live story. */
export function correctionChange(
  { id, articleId, material }: Pick<CorrectionRow, 'id' | 'articleId' | 'material'>,
  place: StoryPlace,
  state?: 'retracted',
): PublicChange {
  const told = state === undefined ? { action: 'upserted' as const } : { action: 'removed' as const, state };
  const { locale, sectionId, agencyId } = place;
  const more = { touches: [articleId], lists: ['corrections'], locale, sectionId, agencyId };
  return { kind: 'correction', id, material, ...told, ...more };
}
