import type { Words } from '../../../edition/corrections/store.ts';
import type { CorrectionRow } from '../../../edition/corrections/table.ts';
import type { PublicEvent } from './public-state.ts';

/** Corrections that were public at `asOf`, as they read then. `happened` are the events of the story, oldest first. */
export function asReadAt(
  corrections: CorrectionRow[],
  happened: PublicEvent[],
  asOf: number,
): CorrectionRow[] {
  const later = happened.filter(({ at, data }) => at > asOf && typeof data?.['correction'] === 'string');
  // The first change after that time knows what it said then.
  const said = new Map(later.toReversed().map(({ data }) => [data!['correction'], data!['before']]));
  return corrections.map((correction) => {
    const before = said.get(correction.id) as (Words & { amendedAt?: string }) | undefined;
    if (before === undefined) return correction;
    const { amendedAt, ...words } = before;
    return { ...correction, ...words, amendedAt: amendedAt === undefined ? null : Date.parse(amendedAt) };
  });
}
