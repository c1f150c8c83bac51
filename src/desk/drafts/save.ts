import type { Caller } from '../../access/caller.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { isSameContent, type ArticleContent } from '../../edition/articles/content.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { wasEverPublic } from '../actions/bring-back.ts';
import { leftSectionsOf } from '../stories/approval.ts';
import { contentFrom } from '../stories/input/content.ts';
import type { ArticleIn } from '../stories/schema.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { openedWith, type OpenedStory } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';
import { saveVersion } from './save-version.ts';
import { embargoOfGroup, findGroup, refusalOfEmbargo } from '../stories/translations.ts';

/** A version that is restored: without what is gone, of which `leftOut` tells. */
type Restored = { version: number; content: ArticleContent; leftOut: string[] };

type Options = {
  /** A note about the version. */
  note?: string | undefined;
  /** The version that is restored; what it refers to stays allowed. */
  restored?: Restored | undefined;
  /** May refer only to stories that they may see; without a caller all are allowed. */
  caller?: Caller | undefined;
  /** Make a new slug from the headline. */
  slugAnew?: boolean;
  /** Data of the sending system, for the event. */
  sent?: Record<string, string | number>;
  /** The public version on which the waiting rewrite stands, of a mend of the live version. */
  mends?: number | undefined;
};

/** Saves content as a new version of a story, not public until it is published. The same content saves no version. */
export async function saveCopy(
  work: Work,
  story: OpenedStory,
  input: ArticleIn,
  options: Options = {},
): Promise<OpenedStory> {
  const { note, restored, caller, sent, mends, slugAnew = false } = options;
  await requireAllowed(work, 'edit', story, { caller });
  const { tx } = work;
  const { row: before, content: previous } = story;
  const { content, embedded, notes } = await contentOfCopy(tx, story, input, { caller, slugAnew, restored });
  if (isSameContent(content, previous)) return { ...openedWith(tx, before, previous, embedded), notes };
  if (content.translationOf !== previous.translationOf)
    await requireFreeOfEmbargo(work, before, content.translationOf);

  const left = await leftSectionsOf(tx, story, content);
  const whole = left.length > 0 ? { ...content, leftSections: left } : content;
  const leftOut = restored && restored.leftOut.length > 0 ? { leftOut: restored.leftOut } : {};
  const data = { ...sent, ...leftOut };
  const said = { note, restored: restored?.version, data, mends };
  return saveVersion(work, { ...story, notes }, { content: whole, embedded }, said);
}

/** The content that input gives as the next version of a story. Throws what `contentFrom` throws, and `rule-unmet`. */
export async function contentOfCopy(
  db: Db,
  { row, content: previous }: OpenedStory,
  input: ArticleIn,
  { caller, slugAnew = false, restored }: Pick<Options, 'caller' | 'slugAnew' | 'restored'>,
): ReturnType<typeof contentFrom> {
  const { id, locale } = row;
  if (input.locale !== undefined && input.locale !== locale) {
    throw ruleUnmet([{ pointer: '/locale', detail: 'A story stays in its language; translate it instead.' }]);
  }
  const wasPublic = wasEverPublic(row);
  const isStored = restored !== undefined;
  return contentFrom(db, input, {
    ...{ id, defaultLocale: locale, previous, caller, wasPublic, slugAnew, isStored },
    source: restored?.content,
  });
}

/** An embargo holds for all translations: while it stands, none leaves its group, and none that is out joins it. */
async function requireFreeOfEmbargo(
  { tx, now }: Work,
  story: ArticleRow,
  original: string | undefined,
): Promise<void> {
  const group = await findGroup(tx, story.translationOf ?? story.id);
  const embargo = embargoOfGroup(group);
  if (story.translationOf !== null && embargo > now) {
    const detail = `translationOf cannot change: its embargo until ${toTimestamp(embargo)} stands`;
    throw ruleUnmet([{ pointer: '/translationOf', detail }]);
  }
  if (original === undefined) return;
  const joined = [...(await findGroup(tx, original)), ...group.filter(({ id }) => id === story.id)];
  const until = embargoOfGroup(joined);
  const refusal = refusalOfEmbargo(joined, until, now);
  if (refusal === undefined) return;
  const detail = `translationOf joins an embargo until ${toTimestamp(until)}, which ${refusal}`;
  throw ruleUnmet([{ pointer: '/translationOf', detail }]);
}
