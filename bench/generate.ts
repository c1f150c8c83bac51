import BetterSqlite3, { type Database } from 'better-sqlite3';
import { addPictures } from './picture-rows.ts';
import { findLibrary, idAt, storyWriter } from './rows.ts';
import { say, sayAgain } from './say.ts';
import { storyOf } from './story.ts';

type Options = { file: string; stories: number; bodyBytes: number };

/** A word in the headlines of so many stories, however many there are. */
export const rareWord = 'zeppelin';
const withRareWord = 25;
/** Of ten stories one has a picture of its own; of four, one was updated. */
const storiesPerPicture = 10;
const storiesPerUpdate = 4;

const perTransaction = 5_000;
const dayMs = 86_400_000;
// The newest are newer than the seed's stories, so that the first page is all of one kind.
const firstAt = Date.UTC(2010, 0, 1);
const lastAt = Date.UTC(2026, 10, 1);

/**
 * Writes that many published stories with their pictures straight into a seeded database that no server has open.
 * Secondary indexes of large tables are built at the end, as that is several times faster; what comes out is the same.
 * The indexes of words are filled at the next start.
 */
export function generateStories({ file, stories, bodyBytes }: Options): void {
  const db = new BetterSqlite3(file);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -512000');
  db.pragma('temp_store = MEMORY');
  const started = performance.now();
  const indexes = dropIndexes(db);
  const write = storyWriter(db);
  const stepMs = Math.min(dayMs, (lastAt - firstAt) / stories);
  const library = findLibrary(db);
  const uploads = {
    count: Math.ceil(stories / storiesPerPicture),
    everyMs: stepMs * storiesPerPicture,
    lastAt,
  };
  library.pictures = addPictures(db, library, uploads);
  let previous: string | undefined;
  for (let from = 0; from < stories; from += perTransaction) {
    db.exec('BEGIN');
    for (let number = from; number < Math.min(from + perTransaction, stories); number += 1) {
      const publishedAt = Math.round(lastAt - (stories - number) * stepMs);
      const id = idAt(publishedAt, number);
      const related = number % 4 === 3 ? previous : undefined;
      const content = storyOf(number, { library, bodyBytes, related });
      if (number % Math.ceil(stories / withRareWord) === 0) content.headline += ` ${rareWord}`;
      write({ id, publishedAt, content, versions: number % storiesPerUpdate === 1 ? 2 : 1 });
      previous = id;
    }
    db.exec('COMMIT');
    const done = Math.min(from + perTransaction, stories);
    const left = ((performance.now() - started) / done) * (stories - done);
    sayAgain(`generating: ${done} of ${stories} stories, ${Math.round(left / 1000)} s to go`);
  }
  for (const [position, sql] of indexes.entries()) {
    sayAgain(`generating: index ${position + 1} of ${indexes.length}`);
    db.exec(sql);
  }
  // As a database that has grown up has: `optimize` runs whenever the server closes.
  db.exec('ANALYZE');
  db.pragma('journal_mode = WAL');
  db.close();
  say(`generated ${stories} stories in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function dropIndexes(db: Database): string[] {
  const indexes = db
    .prepare(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL
       AND (tbl_name LIKE 'live\\_%' ESCAPE '\\' OR tbl_name LIKE 'article%' OR tbl_name IN ('events', 'corrections'))`,
    )
    .all() as { name: string; sql: string }[];
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
  return indexes.map(({ sql }) => sql);
}
