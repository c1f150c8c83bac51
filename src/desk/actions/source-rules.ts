/** The rules for stories that a source sends: who decides about what it sent. Pure. */
import type { Scope } from '../../access/scopes.ts';
import { forPersons } from '../../access/persons-only.ts';
import type { Actor } from '../../foundation/database/database.ts';
import type { ArticleRow } from '../stories/table.ts';

type Sent = { source?: ArticleRow['source'] | undefined };

/** Why an actor cannot decide how a story goes on with its source. */
export function refuseSourceAct({ source }: Sent, by: Actor | undefined): string | undefined {
  if (!source) return 'No source sends this story.';
  if (by?.kind !== 'service') return undefined;
  return forPersons('Only a person can decide how a story goes on with its source');
}

/** The scope to follow a source that has cancelled the story, since what it sends may go out by itself again. */
export function scopeToFollow({ source }: Sent): Scope | undefined {
  return source?.cancelled ? 'articles:publish' : undefined;
}
