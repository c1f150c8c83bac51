import type { Around, Story } from './relations.ts';

export type Columns = Record<string, any>;
export type Row = Columns & { id: string; content: string; body: string; published_at: number };
export type Picture = Columns;

const publicUrl = process.env.PUBLIC_URL!;

/** The story as JSON gives it. What is undefined is left out by `JSON.stringify`. */
export function presentStory({ row, content }: Story, around: Around): object {
  const agency = around.agencies.get(row.agency_id);
  const section = around.sections.get(row.section_id);
  const { leadMedia } = content;
  return {
    id: row.id,
    slug: row.slug,
    url: addressOf(row),
    locale: row.locale,
    kind: row.kind,
    headline: content.headline,
    headlines: content.headlines,
    kicker: content.kicker,
    standfirst: content.standfirst,
    bylines: content.bylines.flatMap(({ byline: id, ...credit }) => {
      const byline = around.bylines.get(id);
      return byline ? [{ ...credit, byline: presentByline(byline, around) }] : [];
    }),
    bylineText: content.bylineText,
    agency: agency && presentAgency(agency, around),
    creditLine: content.creditLine,
    section: section && {
      ...named(section),
      parent: section.parent_slug
        ? { id: section.parent_id, slug: section.parent_slug, name: section.parent_name }
        : undefined,
    },
    topics: content.topics.flatMap((id) => around.topics.get(id) ?? []),
    leadMedia: leadMedia && placed(leadMedia, around),
    urgency: row.urgency ?? undefined,
    breaking: row.breaking === 1,
    publishedAt: timestamp(row.published_at),
    updatedAt: timestamp(row.updated_at),
    version: row.version,
    slugline: content.slugline,
    dateline: content.dateline,
    body: JSON.parse(row.body),
    placements: content.placements.flatMap((placement) => placed(placement, around) ?? []),
    attributions: content.attributions,
    subjects: content.subjects,
    related: content.related.flatMap(({ article: id, ...link }) => {
      const story = around.headlines.get(id ?? '');
      return story ? [{ ...link, article: presentHeadline(story) }] : id === undefined ? [link] : [];
    }),
    corrections: (around.corrections.get(row.id) ?? []).map(({ id, kind, text, material, at, version }) => ({
      id,
      kind,
      text,
      material: material === 1,
      at: timestamp(at),
      version,
    })),
    breakingUntil: row.breaking === 1 && row.breaking_until ? timestamp(row.breaking_until) : undefined,
    edNote: content.edNote,
    rights: content.rights ?? json(agency?.rights),
    canonicalUrl: content.canonicalUrl,
    externalIds: content.externalIds,
  };
}

/** A picture with its words in English and its files, the whole ones first, from small to large. */
export function presentPicture(row: Columns, words: Columns | undefined, files: Columns[]): Picture {
  const renditions = files.map((file) => ({
    name: file.name,
    src: `${publicUrl}/media/${row.id}/${file.sha256.slice(0, 8)}/${file.name}.${file.extension}`,
    width: file.width,
    height: file.height,
    mimeType: file.extension === 'jpg' ? 'image/jpeg' : `image/${file.extension}`,
    bytes: file.bytes,
  }));
  const wholes = renditions.filter(({ name }) => !name.includes('-'));
  const modern = wholes.filter(({ mimeType }) => mimeType === 'image/webp');
  return {
    id: row.id,
    type: row.type,
    caption: words?.caption ?? undefined,
    altText: words?.decorative ? '' : (words?.alt_text ?? undefined),
    decorative: words?.decorative === 1,
    extendedDescription: words?.extended_description ?? undefined,
    captionLocale: words?.locale,
    creditLine: row.credit_line ?? undefined,
    creators: json(row.creators),
    agency: row.agency_slug ? agencyOf(row) : undefined,
    rights: json(row.rights),
    contentCreated: row.content_created ?? undefined,
    place: row.place ?? undefined,
    digitalSourceType: row.digital_source_type ?? undefined,
    focalPoint: json(row.focal_point),
    width: row.width,
    height: row.height,
    src: (wholes.find(({ name }) => name === 'md') ?? wholes.at(-1))?.src ?? '',
    srcset: (modern.length > 0 ? modern : wholes).map(({ src, width }) => `${src} ${width}w`).join(', '),
    renditions,
  };
}

function presentAgency(row: Columns, { pictures }: Around): object {
  return {
    ...named(row),
    kind: row.kind,
    profile: row.profile ?? undefined,
    founded: row.founded ?? undefined,
    owner: json(row.owner),
    url: row.url ?? undefined,
    logo: pictures.get(row.logo_id),
    creditLine: row.credit_line ?? undefined,
    rights: json(row.rights),
    policies: json(row.policies),
  };
}

function presentByline(row: Columns, { pictures }: Around): object {
  return {
    ...named(row),
    kind: row.kind,
    jobTitle: row.job_title ?? undefined,
    bio: row.bio ?? undefined,
    agency: row.agency_slug ? agencyOf(row) : undefined,
    portrait: pictures.get(row.portrait_id),
    contacts: json(row.contacts),
    languages: json(row.languages),
  };
}

function presentHeadline({ published_at: at, id, slug, locale, kind, headline }: Columns): object {
  return { id, slug, url: addressOf({ slug, locale }), locale, kind, headline, publishedAt: timestamp(at) };
}

// Words of the story's own take the place of the picture's.
function placed({ media, ...words }: { media: string }, { pictures }: Around): object | undefined {
  const picture = pictures.get(media);
  return picture && { ...picture, ...words };
}

function named({ id, slug, name }: Columns) {
  return { id, slug, name };
}

function agencyOf({ agency_id: id, agency_slug: slug, agency_name: name }: Columns) {
  return { id, slug, name };
}

function addressOf({ slug, locale }: Columns): string {
  return `${publicUrl}/v1/articles/${slug}?locale=${locale}`;
}

function timestamp(at: number): string {
  return new Date(at).toISOString();
}

function json(text: string | null | undefined): unknown {
  return text ? JSON.parse(text) : undefined;
}
