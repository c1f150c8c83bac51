import type { PublicChange } from '../../foundation/changes/record.ts';
import { liveArticles, type LiveRow } from '../articles/table.ts';
import type { TombstoneRow } from '../tombstones/store.ts';

/** What the log tells of every story, beside what became of it. */
export type StoryFacts = Pick<LiveRow, 'id' | 'locale' | 'sectionId' | 'agencyId'>;

/** Their columns. */
export const storyFacts = {
  id: liveArticles.id,
  locale: liveArticles.locale,
  sectionId: liveArticles.sectionId,
  agencyId: liveArticles.agencyId,
};

/** Those of a story that is no longer live: as it was, whatever its draft says since. */
export function factsOfRemoved(draft: StoryFacts, tombstone: TombstoneRow | undefined): StoryFacts {
  if (!tombstone || tombstone.locale === null) return draft;
  const { locale, sectionId, agencyId } = tombstone;
  return { id: draft.id, locale, sectionId, agencyId };
}

// Corrections and alerts are shown while their story is live.
const ofStories = ['articles', 'search', 'corrections', 'alerts'];

/** A story was published, or something public of it changed. */
export function storyUpserted(
  { id, locale, sectionId, agencyId }: StoryFacts,
  more: Pick<PublicChange, 'material' | 'touches' | 'lists' | 'formerSectionId' | 'formerAgencyId'>,
): PublicChange {
  return { kind: 'article', id, action: 'upserted', lists: ofStories, locale, sectionId, agencyId, ...more };
}

/** A story left the public, or its notice was amended. */
export function storyRemoved(
  { id, locale, sectionId, agencyId }: StoryFacts,
  { state, touches = [] }: { state: string; touches?: string[] },
): PublicChange {
  const told = { action: 'removed', state, material: true } as const;
  return { kind: 'article', id, ...told, lists: ofStories, touches, locale, sectionId, agencyId };
}
