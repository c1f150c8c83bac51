import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { record } from '../../foundation/events/record.ts';
import { newId } from '../../foundation/ids.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { indexCopy } from '../stories/derived/index-copies.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { contentFrom } from '../stories/input/content.ts';
import { insertUndescribed, undescribedPictures } from '../stories/derived/pictures.ts';
import { addReferences, saveExternalIds } from '../stories/references.ts';
import type { ArticleIn } from '../stories/schema.ts';
import { reserveSlug } from '../stories/slugs.ts';
import { saveSubjects } from '../stories/derived/subjects.ts';
import { cancelledUnder } from '../stories/cancellations.ts';
import { columnsOf, insertArticle, insertVersion } from '../stories/store.ts';
import { openedWith, type OpenedStory } from '../stories/story.ts';
import { findGroup, refusalOfEmbargo } from '../stories/translations.ts';

type Options = {
  defaultLocale: string;
  id?: string;
  /** The source of the story: data for the event, and the content that it starts from. */
  origin?: { data: Record<string, string | number>; content?: ArticleContent; madeFrom?: string };
  /** May refer only to stories that they may see; without a caller all are allowed. */
  caller?: Caller | undefined;
};

/** Creates a story with version 1, a draft. Nothing of it is public. */
export async function createArticle(
  work: Work,
  input: ArticleIn,
  { defaultLocale, id = newId('article'), origin, caller }: Options,
): Promise<OpenedStory> {
  const { tx, now, actor } = work;
  const {
    content: said,
    embedded,
    notes,
  } = await contentFrom(tx, input, {
    ...{ id, defaultLocale, caller },
    source: origin?.content,
  });
  // What was moved out of a section that asks for approval needs it in a copy, too.
  const { leftSections } = origin?.content ?? {};
  const content = leftSections ? { ...said, leftSections } : said;
  const { slug, locale } = content;
  await refuseEmbargoOfPublic(work, content.translationOf, input.embargoUntil);
  const undescribed = undescribedPictures(id, content, embedded.pictures);
  const row = await insertArticle(tx, {
    id,
    locale,
    ...columnsOf(content),
    madeFrom: origin?.madeFrom ?? null,
    ...(await cancelledUnder(tx, null, { after: content.externalIds })),
    lacksAltText: undescribed.some(({ missingAltText }) => missingAltText),
    savedBy: actor.id,
    embargoUntil: input.embargoUntil ?? null,
    copyVersion: 1,
    copyState: 'draft',
    publication: 'none',
    copyDiffers: false,
    revision: 1,
    createdAt: now,
    createdBy: actor.id,
    updatedAt: now,
  });
  await reserveSlug(tx, { id, locale, slug });
  await insertVersion(tx, { articleId: id, version: 1, content, actor: actor.id, at: now });
  await addReferences(tx, id, 'copy', content);
  await saveSubjects(tx, id, { after: content.subjects });
  await insertUndescribed(tx, ...undescribed);
  await saveExternalIds(tx, id, { after: content.externalIds });
  await indexCopy(tx, { ...row, content }, { pictures: embedded.pictures, formerSeq: null });
  await record(work, {
    action: 'article.created',
    subject: id,
    toVersion: 1,
    data: {
      ...origin?.data,
      ...(input.embargoUntil === undefined ? {} : { embargoUntil: toTimestamp(input.embargoUntil) }),
    },
  });
  return {
    ...openedWith(tx, row, content, embedded),
    notes,
    // A new story has one author, no references to it, its own slug, and no translations.
    authors: async () => [actor.id],
    namedBy: async () => 0,
    isSlugTaken: async () => false,
    ...(content.translationOf === undefined && { groupEmbargo: async () => null }),
  };
}

/** An embargo holds for all translations, so that a new one cannot bring one to what is live or goes out before. */
async function refuseEmbargoOfPublic(
  { tx, now }: Work,
  original: string | undefined,
  until: number | null = null,
): Promise<void> {
  if (original === undefined || until === null) return;
  const refusal = refusalOfEmbargo(await findGroup(tx, original), until, now);
  if (refusal === undefined) return;
  const detail = `embargoUntil ${refusal}`;
  throw ruleUnmet([{ pointer: '/embargoUntil', detail }]);
}
