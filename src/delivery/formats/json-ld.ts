import type { z } from 'zod';
import { urnOf } from '../../foundation/ids.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { unlessEmpty } from '../../foundation/unless-empty.ts';
import type { Article } from '../../edition/show/schema.ts';
import { isSafeAddress } from '../../library/body/parts.ts';
import { toText } from '../../library/body/writing/to-text.ts';
import { mediaTopics } from '../../library/subjects/media-topics.ts';
import type { Site } from '../../library/site.ts';
import { everyPicture, isForAll, isForWeb, withPictures } from './pictures.ts';
import type { JsonLd } from './json-ld-schema.ts';
import {
  asPrinted,
  contributors,
  images,
  jsonLdRights,
  jsonLdSourceType,
  organisation,
  people,
  publisherOf,
} from './json-ld-parts.ts';
import { lengthOf } from './words.ts';

const typeOf: Partial<Record<Article['kind'], string>> = {
  analysis: 'AnalysisNewsArticle',
  opinion: 'OpinionNewsArticle',
  explainer: 'BackgroundNewsArticle',
};

/** A story as schema.org JSON-LD. The publisher is the site; the agency is its source organisation. */
export function toJsonLd(story: Article, site: Site): z.output<typeof JsonLd> {
  const { agency, headlines, dateline, rights = {}, corrections, translationOf } = story;
  const shown = withPictures(story, isForWeb);
  const text = toText(story.body ?? []);
  const source = agency && organisation(agency);
  return {
    '@context': 'https://schema.org',
    '@type': typeOf[story.kind] ?? 'NewsArticle',
    '@id': urnOf(story.id),
    url: story.url,
    headline: story.headline,
    datePublished: story.publishedAt,
    dateModified: story.updatedAt,
    ...omitAbsent({
      mainEntityOfPage: story.canonicalUrl ?? story.url,
      identifier: story.id,
      alternativeHeadline: headlines?.short ?? headlines?.seo,
      description: story.standfirst,
      inLanguage: story.locale,
      version: story.version,
      author: people(story, 'author') ?? asPrinted(story) ?? source,
      contributor: contributors(story),
      editor: people(story, 'editor'),
      translator: people(story, 'translator'),
      publisher: publisherOf(site),
      sourceOrganization: source,
      creditText: story.creditLine,
      digitalSourceType: jsonLdSourceType(story.digitalSourceType),
      ...jsonLdRights(rights),
      license: rights.usageTerms && isSafeAddress(rights.usageTerms) ? rights.usageTerms : undefined,
      // Whole here for everybody, as its text in `articleBody` is.
      isAccessibleForFree: true,
      expires: story.expiresAt,
      image: unlessEmpty(everyPicture(shown).flatMap((one) => images(one, people(story, 'photographer')))),
      // A bare address names no countries.
      thumbnailUrl: withPictures(story, isForAll).leadMedia?.src,
      articleSection: story.section?.name,
      keywords: unlessEmpty(story.topics.map(({ name }) => name)),
      about: unlessEmpty(
        story.subjects.map(({ code, name }) =>
          omitAbsent({
            '@type': 'DefinedTerm',
            name,
            termCode: code,
            inDefinedTermSet: mediaTopics,
          }),
        ),
      ),
      dateline: dateline?.text,
      locationCreated: dateline?.place === undefined ? undefined : { '@type': 'Place', name: dateline.place },
      citation: citationsOf(story),
      translationOfWork: translationOf && {
        '@type': 'NewsArticle',
        '@id': urnOf(translationOf.id),
        url: translationOf.url,
        inLanguage: translationOf.locale,
        headline: translationOf.headline,
      },
      workTranslation: unlessEmpty(
        story.translations.map(({ id, url, locale, headline }) => ({
          '@type': 'NewsArticle',
          '@id': urnOf(id),
          url,
          inLanguage: locale,
          headline,
        })),
      ),
      correction: unlessEmpty(
        corrections
          .filter(({ kind }) => kind !== 'update')
          .map(({ text, at, amendedAt }) =>
            omitAbsent({
              '@type': 'CorrectionComment',
              text,
              datePublished: at,
              dateModified: amendedAt,
            }),
          ),
      ),
      wordCount: lengthOf(text, story.locale).wordCount,
      articleBody: text,
    }),
  };
}

/** The agencies whose reports the story relays. */
function citationsOf({ attributions }: Article) {
  const names = attributions
    .filter(({ role }) => role === 'firstReport' || role === 'relayed')
    .flatMap(({ agency, via }) => [agency?.name, via?.name])
    .filter((name) => name !== undefined);
  return unlessEmpty(
    [...new Set(names)].map((name) => ({
      '@type': 'CreativeWork',
      publisher: { '@type': 'NewsMediaOrganization', name },
    })),
  );
}
