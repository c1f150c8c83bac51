import { filterQuery, type ArticleListQuery } from './articles/query.ts';

/** The forms of feeds: their files, and what they are. */
export const feedFiles = {
  rss: { file: 'rss.xml', mediaType: 'application/rss+xml' },
  atom: { file: 'atom.xml', mediaType: 'application/atom+xml' },
  jsonFeed: { file: 'feed.json', mediaType: 'application/feed+json' },
  ninjs: { file: 'ninjs.json', mediaType: 'application/json' },
} as const;
export type FeedForm = keyof typeof feedFiles;
export const feedForms = Object.keys(feedFiles) as FeedForm[];

/** Where under `/feeds` those stand that one filter of a list narrows, by its name. */
export const feedPlaces = {
  section: 'sections',
  topic: 'topics',
  agency: 'agencies',
  byline: 'bylines',
  locale: 'locales',
} as const;

const filters = ['ids', ...Object.keys(filterQuery)] as (keyof ArticleListQuery)[];

/** Where the feeds stand of all that a list of stories holds; undefined where there are none of just that. */
export function feedsOf(query: ArticleListQuery): string | undefined {
  const [kind, ...others] = filters.filter((name) => query[name] !== undefined);
  if (kind === undefined) return '/feeds';
  if (others.length > 0 || !(kind in feedPlaces)) return undefined;
  const place = kind as keyof typeof feedPlaces;
  const [name, ...names] = query[place]!;
  return names.length > 0 ? undefined : `/feeds/${feedPlaces[place]}/${encodeURIComponent(name!)}`;
}

/** The `Link` to the feeds at an address, of which one may be the answer itself. */
export function feedLinks(base: string, own?: FeedForm): string {
  return feedForms
    .map((form) => {
      const { file, mediaType } = feedFiles[form];
      return `<${base}/${file}>; rel="${form === own ? 'self' : 'alternate'}"; type="${mediaType}"`;
    })
    .join(', ');
}
