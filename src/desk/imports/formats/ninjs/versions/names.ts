/** The names of properties in ninjs 1.x and 2.x, and in 3.x, which are used everywhere else. Pure. */
const camel = [
  ...[
    'representationType',
    'firstCreated',
    'versionCreated',
    'contentCreated',
    'embargoedUntil',
    'pubStatus',
  ],
  ...['copyrightHolder', 'copyrightNotice', 'usageTerms', 'rightsInfo', 'edNote', 'infoSources', 'altIds'],
  ...['trustIndicators', 'digitalSourceType', 'contentType', 'charCount', 'wordCount', 'eventDetails'],
  ...['plannedCoverage', 'contactInfo', 'geoJSON', 'sizeInBytes'],
];
const same = [
  ...['uri', 'type', 'profile', 'version', 'expires', 'urgency', 'language', 'people', 'organisations'],
  ...['places', 'subjects', 'events', 'objects', 'title', 'by', 'slugline', 'located', 'headlines', 'bodies'],
  ...['descriptions', 'genres', 'renditions', 'associations', 'standard', 'mimetype', 'name', 'rel'],
];
const former: Record<string, string> = {
  ...{ person: 'people', organisation: 'organisations', place: 'places', subject: 'subjects' },
  ...{ event: 'events', object: 'objects', genre: 'genres', infosource: 'infoSources', byline: 'by' },
  ...{ embargoed: 'embargoedUntil', trustindicator: 'trustIndicators', $standard: 'standard' },
};
/** What Superdesk writes in place of `uri` and beside ninjs 1.x; these names are in no version. */
const superdesk: Record<string, string> = {
  ...{ guid: 'uri', source: 'source', service: 'services', authors: 'authors', keywords: 'keywords' },
  ...{ firstpublished: 'firstPublished', evolvedfrom: 'evolvedFrom', readtime: 'readTime' },
};

const names = new Map([
  ...camel.flatMap((name) => [[name, name] as const, [name.toLowerCase(), name] as const]),
  ...same.map((name) => [name, name] as const),
  ...Object.entries(former),
  ...Object.entries(superdesk),
]);

/** The name that ninjs 3.x has for a property, or that we have for one of Superdesk's; undefined for any other. */
export function propertyNameOf(name: string): string | undefined {
  return names.get(name);
}

/** Texts of ninjs 1.x with a role: `body_html` is the body in the role `html`. */
export function wordsInRole(name: string): { list: string; role: string } | undefined {
  if (name === 'headline') return { list: 'headlines', role: 'main' };
  const [, kind, role] = /^(headline|body|description)_(\w+)$/.exec(name) ?? [];
  if (kind === undefined || role === undefined) return undefined;
  return { list: kind === 'body' ? 'bodies' : `${kind}s`, role };
}
