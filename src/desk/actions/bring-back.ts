/** The rules for publishing again what was taken back. Pure. */
import type { Scope } from '../../access/scopes.ts';
import { forPersons } from '../../access/persons-only.ts';
import type { Actor } from '../../foundation/database/database.ts';
import type { ArticleRow } from '../stories/table.ts';

/** Whether it was ever public, also if it was unpublished and counts as new. */
export function wasEverPublic({
  publishedAt,
  unpublished,
}: Pick<ArticleRow, 'publishedAt' | 'unpublished'>): boolean {
  return publishedAt !== null || unpublished !== null;
}

/** Whether it was public once, and is no more. */
export function wasTakenBack(
  story: Pick<ArticleRow, 'publication' | 'publishedAt' | 'unpublished'>,
): boolean {
  return story.publication !== 'live' && wasEverPublic(story);
}

/** Whoever brings a story back needs the scope that took it back; undefined where that is the scope to publish. */
export function scopeToBringBack({ publication }: Pick<ArticleRow, 'publication'>): Scope | undefined {
  if (publication === 'withdrawn') return 'articles:withdraw';
  return publication === 'consolidated' ? 'articles:consolidate' : undefined;
}

/** Why an actor cannot bring a story back: only people overrule what people decided. */
export function refuseBringBack(
  story: Pick<ArticleRow, 'publication' | 'publishedAt' | 'unpublished'>,
  by: Actor | undefined,
): string | undefined {
  if (by?.kind !== 'service' || !wasTakenBack(story)) return undefined;
  return forPersons('This story was taken back, and only a person can publish it again');
}

/** Why the time of a story cannot be extended: one that a wrong clock ended early is public again at once. */
export function refuseExtend(
  story: Parameters<typeof refuseBringBack>[0] & { expiresAt?: number | null },
  by: Actor | undefined,
): string | undefined {
  const { expiresAt = null } = story;
  if (expiresAt === null) return 'The time of this story in public has no end.';
  return refuseBringBack(story, by);
}
