import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../../access/caller.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { record } from '../../foundation/events/record.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { indexCopy } from '../stories/index-copies.ts';
import { stateAfterSave } from '../stories/copy-rules.ts';
import { contentFrom } from '../stories/content.ts';
import { haveSameUndescribed, replaceUndescribed, undescribedPictures } from '../stories/pictures.ts';
import { namesTheSame, saveExternalIds, saveReferences } from '../stories/references.ts';
import type { ArticleIn } from '../stories/schema.ts';
import { requireAllowed } from '../stories/allowed.ts';
import { reserveSlug } from '../stories/slugs.ts';
import { columnsOf, findEmbargo, getContent, insertVersion } from '../stories/store.ts';
import { openedWith, saveStory, type OpenedStory } from '../stories/story.ts';

type Options = {
  /** What the one who saves wants to say about the version. */
  note?: string | undefined;
  /** The version whose content comes back with this. */
  restored?: number;
  /** Who may name only the stories that they may know of; the house may name all. */
  caller?: Caller | undefined;
  /** What another system said of it, for the record. */
  sent?: Record<string, string | number>;
};

/**
 * Saves a story's content as a new version. The public sees nothing of it until it is published.
 * Content that is the same makes no version.
 */
export async function saveCopy(
  work: Work,
  story: OpenedStory,
  input: ArticleIn,
  { note, restored, caller, sent }: Options = {},
): Promise<OpenedStory> {
  await requireAllowed(work, 'edit', story, { caller });
  const { tx, now, actor } = work;
  const { row: before, content: previous } = story;
  const { id } = before;
  if (input.locale !== undefined && input.locale !== before.locale) {
    throw ruleUnmet([{ pointer: '/locale', detail: 'A story stays in its language; translate it instead.' }]);
  }
  const said = await contentFrom(tx, input, { id, defaultLocale: before.locale, previous, caller });
  const { content, embedded } = said;
  if (isDeepStrictEqual(content, previous)) return openedWith(tx, before, content, embedded);
  if (content.translationOf !== previous.translationOf)
    await refuseUnderEmbargo(work, previous.translationOf);

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
      savedBy: actor.id,
      lacksAltText,
      ...columnsOf(content),
    },
    said,
  );
  if (!namesTheSame(content, previous)) await saveReferences(tx, id, 'copy', ...(await inUse(tx, after)));
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
    data: { ...sent, ...(restored === undefined ? {} : { restored }) },
  });
  return after;
}

/** What a story's copy says, and behind it what is to go out by itself. */
async function inUse(
  db: Db,
  { content, row: { id, scheduledVersion } }: OpenedStory,
): Promise<ArticleContent[]> {
  return scheduledVersion === null ? [content] : [content, await getContent(db, id, scheduledVersion)];
}

/** A translation is bound by its original's embargo: it cannot be cut loose while that stands. */
async function refuseUnderEmbargo({ tx, now }: Work, original: string | undefined): Promise<void> {
  const embargoUntil = await findEmbargo(tx, original);
  if (embargoUntil === null || embargoUntil <= now) return;
  const detail = `translationOf cannot change: its embargo until ${toTimestamp(embargoUntil)} stands`;
  throw ruleUnmet([{ pointer: '/translationOf', detail }]);
}
