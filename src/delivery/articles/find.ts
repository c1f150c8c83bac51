import { languageOf } from '../../foundation/language.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { compact } from '../../foundation/compact.ts';
import type { Db } from '../../foundation/database/database.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { gone, notFound } from '../../foundation/problem.ts';
import type { Asked } from '../../edition/show/asked.ts';
import { loadEmbedded, lastModifiedOf } from '../../edition/show/embedded.ts';
import { findLive, findNamedStories, itself, type Found } from '../../edition/articles/find.ts';
import { presentArticle, presentStoryRef } from '../../edition/show/present.ts';
import type { Article, BodyForm } from '../../edition/show/schema.ts';
import type { LiveRow } from '../../edition/articles/table.ts';
import type { TombstoneRow } from '../../edition/tombstones/store.ts';
import type { Site } from '../../library/site.ts';

type Named = {
  article: string;
  locale?: string | undefined;
  fallback?: boolean | undefined;
  body?: BodyForm | 'stored' | undefined;
};

/** The ids on the way to a story: a change of them may lead elsewhere. */
type Way = { past: string[] };
/** A story and when it or anything in it last changed; or its current slug. */
export type StoryAnswer = ({ story: Article; at: number } & Way) | Moved;
export type Moved = { movedTo: { slug: string; locale: string } } & Way;

/** The live story with a slug or id. Throws `not-found`, and `gone` with its tombstone. */
export async function findPublicStory(db: Db, asked: Named & Asked, site: Site): Promise<StoryAnswer> {
  const found = await findRow(db, asked, site);
  if ('movedTo' in found) return found;
  const { live, past } = found;
  const { body = 'blocks' } = asked;
  const embedded = await loadEmbedded(db, [live], { areLive: true, whole: true, asked });
  return {
    story: presentArticle(live, embedded, site, body),
    at: await lastModifiedOf(db, live, embedded),
    past,
  };
}

/** The same, without embedded records. */
export async function findRow(
  db: Db,
  { article, locale, fallback = false }: Named,
  site: Site,
): Promise<({ live: LiveRow } & Way) | Moved> {
  const found =
    fallback && locale !== undefined
      ? await findNearest(db, article, locale, site.defaultLocale)
      : await findLive(db, article, locale, site.defaultLocale);
  if (!found) throw notFound('article');
  if ('tombstone' in found) throw await asGone(db, found.tombstone, site);
  const { live, byFormerSlug, past } = found;
  return byFormerSlug
    ? { movedTo: { slug: live.slug, locale: live.locale }, past: [...past, live.id] }
    : { live, past };
}

/**
 * The story in that language: by its slug, or as a translation of the story with that slug; otherwise one in a variety
 * of the language (`de` for `de-CH`), otherwise that story itself.
 */
async function findNearest(db: Db, article: string, locale: string, defaultLocale: string): Promise<Found> {
  const found =
    (await findLive(db, article, locale, defaultLocale)) ??
    (await findLive(db, article, undefined, defaultLocale));
  if (!found || 'tombstone' in found || found.live.locale === locale) return found;
  const { id, translationOf } = found.live;
  const original = translationOf ?? id;
  const { headlines, translations } = await findNamedStories(db, { ids: [original], originals: [original] });
  const others = [...compact([itself(original, headlines)]), ...(translations.get(original) ?? [])];
  const nearest =
    others.find((story) => story.locale === locale) ??
    others.find((story) => story.locale === languageOf(locale)) ??
    others.find((story) => languageOf(story.locale) === languageOf(locale));
  const other = nearest && (await findLive(db, nearest.id, locale, defaultLocale));
  return other && 'live' in other ? { ...other, past: [...found.past, id] } : found;
}

async function asGone(
  db: Db,
  { articleId, state, at, headline, notice, substituteId }: TombstoneRow,
  site: Site,
) {
  const named = substituteId === null ? [] : [substituteId];
  const [substitute] = (await findNamedStories(db, { ids: named })).headlines.values();
  const tombstone = omitAbsent({
    id: articleId,
    state,
    at: toTimestamp(at),
    headline,
    notice,
    substitute: substitute && presentStoryRef(substitute, site),
  });
  return gone(`This story was ${state}.`, { tombstone });
}
