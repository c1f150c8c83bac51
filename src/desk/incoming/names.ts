import type { Db } from '../../foundation/database/database.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { type ExternalId, isSameExternalId } from '../stories/external-id.ts';
import { mostExternalIds, type ArticleIn } from '../stories/schema.ts';
import type { OpenedStory } from '../stories/story.ts';
import { findSendingNames } from './known.ts';
import type { Sent } from './sent.ts';

/** What a source sends for a story that is here, with all the ids that the story keeps. */
export async function asSentFor(
  db: Db,
  { row, content }: OpenedStory,
  { name, input }: Pick<Sent, 'name' | 'input'>,
): Promise<ArticleIn> {
  const sending = await findSendingNames(db, row.id);
  return withNames(input, name, { present: content.externalIds, sending });
}

/**
 * Adds the id under which a source sends the story, and keeps those of its other sources; what else it is called stays,
 * unless this source sends its own list. Throws `rule-unmet` when there are too many then.
 */
export function withNames(
  input: ArticleIn,
  name: ExternalId,
  { present = [], sending = [] }: { present?: ExternalId[]; sending?: ExternalId[] } = {},
): ArticleIn {
  const others: ExternalId[] = [];
  for (const one of [...(input.externalIds ?? present), ...sending])
    if (![name, ...others].some((known) => isSameExternalId(known, one))) others.push(one);
  if (others.length >= mostExternalIds) {
    const detail = `externalIds may hold ${mostExternalIds - 1} others beside the one in the address`;
    throw ruleUnmet([{ pointer: '/externalIds', detail }]);
  }
  return { ...input, externalIds: [name, ...others] };
}
