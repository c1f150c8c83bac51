import { urnOf } from '../../foundation/ids.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { unlessEmpty } from '../../foundation/unless-empty.ts';
import type { Article } from '../../edition/show/schema.ts';
import type { Agency } from '../../library/agencies/schema.ts';
import type { Policies } from '../../library/policies.ts';
import { toHtml } from '../../library/body/writing/to-html.ts';
import { toText } from '../../library/body/writing/to-text.ts';
import { mediaTopics } from '../../library/subjects/media-topics.ts';
import { namesIn } from './credits.ts';
import { ninjsGone } from './ninjs-gone.ts';
import { ninjsAssociations, ninjsRights, ninjsSourceType, texts } from './ninjs-parts.ts';
import { infoSourcesOf } from './ninjs-sources.ts';
import type { Ninjs, NinjsList } from './ninjs-schema.ts';
import { lengthOf } from './words.ts';

const standard = {
  name: 'ninjs' as const,
  version: '3.1' as const,
  schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#',
};

/**
 * A whole story as ninjs 3.1. Absent values are left out; corrections are descriptions, since ninjs has no property for
 * them.
 */
export function toNinjs(story: Article): Ninjs {
  return { standard, ...itemOf(story) };
}

/** A removed story as ninjs 3.1. */
export function toNinjsGone(gone: Parameters<typeof ninjsGone>[0]): Ninjs {
  return { standard, ...ninjsGone(gone) };
}

type List = {
  uri: string;
  title: string;
  locale?: string | undefined;
  updatedAt: string;
  removed: Parameters<typeof ninjsGone>[0][];
};

/** A list of whole stories as ninjs 3.1, with those that were removed last. */
export function toNinjsList(stories: Article[], { uri, title, locale, updatedAt, removed }: List): NinjsList {
  return omitAbsent({
    standard,
    uri,
    type: 'composite' as const,
    representationType: 'full' as const,
    versionCreated: updatedAt,
    language: locale,
    headlines: [{ value: title }],
    associations: [
      ...stories.map((story, index) => ({ name: `story-${index + 1}`, ...itemOf(story) })),
      ...removed.map((gone, index) => ({ name: `removed-${index + 1}`, ...ninjsGone(gone) })),
    ],
  });
}

function itemOf(story: Article): Omit<Ninjs, 'standard'> {
  const { headlines = {}, standfirst, kicker, dateline, agency, externalIds, corrections } = story;
  return omitAbsent({
    uri: urnOf(story.id),
    type: 'text' as const,
    representationType: 'full' as const,
    version: String(story.version),
    firstCreated: story.publishedAt,
    versionCreated: story.updatedAt,
    contentCreated: story.publishedAt,
    expires: story.expiresAt,
    pubStatus: 'usable' as const,
    urgency: story.urgency,
    language: story.locale,
    ...ninjsRights(story.rights),
    digitalSourceType: ninjsSourceType(story.digitalSourceType),
    edNote: story.edNote,
    headlines: [{ role: 'main', value: story.headline }, ...(texts(headlines) ?? [])],
    by: story.bylineText ?? unlessEmpty(namesIn(story, 'author'))?.join(', '),
    slugline: story.slugline,
    located: dateline?.place ?? dateline?.text,
    bodies: bodiesOf(story),
    descriptions: unlessEmpty([
      ...(texts({
        summary: standfirst,
        kicker,
        dateline: dateline?.text,
        datelineDate: dateline?.date,
        creditLine: story.creditLine,
      }) ?? []),
      ...corrections.map(({ at, kind, text }) => ({
        role: kind,
        contentType: 'text/plain',
        value: `${at.slice(0, 10)}: ${text}`,
      })),
    ]),
    genres: [{ name: story.kind }],
    subjects: unlessEmpty([
      ...story.subjects.map(({ code, name }) =>
        omitAbsent({
          name,
          uri: `${mediaTopics}${code.replace('medtop:', '')}`,
          literal: code,
        }),
      ),
      ...story.topics.map(({ name, slug }) => ({ name, rel: 'topic', literal: slug })),
      ...sectionsOf(story),
    ]),
    infoSources: infoSourcesOf(story),
    trustIndicators: trustIndicatorsOf(agency),
    associations: ninjsAssociations(story),
    altIds: [
      { role: 'dateline', value: story.id },
      { role: 'url', value: story.url },
      ...(story.canonicalUrl === undefined ? [] : [{ role: 'canonicalUrl', value: story.canonicalUrl }]),
      ...externalIds.map(({ scheme, value }) => ({ role: scheme, value })),
    ],
  });
}

function sectionsOf({ section }: Article) {
  if (!section) return [];
  const { name, slug: literal, parent } = section;
  return [
    { name, rel: 'section', literal },
    ...(parent ? [{ name: parent.name, rel: 'parentSection', literal: parent.slug }] : []),
  ];
}

function bodiesOf({ body = [], locale }: Article) {
  const text = toText(body);
  const length = lengthOf(text, locale);
  return [
    { role: 'main', contentType: 'text/html', ...length, value: toHtml(body, locale) },
    { role: 'main', contentType: 'text/plain', ...length, value: text },
  ];
}

// IPTC's NewsCodes of trust indicators.
const trustIndicators: Record<keyof Policies, string> = {
  ethics: 'ethicsPolicy',
  corrections: 'correctionsPolicy',
  editorial: 'editorialPolicy',
  unnamedSources: 'unnamedSourcesPolicy',
  factChecking: 'factCheckingPolicy',
  ownership: 'partyInfo',
  diversity: 'editorialDiversityPolicy',
  feedback: 'feedbackPolicy',
};

function trustIndicatorsOf({ policies = {} }: Partial<Pick<Agency, 'policies'>> = {}) {
  return unlessEmpty(
    Object.entries(policies).flatMap(([name, href]) => {
      if (href === undefined) return [];
      const title = trustIndicators[name as keyof Policies];
      return [{ role: `http://cv.iptc.org/newscodes/trustindicator/${title}`, title, href }];
    }),
  );
}
