import type { Database } from 'better-sqlite3';
import { system } from '../../src/access/system.ts';
import { newId } from '../../src/foundation/ids.ts';

export type Draft = { slug: string; headline: string; kind?: string; section?: string; body: unknown[] };

/** Creates a story by hand: its row, its first version, its slug and the event, in one durable transaction. */
export function storyCreator(db: Database): (draft: Draft) => object {
  const insertArticle = db.prepare(
    `INSERT INTO articles (id, locale, slug, headline, kind, section_id, search_text, copy_version, copy_state, publication, revision, created_at, created_by, updated_at)
     VALUES (?, 'en', ?, ?, ?, ?, ?, 1, 'draft', 'none', 1, ?, ?, ?)`,
  );
  const insertVersion = db.prepare(
    'INSERT INTO article_versions (article_id, version, content, actor, at) VALUES (?, 1, ?, ?, ?)',
  );
  const insertSlug = db.prepare(`INSERT INTO article_slugs (locale, slug, article_id) VALUES ('en', ?, ?)`);
  const insertEvent = db.prepare(
    `INSERT INTO events (at, actor, action, subject, to_version) VALUES (?, ?, 'article.created', ?, 1)`,
  );
  const insert = db.transaction((draft: Draft, id: string, now: number) => {
    const { slug, headline, kind = 'story', section = null } = draft;
    const searchText = `${headline} ${slug}`.toLowerCase();
    insertArticle.run(id, slug, headline, kind, section, searchText, now, system.id, now);
    insertVersion.run(id, JSON.stringify(draft), system.id, now);
    insertSlug.run(slug, id);
    insertEvent.run(now, system.id, id);
  });
  return function createStory(draft) {
    const [id, now] = [newId('article'), Date.now()];
    insert.immediate(draft, id, now);
    return { id, revision: 1, createdAt: new Date(now).toISOString(), ...draft };
  };
}
