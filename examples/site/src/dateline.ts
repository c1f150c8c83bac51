/** Where Dateline is reached. */
export const datelineUrl = (process.env['DATELINE_URL'] ?? 'http://localhost:3000').replace(/\/+$/, '');

export type Picture = {
  id: string;
  caption?: string;
  captionLocale?: string;
  altText?: string;
  decorative?: boolean;
  creditLine?: string;
  rights?: { notice?: string; channels?: string[]; territories?: string[] };
  digitalSourceType?: string;
  dominantColour?: string;
  width: number;
  height: number;
  src: string;
  srcset?: string;
  formats?: string[];
};

export type Ref = { id: string; slug: string; name: string; nameLocale?: string };
export type Section = Ref & { description?: string; parent?: Ref };
export type Byline = Ref & { kind: string; jobTitle?: string; bio?: string; picture?: Picture; agency?: Ref };
export type Agency = Ref & {
  kind?: string;
  profile?: string;
  founded?: number;
  owner?: { name: string; basedIn?: string };
  url?: string;
  logo?: Picture;
  creditLine?: string;
  rights?: { usageTerms?: string };
};

export type ArticleRef = { id: string; slug: string; locale: string; headline: string; url: string };
export type ArticleCard = ArticleRef & {
  kind: string;
  kicker?: string;
  standfirst?: string;
  section?: Section;
  leadMedia?: Picture;
  publishedAt?: string;
  breaking?: boolean;
};
export type Correction = {
  id: string;
  kind: string;
  text: string;
  material: boolean;
  at: string;
  article?: ArticleRef;
};
export type Article = ArticleCard & {
  headlines?: { seo?: string; social?: string };
  canonicalUrl?: string;
  updatedAt?: string;
  version: number;
  bylines: { role: string; place?: string; byline: Byline }[];
  bylineText?: string;
  agency?: Agency;
  creditLine?: string;
  topics: Ref[];
  dateline?: { text: string };
  bodyHtml: string;
  placements: Picture[];
  related: { relation: string; article?: ArticleCard; url?: string; title?: string }[];
  translations: ArticleRef[];
  corrections: Correction[];
  preview?: { savedAt: string };
};
export type Alert = { id: string; headline: string; article?: ArticleRef; url?: string };
export type Found = ArticleCard & { match: { snippetHtml?: string } };
export type Home = { name: string; defaultLocale: string; locales: { locale: string; rss: string }[] };
export type Page<T> = { data: T[]; page: { next?: string } };
export type Tombstone = {
  headline: string;
  notice?: string;
  at: string;
  state: string;
  substitute?: ArticleRef;
};

/** What Dateline answered instead: a problem document (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly tombstone: Tombstone | undefined;

  constructor(status: number, body: { detail?: string; tombstone?: Tombstone }) {
    super(body.detail ?? `Dateline answered ${status}.`);
    this.status = status;
    this.tombstone = body.tombstone;
  }
}

export type Dateline = ReturnType<typeof askDateline>;

/** Asks Dateline for one page of the site. `answers` are the headers of all that was read for it. */
export function askDateline() {
  const answers: Headers[] = [];
  async function ask<T>(path: string, query: Record<string, string | undefined> = {}) {
    const url = new URL(datelineUrl + path);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, value);
    const answer = await fetch(url).catch((cause: unknown) => {
      throw new Problem(503, { detail: `Dateline does not answer at ${datelineUrl}: ${String(cause)}` });
    });
    answers.push(answer.headers);
    if (!answer.ok) throw new Problem(answer.status, (await answer.json()) as { detail?: string });
    return { data: (await answer.json()) as T, headers: answer.headers };
  }
  async function get<T>(path: string, query?: Record<string, string | undefined>): Promise<T> {
    return (await ask<T>(path, query)).data;
  }
  return { answers, ask, get };
}

/** The address of the RSS feed that an answer names in `Link`. */
export function rssIn(headers: Headers): string | undefined {
  const [, address] =
    /<([^>]+)>; rel="alternate"; type="application\/rss\+xml"/.exec(headers.get('link') ?? '') ?? [];
  return address === undefined ? undefined : new URL(address, datelineUrl).href;
}
