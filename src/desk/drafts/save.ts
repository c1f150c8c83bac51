import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../../access/caller.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { record } from '../../foundation/events/record.ts';
import { isSameToReaders, type ArticleContent } from '../../edition/articles/content.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { indexCopy } from '../stories/index-copies.ts';
import { wasEverPublic } from '../actions/bring-back.ts';
import { stateAfterSave } from '../actions/copy-rules.ts';
import { contentFrom } from '../stories/content.ts';
import { haveSameUndescribed, replaceUndescribed, undescribedPictures } from '../stories/pictures.ts';
import { namesTheSame, saveExternalIds, saveReferences } from '../stories/references.ts';
import type { ArticleIn } from '../stories/schema.ts';
import { saveSubjects } from '../stories/subjects.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { reserveSlug } from '../stories/slugs.ts';
import { columnsOf, getContent, insertVersion } from '../stories/store.ts';
import { openedWith, saveStory, type OpenedStory } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';
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
};

/** Saves content as a new version of a story, not public until it is published. The same content saves no version. */
export async function saveCopy(
  work: Work,
  story: OpenedStory,
  input: ArticleIn,
  { note, restored, caller, sent, slugAnew = false }: Options = {},
): Promise<OpenedStory> {
  await requireAllowed(work, 'edit', story, { caller });
  const { tx, now, actor } = work;
  const { row: before, content: previous } = story;
  const { id } = before;
  const said = await contentOfCopy(tx, story, input, { caller, slugAnew, restored });
  const { content, embedded } = said;
  if (isDeepStrictEqual(content, previous)) return openedWith(tx, before, content, embedded);
  if (content.translationOf !== previous.translationOf)
    await requireFreeOfEmbargo(work, before, content.translationOf);

  const version = before.copyVersion + 1;
  await insertVersion(tx, { articleId: id, version, content, actor: actor.id, at: now, note: note ?? null });
  if (content.slug !== previous.slug)
    await reserveSlug(tx, { id, locale: before.locale, slug: content.slug });
  const undescribed = undescribedPictures(id, content, embedded.pictures);
  const lacksAltText = undescribed.some(({ missingAltText }) => missingAltText);
  const after = await saveStory(
    work,
    story,
    {
      copyVersion: version,
      copyState: stateAfterSave(before),
      copyDiffers: await differsFromPublic(tx, story, content),
      savedBy: actor.id,
      lacksAltText,
      ...columnsOf(content),
    },
    said,
  );
  if (!namesTheSame(content, previous)) await saveReferences(tx, id, 'copy', ...(await inUse(tx, after)));
  await saveSubjects(tx, id, { before: previous.subjects, after: content.subjects });
  if (!haveSameUndescribed(content, previous) || lacksAltText !== before.lacksAltText)
    await replaceUndescribed(tx, id, undescribed);
  await saveExternalIds(tx, id, { before: previous.externalIds, after: content.externalIds });
  const { row } = after;
  await indexCopy(tx, { ...row, content }, { pictures: embedded.pictures, formerSeq: before.searchSeq });
  await record(work, {
    action: restored === undefined ? 'article.saved' : 'article.restored',
    subject: id,
    fromVersion: before.copyVersion,
    toVersion: version,
    ...(note === undefined ? {} : { reason: note }),
    data: {
      ...sent,
      ...(restored && { restored: restored.version }),
      ...(restored && restored.leftOut.length > 0 && { leftOut: restored.leftOut }),
    },
  });
  return after;
}

/** Whether readers would see a difference between this content and the version that is public, or was last. */
async function differsFromPublic(
  db: Db,
  { row: { id, copyVersion, publishedVersion }, content: previous }: OpenedStory,
  content: ArticleContent,
): Promise<boolean> {
  if (publishedVersion === null) return false;
  const published = publishedVersion === copyVersion ? previous : await getContent(db, id, publishedVersion);
  return !isSameToReaders(content, published);
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

/** The contents in use at the desk: the copy, and the scheduled version. */
async function inUse(
  db: Db,
  { content, row: { id, scheduledVersion } }: OpenedStory,
): Promise<ArticleContent[]> {
  return scheduledVersion === null ? [content] : [content, await getContent(db, id, scheduledVersion)];
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
