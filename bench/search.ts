/**
 * `npm run bench:search`: what a search costs against the bare query of the engine in the same process, what the index
 * costs, and whether people find what they look for. `--stories 100000 --seconds 1`, and
 * `--results FILE` as in `run.ts`.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import BetterSqlite3 from 'better-sqlite3';
import { readConfig } from '../src/main/settings/config.ts';
import { SearchQuery } from '../src/delivery/search/schema.ts';
import { searchArticles } from '../src/delivery/search/search.ts';
import { systemClock } from '../src/foundation/clock.ts';
import { indexed } from '../src/foundation/search/words.ts';
import { openNewsroom } from '../src/main/newsroom.ts';
import { findMachine } from './machine.ts';
import { measureRelevance } from './relevance.ts';
import { grouped, table, writeSection } from './report.ts';
import { findLibrary, idAt, storyWriter } from './rows.ts';
import { say, sayAgain } from './say.ts';
import { storyOf } from './story.ts';

const { values } = parseArgs({
  options: {
    stories: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '1' },
    results: { type: 'string', default: 'bench/RESULTS.md' },
  },
});
const [stories, measuredMs] = [Number(values.stories), Number(values.seconds) * 1000];
const folder = await mkdtemp(join(tmpdir(), 'dateline-search-'));
const config = readConfig({}, { DATA_DIR: folder, PORT: '3000' });
/** What is asked: each word stands in about one story of as many as its number says. */
const questions: Record<string, { q: string; [parameter: string]: string }> = {
  'a common word': { q: 'kw2' },
  'a common word, by time': { q: 'kw2', sort: '-publishedAt' },
  'a common word, a filter that nothing passes': { q: 'kw2', breaking: 'true' },
  'two common words': { q: 'kw2 kw3' },
  'two common words as a phrase': { q: '"kw2 kw3"' },
  'a word of every hundredth': { q: 'kw100' },
  'a rare word': { q: 'kw10000' },
  'a common and a rare word': { q: 'kw2 kw10000' },
  'a beginning': { q: 'kw1*' },
  'a word that nowhere stands': { q: 'kwnothing' },
};

const opening = { config, clock: systemClock };
try {
  await (await openNewsroom(opening)).close();
  const before = await generate();
  const beganAt = performance.now();
  const database = await openNewsroom({ ...opening, report: sayAgain });
  const indexMs = (performance.now() - beganAt) / stories;
  const grown = (await stat(config.databaseUrl)).size - before;
  const raw = new BetterSqlite3(config.databaseUrl, { readonly: true });
  const bare = raw
    .prepare<[string], number>(
      'SELECT rowid FROM live_search WHERE live_search MATCH ? ORDER BY rank LIMIT 20',
    )
    .pluck();
  const rows: string[][] = [];
  for (const [what, { q, ...filters }] of Object.entries(questions)) {
    const query = SearchQuery.parse({ q, ...filters });
    const [ours, theirs] = [
      await timed(() => database.read((db) => searchArticles(db, query, config.site))),
      await timed(async () => bare.all(q)),
    ];
    const held = raw
      .prepare<[string], number>('SELECT count(*) FROM live_search WHERE live_search MATCH ?')
      .pluck()
      .get(q)!;
    rows.push([what, grouped(held), ours.toFixed(2), theirs.toFixed(2), (ours / theirs).toFixed(2)]);
    sayAgain(rows.at(-1)!.join(' '));
  }
  raw.close();
  await database.close();
  const lines = [
    `${findMachine().description}. ${grouped(stories)} stories of about 300 words; the answer is computed anew each time, 20 stories with their snippets, against \`ORDER BY rank LIMIT 20\` of the same words in the same file.`,
    table(['asked', 'stories that hold it', 'the answer, ms', 'FTS5 alone, ms', 'ratio'], rows),
    `Taken into both indexes at the start: ${indexMs.toFixed(2)} ms a story, ${grouped(grown / stories)} bytes a story more in the file.`,
    costOfPairs(),
    await measureRelevance(),
  ];
  lines.forEach(say);
  await writeSection(values.results, 'Search', lines.join('\n\n'));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function generate(): Promise<number> {
  const db = new BetterSqlite3(config.databaseUrl);
  db.pragma('synchronous = OFF');
  const [write, library] = [storyWriter(db), findLibrary(db)];
  db.exec('BEGIN');
  for (let number = 0; number < stories; number += 1) {
    const publishedAt = Date.UTC(2026, 10, 1) - (stories - number) * 600_000;
    const story = storyOf(number, { library, bodyBytes: 1500 });
    const [first] = story.body;
    if (first?._type === 'block') first.children[0]!.text += ` ${wordsOf(number)}`;
    write({ id: idAt(publishedAt, number), publishedAt, content: story });
    if (number % 5000 === 0) sayAgain(`generating: ${grouped(number)} of ${grouped(stories)} stories`);
  }
  db.exec('COMMIT');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return (await stat(config.databaseUrl)).size;
}

/** `kw2` in every second story, `kw100` in every hundredth, and so on; scattered, the same in every run. */
function wordsOf(number: number): string {
  const scattered = Math.imul(number + 1, 0x9e3779b1) >>> 0;
  return [2, 3, 5, 7, 10, 20, 50, 100, 1000, 10_000]
    .filter((every, place) => (scattered >>> place) % every === 0)
    .map((every) => `kw${every}`)
    .join(' ');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  await work();
  let turns = 0;
  const beganAt = performance.now();
  while (performance.now() - beganAt < measuredMs) {
    await work();
    turns += 1;
  }
  return (performance.now() - beganAt) / turns;
}

/** How much more there is to index where a script puts no spaces. */
function costOfPairs(): string {
  const japanese =
    '日本の首相は、六月下旬に開かれる首脳会議への出席を検討していると、関係者が明らかにした。'.repeat(20);
  const english =
    'The prime minister of Japan is considering attending the summit in late June, sources said. '.repeat(20);
  const [pairs, words] = [japanese, english].map((text) => {
    const beganAt = performance.now();
    let turns = 0;
    while (performance.now() - beganAt < 300) {
      indexed(text, { elides: false });
      turns += 1;
    }
    const bytes = Buffer.byteLength(text);
    return {
      grows: Buffer.byteLength(indexed(text, { elides: false })) / bytes,
      microsPerKib: (300_000 / turns / bytes) * 1024,
    };
  }) as [Cost, Cost];
  return `Japanese is cut into pairs of characters: ${pairs.grows.toFixed(1)} bytes of words for a byte of text (English ${words.grows.toFixed(1)}), ${pairs.microsPerKib.toFixed(0)} µs a KiB (English ${words.microsPerKib.toFixed(0)}).`;
}

type Cost = { grows: number; microsPerKib: number };
