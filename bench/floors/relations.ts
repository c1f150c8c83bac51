import type { Database } from 'better-sqlite3';
import type { ArticleContent } from '../../src/edition/articles/content.ts';
import { presentPicture, type Columns, type Picture, type Row } from './present.ts';

export type Story = { row: Row; content: Omit<ArticleContent, 'body' | 'deskNote'> };

/** What the stories name, by id, as rows; a picture with its words and files. */
export type Around = Record<
  'bylines' | 'agencies' | 'sections' | 'topics' | 'headlines',
  Map<string, Columns>
> & { pictures: Map<string, Picture>; corrections: Map<string, Columns[]> };

/** Reads all that some stories name: one statement for each kind, however many stories there are. */
export function relationReader(db: Database): (stories: Story[]) => Around {
  // The ids of an `IN` come as one JSON array, so that one prepared statement serves any number of them.
  const among = 'IN (SELECT value FROM json_each(?))';
  function prepare(sql: string) {
    return db.prepare<[string], Columns>(sql);
  }
  const bylines = prepare(
    `SELECT b.*, a.slug AS agency_slug, a.name AS agency_name FROM bylines b
     LEFT JOIN agencies a ON a.id = b.agency_id AND a.hidden = 0 WHERE b.id ${among} AND b.hidden = 0`,
  );
  const agencies = prepare(`SELECT * FROM agencies WHERE id ${among} AND hidden = 0`);
  const sections = prepare(
    `SELECT s.*, p.slug AS parent_slug, p.name AS parent_name FROM sections s
     LEFT JOIN sections p ON p.id = s.parent_id AND p.hidden = 0 WHERE s.id ${among} AND s.hidden = 0`,
  );
  const topics = prepare(`SELECT id, slug, name FROM topics WHERE id ${among} AND hidden = 0`);
  const pictures = prepare(
    `SELECT m.*, a.slug AS agency_slug, a.name AS agency_name FROM media m
     LEFT JOIN agencies a ON a.id = m.agency_id AND a.hidden = 0 WHERE m.id ${among} AND m.rights_expired = 0`,
  );
  const captions = prepare(`SELECT * FROM media_captions WHERE media_id ${among} AND locale = 'en'`);
  const renditions = prepare(
    `SELECT * FROM media_renditions WHERE media_id ${among} ORDER BY instr(name, '-') > 0, width, name, extension`,
  );
  const corrections = prepare(
    `SELECT * FROM corrections WHERE article_id ${among} AND kind <> 'refile' ORDER BY at DESC, id DESC`,
  );
  const headlines = prepare(
    `SELECT id, slug, locale, kind, published_at, content ->> '$.headline' AS headline FROM live_articles WHERE id ${among}`,
  );

  return function relationsOf(stories) {
    const contents = stories.map(({ content }) => content);
    const foundBylines = bylines.all(
      idsIn(contents.flatMap(({ bylines }) => bylines.map(({ byline }) => byline))),
    );
    const foundAgencies = agencies.all(idsIn(contents.map(({ agency }) => agency)));
    const pictureIds = idsIn([
      ...contents.map(({ leadMedia }) => leadMedia?.media),
      ...foundAgencies.map(({ logo_id: logo }) => logo as string | null),
      ...foundBylines.map(({ portrait_id: portrait }) => portrait as string | null),
    ]);
    const words = byId(captions.all(pictureIds), 'media_id');
    const files = Map.groupBy(renditions.all(pictureIds), ({ media_id: id }) => id as string);
    return {
      bylines: byId(foundBylines),
      agencies: byId(foundAgencies),
      sections: byId(sections.all(idsIn(contents.map(({ section }) => section)))),
      topics: byId(topics.all(idsIn(contents.flatMap(({ topics }) => topics)))),
      headlines: byId(
        headlines.all(idsIn(contents.flatMap(({ related }) => related.map(({ article }) => article)))),
      ),
      corrections: Map.groupBy(
        corrections.all(idsIn(stories.map(({ row }) => row.id))),
        ({ article_id: id }) => id as string,
      ),
      pictures: new Map(
        pictures
          .all(pictureIds)
          .map((row) => [
            row.id as string,
            presentPicture(row, words.get(row.id as string), files.get(row.id as string) ?? []),
          ]),
      ),
    };
  };
}

function idsIn(ids: (string | null | undefined)[]): string {
  return JSON.stringify([...new Set(ids.filter(Boolean))]);
}

function byId(rows: Columns[], column = 'id'): Map<string, Columns> {
  return new Map(rows.map((row) => [row[column] as string, row]));
}
