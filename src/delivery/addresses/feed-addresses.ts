/** The forms of feeds: their files, and what they are. */
export const feedFiles = {
  rss: { file: 'rss.xml', mediaType: 'application/rss+xml' },
  atom: { file: 'atom.xml', mediaType: 'application/atom+xml' },
  jsonFeed: { file: 'feed.json', mediaType: 'application/feed+json' },
  ninjs: { file: 'ninjs.json', mediaType: 'application/json' },
} as const;
export type FeedForm = keyof typeof feedFiles;
export const feedForms = Object.keys(feedFiles) as FeedForm[];

/** The form whose file has this name. */
export function formOf(file: string): FeedForm | undefined {
  return feedForms.find((form) => feedFiles[form].file === file);
}

/** The folders under `/feeds`, by the filter of a list that they stand for. */
export const feedPlaces = {
  section: 'sections',
  topic: 'topics',
  agency: 'agencies',
  byline: 'bylines',
  subject: 'subjects',
  locale: 'locales',
} as const;

/** The `Link` header with the feeds at an address; `own` is the response itself. */
export function feedLinks(base: string, own?: FeedForm): string {
  return feedForms
    .map((form) => {
      const { file, mediaType } = feedFiles[form];
      return `<${base}/${file}>; rel="${form === own ? 'self' : 'alternate'}"; type="${mediaType}"`;
    })
    .join(', ');
}
