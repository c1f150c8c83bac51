import type { z } from 'zod';
import { compact } from '../../foundation/compact.ts';
import { toTimestamp, toTimestampIfSet } from '../../foundation/clock.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { referencesInStored } from '../../library/body/stored.ts';
import { presentNamedIn } from '../../library/records/present.ts';
import { presentSectionRef } from '../../library/sections/present.ts';
import { storyAddress, type Site } from '../../library/site.ts';
import { hasCards, hasProfiles } from './asked.ts';
import { presentCorrection } from '../corrections/present.ts';
import { namedPictures, translationsOf, type Embedded } from './embedded.ts';
import { relatedOf, signedCredits, topicsOf, type ShownRelated } from './unique.ts';
import { itself, type LiveHeadline } from '../articles/find.ts';
import type { ListedRow } from '../articles/list.ts';
import type { StoryRef } from './parts.ts';
import { presentBody } from './present-body.ts';
import { presentAgencyOf, presentAttribution, presentSigned } from './present-sources.ts';
import { presentUse } from './present-use.ts';
import type { Article, ArticleSummary, BodyForm } from './schema.ts';
import type { LiveRow } from '../articles/table.ts';

/** A story as lists show it. */
export function presentSummary(row: ListedRow, embedded: Embedded, site: Site): ArticleSummary {
  return presentHead(row, embedded, { site, whole: false });
}

/** What lists and whole stories show; in lists without what no card prints. */
function presentHead(
  row: ListedRow,
  embedded: Embedded,
  { site, whole }: { site: Site; whole: boolean },
): ArticleSummary {
  const { content } = row;
  const section = row.sectionId === null ? undefined : embedded.sections.get(row.sectionId);
  const agency = row.agencyId === null ? undefined : embedded.agencies.get(row.agencyId);
  const creditLine = content.creditLine ?? agency?.creditLine;
  return omitAbsent({
    id: row.id,
    slug: row.slug,
    url: storyAddress(site, { ...row, section: section?.slug }),
    locale: row.locale,
    kind: row.kind,
    headline: content.headline,
    headlines: whole ? content.headlines : shortOnly(content.headlines),
    kicker: content.kicker,
    standfirst: content.standfirst,
    bylines: signedCredits(content.bylines, embedded.bylines).map(({ role, place, byline }) =>
      omitAbsent({
        role,
        place,
        byline: presentSigned(byline, row, embedded, { site, whole }),
      }),
    ),
    bylineText: content.bylineText,
    agency: agency && presentAgencyOf(agency, row, embedded, { site, whole }),
    creditLine: whole || creditLine !== agency?.name ? creditLine : undefined,
    section:
      section &&
      (whole || hasProfiles(embedded.asked)
        ? presentSectionRef(section, embedded.sections, row.locale, site)
        : presentNamedIn(section, row.locale, site)),
    topics: topicsOf(content.topics, embedded.topics).map((topic) => presentNamedIn(topic, row.locale, site)),
    leadMedia: content.leadMedia && presentUse(content.leadMedia, row, embedded, site),
    urgency: row.urgency,
    breaking: row.breaking,
    publishedAt: toTimestamp(row.publishedAt),
    updatedAt: toTimestamp(row.updatedAt),
  });
}

/** The headline for cards; those for search engines and networks are for the page itself. */
function shortOnly({ short }: ListedRow['content']['headlines'] = {}) {
  return short === undefined ? undefined : { short };
}

/** A story, ready to render, its text in that form. */
export function presentArticle(
  row: LiveRow,
  embedded: Embedded,
  site: Site,
  form: BodyForm | 'stored',
): Article {
  const { content } = row;
  const agency = row.agencyId === null ? undefined : embedded.agencies.get(row.agencyId);
  const translations = translationsOf(row, embedded);
  const { translationOf } = content;
  const original = translationOf === undefined ? undefined : itself(translationOf, embedded.headlines);
  return omitAbsent({
    ...presentHead(row, embedded, { site, whole: true }),
    version: row.version,
    slugline: content.slugline,
    dateline: content.dateline,
    ...presentBody(row, embedded, site, form),
    placements: content.placements.flatMap((placement) => presentUse(placement, row, embedded, site) ?? []),
    withheldPictures: namedPictures(row, true).filter((id) => !embedded.pictures.has(id)).length || undefined,
    attributions: content.attributions.flatMap((attribution) => presentAttribution(attribution, embedded)),
    subjects: content.subjects,
    related: relatedOf(row, embedded).map((story) => presentRelated(story, embedded, site)),
    linked: linkedIn(row, embedded)?.map((story) => presentCard(story, embedded, site)),
    translationOf: original && presentCard(original, embedded, site),
    translations: translations.map((story) => presentCard(story, embedded, site)),
    availableLocales: [...new Set([row.locale, ...translations.map(({ locale }) => locale)])],
    corrections: (embedded.corrections.get(row.id) ?? []).map(presentCorrection),
    breakingUntil: row.breaking && row.breakingUntil !== null ? toTimestamp(row.breakingUntil) : undefined,
    digitalSourceType: content.digitalSourceType,
    expiresAt: toTimestampIfSet(row.expiresAt),
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

function presentRelated({ relation, story, url, title }: ShownRelated, embedded: Embedded, site: Site) {
  return omitAbsent({ relation, article: story && presentCard(story, embedded, site), url, title });
}

/** Another story with what its card shows, where cards were asked for. */
function presentCard(story: LiveHeadline, embedded: Embedded, site: Site): z.output<typeof StoryRef> {
  const named = presentStoryRef(story, site);
  const row = embedded.cards.get(story.id);
  if (!row) return named;
  const section = row.sectionId === null ? undefined : embedded.sections.get(row.sectionId);
  const { standfirst, leadMedia } = row.content;
  return omitAbsent({
    ...named,
    standfirst,
    section: section && presentSectionRef(section, embedded.sections, row.locale, site),
    leadMedia: leadMedia && presentUse(leadMedia, row, embedded, site),
  });
}

/** The stories that the text links to; undefined without cards. */
function linkedIn({ id, body }: LiveRow, { headlines, asked }: Embedded): LiveHeadline[] | undefined {
  if (!hasCards(asked)) return undefined;
  const stories = compact(referencesInStored(body).articles.map((named) => headlines.get(named)));
  return [...new Map(stories.map((story) => [story.id, story])).values()].filter((story) => story.id !== id);
}
