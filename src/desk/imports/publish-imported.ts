import { and, eq } from 'drizzle-orm';
import type { Caller } from '../../access/caller.ts';
import type { Scope } from '../../access/scopes.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { events } from '../../foundation/events/table.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { Problem } from '../../foundation/problem.ts';
import type { Note } from '../../library/notes.ts';
import { wasTakenBack } from '../actions/bring-back.ts';
import { firstHeldBack } from '../actions/held-back.ts';
import { publishArticle } from '../release/publish.ts';
import type { OpenedStory } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';
import type { IncomingStory } from './formats/incoming.ts';

type Options = {
  caller?: Caller | undefined;
  mayUse: (scope: Scope) => boolean;
  /** The public note on the change of a live story. */
  change?: string | undefined;
  /** Of what came before and was applied then: the version of the story that it became. */
  repeats?: number | undefined;
};

/**
 * Publishes an imported story with the first publication of its source. Gives notes on what keeps it from being
 * published; it does not throw for faults of the story.
 */
export async function publishImported(
  work: Work,
  story: OpenedStory,
  incoming: Pick<IncomingStory, 'status' | 'publishedAt' | 'isUndated'>,
  { caller, mayUse, change, repeats }: Options,
): Promise<{ published: boolean; notes: Note[] }> {
  if (incoming.status !== 'usable' || isOut(story.row)) return { published: false, notes: [] };
  const first = story.row.publishedAt === null;
  const refusal =
    refusalOf(story.row, change) ??
    (await refusalOfRepetition(work.tx, story.row, repeats)) ??
    (await refusalByOrigin(story)) ??
    (first && incoming.isUndated ? undatedSaid : undefined);
  if (refusal !== undefined) return { published: false, notes: [notPublished(refusal)] };
  const at = story.content.sourcePublishedAt ?? incoming.publishedAt;
  const isPast = first && at !== undefined && at <= work.now;
  const backdated = isPast && mayUse('articles:backdate');
  try {
    await publishArticle(work, story, {
      caller,
      ...(backdated ? { publishedAt: at } : {}),
      ...(first ? {} : { change: { kind: 'update', text: change! } }),
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const reasons = error.faults.length > 0 ? error.faults.map(({ detail }) => detail) : [error.message];
    return { published: false, notes: reasons.map(notPublished) };
  }
  const isUnused = first && at !== undefined && !backdated;
  return { published: true, notes: isUnused ? [timeUnused(at, { isPast })] : [] };
}

function timeUnused(at: number, { isPast }: { isPast: boolean }): Note {
  const why = isPast ? 'that needs the scope articles:backdate.' : 'that is still to come.';
  return { name: 'timeUnused', detail: `It is dated today and not ${toTimestamp(at)}: ${why}` };
}

const undatedSaid = 'a time of its source has no offset, so that nobody knows when it was published.';

function notPublished(reason: string): Note {
  return { name: 'notPublished', detail: `Not published: ${reason}` };
}

function isOut({ publication, publishedVersion, copyVersion }: ArticleRow): boolean {
  return publication === 'live' && publishedVersion === copyVersion;
}

/** A repetition publishes only the version that it became itself, and that readers have not had before. */
async function refusalOfRepetition(
  db: Db,
  { id, copyVersion }: ArticleRow,
  repeats: number | undefined,
): Promise<string | undefined> {
  if (repeats === undefined) return undefined;
  if (repeats !== copyVersion) return 'it is on record already, and somebody has changed the story since.';
  const [published] = await db
    .select({ seq: events.seq })
    .from(events)
    .where(
      and(eq(events.subject, id), eq(events.action, 'article.published'), eq(events.toVersion, copyVersion)),
    )
    .limit(1);
  return published && 'it is on record already, and the desk has published another version since.';
}

/** What was decided about a story holds for its translations, too. */
async function refusalByOrigin(story: OpenedStory): Promise<string | undefined> {
  const how = firstHeldBack(await story.origins());
  return how && `the story that it comes from was ${how}.`;
}

/** Decisions of an editor are not overruled by an import. */
function refusalOf(story: ArticleRow, change: string | undefined): string | undefined {
  const { publication, scheduledAt, source } = story;
  if (wasTakenBack(story)) return 'the desk took it back.';
  if (source?.cancelled)
    return 'its source cancelled it before, and the desk has not followed it again since.';
  if (scheduledAt !== null) return `the desk has scheduled it for ${toTimestamp(scheduledAt)}.`;
  if (publication === 'live' && change === undefined)
    return 'it is live already, and nothing says what readers are told of the change (change).';
  return undefined;
}
