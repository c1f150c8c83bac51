import { presentLogo, withOwnWords } from './pictures.ts';
import { json, named, timestamp, type Around, type Columns, type Story } from './rows.ts';

const publicUrl = process.env.PUBLIC_URL!;

/** What a story and a hit have in common. */
function presentHead({ row, content }: Story, around: Around): object {
  const { leadMedia } = content;
  return {
    id: row.id,
    slug: row.slug,
    url: addressOf(row),
    locale: row.locale,
    kind: row.kind,
    headline: content.headline,
    kicker: content.kicker,
    standfirst: content.standfirst,
    bylineText: content.bylineText,
    topics: content.topics.flatMap((id) => around.topics.get(id) ?? []),
    leadMedia: leadMedia && placed(leadMedia, around),
    urgency: row.urgency ?? undefined,
    breaking: row.breaking === 1,
    publishedAt: timestamp(row.published_at),
    updatedAt: timestamp(row.updated_at),
  };
}

/** The story as a search gives it. */
export function presentSummary(story: Story, around: Around): object {
  const { row, content } = story;
  const [agency, section] = [around.agencies.get(row.agency_id), around.sections.get(row.section_id)];
  return {
    ...presentHead(story, around),
    headlines: content.headlines?.short && { short: content.headlines.short },
    bylines: presentBylines(content, around, named),
    agency: agency && named(agency),
    creditLine: content.creditLine === agency?.name ? undefined : content.creditLine,
    section: section && named(section),
  };
}

function presentBylines(
  { bylines }: Story['content'],
  around: Around,
  present: (byline: Columns) => object,
): object[] {
  return bylines.flatMap(({ byline: id, ...credit }) => {
    const byline = around.bylines.get(id);
    return byline ? [{ ...credit, byline: present(byline) }] : [];
  });
}

/** The story as JSON gives it. What is undefined is left out by `JSON.stringify`. */
export function presentStory(story: Story, around: Around): object {
  const { row, content } = story;
  const agency = around.agencies.get(row.agency_id);
  const section = around.sections.get(row.section_id);
  const { leadMedia } = content;
  const pictures = [leadMedia, ...content.placements].flatMap((use) => use?.media ?? []);
  const translations = translationsOf(row, content.translationOf, around);
  return {
    ...presentHead(story, around),
    headlines: content.headlines,
    bylines: presentBylines(content, around, (byline) => ({ ...named(byline), kind: byline.kind })),
    agency: agency && presentAgency(agency, around),
    creditLine: content.creditLine,
    section: section && {
      ...named(section),
      parent: section.parent_slug
        ? { id: section.parent_id, slug: section.parent_slug, name: section.parent_name }
        : undefined,
    },
    version: row.version,
    slugline: content.slugline,
    dateline: content.dateline,
    body: JSON.parse(row.body),
    placements: content.placements.flatMap((placement) => placed(placement, around) ?? []),
    withheldPictures: pictures.filter((id) => !around.pictures.has(id)).length || undefined,
    attributions: content.attributions.map(({ agency, via, ...rest }) => {
      const [from, through] = [agency, via].map((id) => around.agencies.get(id ?? ''));
      return { ...rest, agency: from && named(from), via: through && named(through) };
    }),
    subjects: content.subjects,
    related: content.related.flatMap(({ article: id, ...link }) => {
      const story = around.headlines.get(id ?? '');
      return story ? [{ ...link, article: presentHeadline(story) }] : id === undefined ? [link] : [];
    }),
    translationOf: presentOriginal(content.translationOf, around),
    translations: translations.map(presentHeadline),
    availableLocales: [...new Set([row.locale, ...translations.map(({ locale }) => locale)])],
    corrections: (around.corrections.get(row.id) ?? []).map(({ id, kind, text, material, at, version }) => ({
      id,
      kind,
      text,
      material: material === 1,
      at: timestamp(at),
      version,
    })),
    breakingUntil: row.breaking === 1 && row.breaking_until ? timestamp(row.breaking_until) : undefined,
    digitalSourceType: content.digitalSourceType,
    edNote: content.edNote,
    rights: content.rights ?? json(agency?.rights),
    canonicalUrl: content.canonicalUrl,
    externalIds: content.externalIds,
  };
}

function presentAgency(row: Columns, { pictures }: Around): object {
  const logo = pictures.get(row.logo_id);
  return {
    ...named(row),
    kind: row.kind,
    url: row.url ?? undefined,
    logo: logo && presentLogo(logo),
  };
}

function presentHeadline({ published_at: at, id, slug, locale, kind, headline }: Columns): object {
  return { id, slug, url: addressOf({ slug, locale }), locale, kind, headline, publishedAt: timestamp(at) };
}

// Words of the story's own take the place of the picture's.
function placed({ media, ...words }: { media: string }, { pictures }: Around): object | undefined {
  const picture = pictures.get(media);
  return picture && withOwnWords(picture, words);
}

function presentOriginal(id: string | undefined, { headlines }: Around): object | undefined {
  const original = headlines.get(id ?? '');
  return original && presentHeadline(original);
}

// The original and all that translate it, but for the story itself.
function translationsOf({ id, locale }: Columns, original: string | undefined, around: Around): Columns[] {
  const first = around.headlines.get(original ?? '');
  return [...(first ? [first] : []), ...(around.translations.get(original ?? id) ?? [])].filter(
    (story) => story.id !== id && story.locale !== locale,
  );
}

function addressOf({ slug, locale }: Columns): string {
  return `${publicUrl}/v1/articles/${slug}?locale=${locale}`;
}
