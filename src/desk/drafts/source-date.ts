import type { Caller } from '../../access/caller.ts';
import { requireScope } from '../../access/scopes.ts';

type Dated = { sourcePublishedAt?: number | null | undefined };

/**
 * Throws `forbidden` where somebody says when the source published a story, or says otherwise, without the scope that dates
 * a publication. What a source sends itself is not asked.
 */
export function requireBackdating(
  caller: Caller | undefined,
  { sourcePublishedAt: at }: Dated,
  before: Dated = {},
): void {
  if (!caller || at === undefined || (at ?? undefined) === before.sourcePublishedAt) return;
  requireScope(caller, 'articles:backdate');
}
