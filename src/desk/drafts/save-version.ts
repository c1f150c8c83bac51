import type { Db, Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import type { EventData } from '../../foundation/events/table.ts';
import { isSameToReaders, type ArticleContent } from '../../edition/articles/content.ts';
import { stateAfterSave } from '../actions/copy-rules.ts';
import { cancelledUnder } from '../stories/cancellations.ts';
import type { DeskEmbedded } from '../stories/embedded.ts';
import { indexCopy } from '../stories/derived/index-copies.ts';
import { haveSameUndescribed, replaceUndescribed, undescribedPictures } from '../stories/derived/pictures.ts';
import { namesTheSame, saveExternalIds, saveReferences } from '../stories/references.ts';
import { reserveSlug } from '../stories/slugs.ts';
import { columnsOf, getContent, insertVersion } from '../stories/store.ts';
import { saveSubjects } from '../stories/derived/subjects.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';
import { madeFromAfter } from './made-from.ts';

type Options = {
  /** A note about the version. */
  note?: string | undefined;
  /** The version that is restored. */
  restored?: number | undefined;
  /** Further data for the event. */
  data?: EventData;
  /** The public version on which the waiting rewrite stands, of a mend of the live version. */
  mends?: number | undefined;
  /** Of a rewrite that is saved again: whose it is, and the columns of its state. */
  kept?: { actor: string; authors: string[]; columns: Partial<ArticleRow> };
};

/** Saves content as the newest version of a story, without asking whether that is allowed or changes anything. */
export async function saveVersion(
  work: Work,
  story: OpenedStory,
  said: { content: ArticleContent; embedded: DeskEmbedded },
  { note, restored, data, mends, kept }: Options,
): Promise<OpenedStory> {
  const { tx, now } = work;
  const { row: before, content: previous } = story;
  const { id, locale } = before;
  const { content, embedded } = said;
  const version = before.copyVersion + 1;
  const actor = kept?.actor ?? work.actor.id;
  const authors = kept?.authors ?? null;
  await insertVersion(tx, {
    ...{ articleId: id, version, content, actor, at: now },
    ...{ note: note ?? null, mends: mends ?? null, authors },
  });
  if (content.slug !== previous.slug) await reserveSlug(tx, { id, locale, slug: content.slug });
  const undescribed = undescribedPictures(id, content, embedded.pictures);
  const lacksAltText = undescribed.some(({ missingAltText }) => missingAltText);
  const columns = {
    copyVersion: version,
    copyState: stateAfterSave(before),
    copyDiffers: await differsFromPublic(tx, story, content),
    savedBy: actor,
    lacksAltText,
    ...columnsOf(content),
    madeFrom: await madeFromAfter(tx, before, content.translationOf),
    // It is the mend: it has all that earlier mends changed.
    ...(mends !== undefined && { mended: null }),
    ...(await cancelledUnder(tx, before.source, {
      before: previous.externalIds,
      after: content.externalIds,
    })),
    ...kept?.columns,
  };
  const after = await saveStory(work, story, columns, said);
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
    fromVersion: story.version,
    toVersion: version,
    ...(note === undefined ? {} : { reason: note }),
    data: { ...data, ...(mends !== undefined && { mends }), ...(restored === undefined ? {} : { restored }) },
  });
  return after;
}

/** Whether readers would see a difference between this content and the version that is public, or was last. */
async function differsFromPublic(
  db: Db,
  { row: { id, publishedVersion }, version, content: previous }: OpenedStory,
  content: ArticleContent,
): Promise<boolean> {
  if (publishedVersion === null) return false;
  const published = publishedVersion === version ? previous : await getContent(db, id, publishedVersion);
  return !isSameToReaders(content, published);
}

/** The contents in use at the desk: the copy, and the scheduled version. */
async function inUse(
  db: Db,
  { content, row: { id, scheduledVersion } }: OpenedStory,
): Promise<ArticleContent[]> {
  return scheduledVersion === null ? [content] : [content, await getContent(db, id, scheduledVersion)];
}
