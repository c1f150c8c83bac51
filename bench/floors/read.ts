import type { Database } from 'better-sqlite3';
import { presentStory } from './present.ts';
import { relationReader } from './relations.ts';
import type { Row } from './rows.ts';

/** Reads one story, and a page of them, by hand: one prepared statement for each kind of relation. */
export function storyReader(db: Database) {
  const selectStory = db.prepare<[string], Row>(
    `SELECT a.* FROM live_slugs s JOIN live_articles a ON a.id = s.article_id
     WHERE s.slug = ? ORDER BY s.locale <> 'en', s.article_id LIMIT 1`,
  );
  const selectFirst = db.prepare<[number], Row>(
    'SELECT * FROM live_articles ORDER BY published_at DESC, id DESC LIMIT ?',
  );
  const selectNext = db.prepare<[number, string, number], Row>(
    'SELECT * FROM live_articles WHERE (published_at, id) < (?, ?) ORDER BY published_at DESC, id DESC LIMIT ?',
  );
  const relationsOf = relationReader(db);

  function present(rows: Row[]): object[] {
    const stories = rows.map((row) => ({ row, content: JSON.parse(row.content) }));
    const around = relationsOf(stories);
    return stories.map((story) => presentStory(story, around));
  }

  return {
    /** The whole story at that slug. */
    findStory(slug: string): object | undefined {
      const row = selectStory.get(slug);
      return row && present([row])[0];
    },
    /** Whole stories, newest first; `next` is asked for as `cursor`. */
    listStories(limit: number, cursor?: string): object {
      const rows =
        cursor === undefined ? selectFirst.all(limit + 1) : selectNext.all(...keyIn(cursor), limit + 1);
      const last = rows[limit - 1];
      const next = rows.length > limit ? `${last!.published_at}.${last!.id}` : undefined;
      return { data: present(rows.slice(0, limit)), page: { limit, next } };
    },
  };
}

function keyIn(cursor: string): [number, string] {
  const [at, id] = cursor.split('.');
  return [Number(at), id!];
}
