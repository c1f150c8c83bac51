/** What each file of the shared data is, and how it comes into a newsroom. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFile } from '../../support/shared.ts';

/** How a file is sent: imported, uploaded, or its texts as `bodyHtml` or `bodyText`. */
export type Way =
  | 'ninjs'
  | 'picture'
  | 'page'
  | 'feed'
  | 'jsonFeed'
  | 'wxr'
  | 'ghost'
  | 'wordpress'
  | 'ans'
  | 'tinynews'
  | 'xmlNews';

const ways: [RegExp, Way][] = [
  [/^ninjs\/(?:examples|test_suite)\/.*\.json$/, 'ninjs'],
  [/^images\/.*\.jpg$/, 'picture'],
  [/^search-wikinews-fr\/documents\/.*\.html$/, 'page'],
  [/^feeds\/.*\.xml$/, 'feed'],
  [/^feeds\/gofeed\/json1\d_full\.json$/, 'jsonFeed'],
  [/^wxr\/.*\.xml$/, 'wxr'],
  [/^cms-exports\/ghost\/.*\.json$/, 'ghost'],
  [/^cms-exports\/wordpress-rest\/.*\.json$/, 'wordpress'],
  [/^cms-exports\/arc-ans\/story-.*\.json$/, 'ans'],
  [/^cms-exports\/tinynews\/.*\.json$/, 'tinynews'],
  [/^(?:newsml-g2|ninjs\/examples\/newsml1-source)\/.*\.xml$/, 'xmlNews'],
];

/** Files that no newsroom sends, and why. */
const notForDateline: [RegExp, string][] = [
  [/LICENSE|^SOURCES\.md$/, 'says where the others come from and what may be done with them'],
  [/^ninjs\/schemas\/|\.xsd$/, 'a schema, and no news'],
  [/^images\/.*\.exiftool\.json$/, 'what exiftool reads of the picture beside it: what is expected of that'],
  [/^feeds\/gofeed\/(?!json1\d_full\.json$).*\.json$/, 'what another reader reads of the feed beside it'],
  [/^mediatopics\//, 'a vocabulary, which `npm run subjects` loads'],
  [/^http\//, 'tests and schemas of HTTP'],
  [/^search-wikinews-fr\/keyphrases\.json$/, 'questions for a search in the documents beside it'],
  [
    /^cms-exports\/arc-ans\/(?:author|image)-/,
    'a record about a person or a picture, without a text or a file',
  ],
];

/** How the file is sent, or why not; undefined for a file that nobody listed. */
export function wayOf(name: string): Way | { reason: string } | undefined {
  const reason = notForDateline.find(([pattern]) => pattern.test(name))?.[1];
  if (reason !== undefined) return { reason };
  return ways.find(([pattern]) => pattern.test(name))?.[1];
}

type Skips = { skip: (note: string) => never };

/** All files of the shared data, by their paths in it. */
export function allFiles(context: Skips): { name: string; path: string }[] {
  const root = sharedFile(context, '.');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => ({ name, path: join(root, name) }))
    .filter(({ path }) => statSync(path).isFile())
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** Those that are sent in this way. */
export function filesOf(context: Skips, way: Way): { name: string; path: string }[] {
  return allFiles(context).filter(({ name }) => wayOf(name) === way);
}
