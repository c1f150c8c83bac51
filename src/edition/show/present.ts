import type { z } from 'zod';
import { toTimestamp } from '../../foundation/clock.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { presentAgency } from '../../library/agencies/present.ts';
import { presentByline } from '../../library/bylines/present.ts';
import { presentNamed } from '../../library/records/present.ts';
import { presentSectionRef } from '../../library/sections/present.ts';
import { storyAddress, type Site } from '../../library/site.ts';
import { presentCorrection } from '../corrections/present.ts';
import { namedPictures, translationsOf, type Around } from './around.ts';
import { signedCredits, topicsOf } from './named-once.ts';
import type { Attribution, RelatedStory } from '../articles/content.ts';
import type { LiveHeadline } from '../articles/find.ts';
import type { ListedRow } from '../articles/list.ts';
import type { StoryRef } from './parts.ts';
import { presentBody } from './present-body.ts';
import { captionLocaleOf, presentUse } from './present-use.ts';
import type { Article, ArticleSummary, BodyForm } from './schema.ts';
import type { LiveRow } from '../articles/table.ts';

/** A story as lists show it. */
export function presentSummary(row: ListedRow, around: Around, site: Site): ArticleSummary {
  const { content } = row;
  const section = row.sectionId === null ? undefined : around.sections.get(row.sectionId);
  const agency = row.agencyId === null ? undefined : around.agencies.get(row.agencyId);
  return omitAbsent({
    id: row.id,
    slug: row.slug,
    url: storyAddress(site, { ...row, section: section?.slug }),
    locale: row.locale,
    kind: row.kind,
    headline: content.headline,
    headlines: content.headlines,
    kicker: content.kicker,
    standfirst: content.standfirst,
    bylines: signedCredits(content.bylines, around.bylines).map(({ role, place, byline }) =>
      omitAbsent({ role, place, byline: { ...presentNamed(byline), kind: byline.kind } }),
    ),
    bylineText: content.bylineText,
    agency: agency && presentNamed(agency),
    creditLine: content.creditLine,
    section: section && presentSectionRef(section, around.sections),
    topics: topicsOf(content.topics, around.topics).map(presentNamed),
    leadMedia: content.leadMedia && presentUse(content.leadMedia, row, around, site),
    urgency: row.urgency,
    breaking: row.breaking,
    publishedAt: toTimestamp(row.publishedAt),
    updatedAt: toTimestamp(row.updatedAt),
  });
}

/** A story, ready to render, its text in the form that was asked for. */
export function presentArticle(row: LiveRow, around: Around, site: Site, form: BodyForm): Article {
  const { content } = row;
  const agency = row.agencyId === null ? undefined : around.agencies.get(row.agencyId);
  const translations = translationsOf(row, around);
  const original =
    content.translationOf === undefined ? undefined : around.headlines.get(content.translationOf);
  return omitAbsent({
    ...presentSummary(row, around, site),
    bylines: signedCredits(content.bylines, around.bylines).map(({ role, place, byline }) =>
      omitAbsent({ role, place, byline: presentByline(byline, around, captionLocaleOf(row, around), site) }),
    ),
    agency: agency && presentAgency(agency, around.pictures, captionLocaleOf(row, around), site),
    version: row.version,
    slugline: content.slugline,
    dateline: content.dateline,
    ...presentBody(row, around, site, form),
    placements: content.placements.flatMap((placement) => presentUse(placement, row, around, site) ?? []),
    withheldPictures: namedPictures(row, true).filter((id) => !around.pictures.has(id)).length || undefined,
    attributions: content.attributions.map((attribution) => presentAttribution(attribution, around)),
    subjects: content.subjects,
    related: content.related.flatMap((story) => presentRelated(story, around, site)),
    translationOf: original && presentStoryRef(original, site),
    translations: translations.map((story) => presentStoryRef(story, site)),
    availableLocales: [...new Set([row.locale, ...translations.map(({ locale }) => locale)])],
    corrections: (around.corrections.get(row.id) ?? []).map(presentCorrection),
    breakingUntil: row.breaking && row.breakingUntil !== null ? toTimestamp(row.breakingUntil) : undefined,
    edNote: content.edNote,
    rights: content.rights ?? agency?.rights,
    canonicalUrl: content.canonicalUrl,
    externalIds: content.externalIds,
  });
}

/** A live story, named. */
export function presentStoryRef(story: LiveHeadline, site: Site): z.output<typeof StoryRef> {
  const { id, slug, locale, kind, headline, publishedAt } = story;
  return {
    id,
    slug,
    url: storyAddress(site, story),
    locale,
    kind,
    headline,
    publishedAt: toTimestamp(publishedAt),
  };
}

function presentAttribution(
  { role, agency, name, description, reason, via, blocks }: Attribution,
  { agencies }: Around,
) {
  const [from, through] = [agency, via].map((id) => agencies.get(id ?? ''));
  return omitAbsent({
    role,
    agency: from && presentNamed(from),
    name,
    description,
    reason,
    via: through && presentNamed(through),
    blocks,
  });
}

// A related story that is not live is as if it had never been named.
function presentRelated({ relation, article, url, title }: RelatedStory, { headlines }: Around, site: Site) {
  const story = article === undefined ? undefined : headlines.get(article);
  if (article !== undefined && !story) return [];
  return [omitAbsent({ relation, article: story && presentStoryRef(story, site), url, title })];
}
