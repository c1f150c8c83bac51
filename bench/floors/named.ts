import type { Database } from 'better-sqlite3';
import type { Draft } from './draft.ts';
import { pictureReader, type PictureRow } from './pictures.ts';
import { among, byId, idsIn, type Columns } from './rows.ts';

/** All that a draft names, by id. */
export type Named = Record<
  'agencies' | 'bylines' | 'sections' | 'topics' | 'stories',
  Map<string, Columns>
> & {
  picture: PictureRow;
  /** The section, of its own and those above it, that asks for an approval. */
  asking: Columns | undefined;
};

/** Reads what a draft names: one statement for each kind. Throws where anything of it is not there. */
export function namedReader(db: Database): (draft: Draft) => Named {
  function prepare(sql: string) {
    return db.prepare<[string], Columns>(sql);
  }
  const agencies = prepare(`SELECT id, slug, name, hidden FROM agencies WHERE id ${among}`);
  const bylines = prepare(`SELECT id, slug, name, kind, hidden FROM bylines WHERE id ${among}`);
  const sections = prepare(`SELECT id, slug, name, hidden FROM sections WHERE id ${among}`);
  const topics = prepare(`SELECT id, slug, name, hidden FROM topics WHERE id ${among}`);
  const stories = prepare(
    `SELECT id, slug, locale, headline FROM articles WHERE id ${among} AND deleted_at IS NULL`,
  );
  const asking = prepare(
    `WITH RECURSIVE above (id, name, parent_id, requires_approval) AS (
       SELECT id, name, parent_id, requires_approval FROM sections WHERE id = ?
       UNION
       SELECT s.id, s.name, s.parent_id, s.requires_approval FROM sections s JOIN above ON s.id = above.parent_id
     ) SELECT name FROM above WHERE requires_approval = 1 LIMIT 1`,
  );
  const picturesOf = pictureReader(db);

  return function findNamed(draft) {
    function find(statement: typeof agencies, ids: string[]): Map<string, Columns> {
      const found = byId(statement.all(idsIn(ids)));
      if (!ids.every((id) => found.has(id))) throw unknown;
      return found;
    }
    const { agency, section, leadMedia } = draft;
    const picture = picturesOf([leadMedia.media]).get(leadMedia.media);
    if (!picture) throw unknown;
    return {
      agencies: find(agencies, [agency]),
      bylines: find(
        bylines,
        draft.bylines.map(({ byline }) => byline),
      ),
      sections: find(sections, [section]),
      topics: find(topics, draft.topics),
      stories: find(
        stories,
        draft.related.map(({ article }) => article),
      ),
      picture,
      asking: asking.get(section),
    };
  };
}

const unknown = Object.assign(new Error('Something that the story names is not there.'), { statusCode: 422 });
