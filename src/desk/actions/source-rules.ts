/** The rules for stories that a source sends: who decides about what it sent. Pure. */
import type { Actor } from '../../foundation/database/database.ts';
import type { ArticleRow } from '../stories/table.ts';

type Sent = { source?: ArticleRow['source'] | undefined };

/** Why a service cannot publish a story that its source has cancelled: nothing of it goes out by itself. */
export function refuseCancelled({ source }: Sent, by: Actor | undefined): string | undefined {
  if (by?.kind !== 'service' || !source?.cancelled) return undefined;
  return 'Its source cancelled this story, and only a person can publish it; this is the key of a service.';
}

/** Why an actor cannot decide how a story goes on with its source. */
export function refuseSourceAct({ source }: Sent, by: Actor | undefined): string | undefined {
  if (!source) return 'No source sends this story.';
  if (by?.kind !== 'service') return undefined;
  return 'Only a person can decide how a story goes on with its source; this is the key of a service.';
}
