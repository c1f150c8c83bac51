import type { Database, Statement } from 'better-sqlite3';
import { idAt } from './rows.ts';
import type { Library } from './story.ts';

type Row = Record<string, unknown>;
type Uploads = { count: number; everyMs: number; lastAt: number };

// The common renditions of a picture: four widths, uncropped and 16x9, in two formats.
const renditions = ['xs', 'sm', 'md', 'lg'].flatMap((size) =>
  ['', '-16x9'].flatMap((crop) => ['jpg', 'webp'].map((extension) => ({ name: size + crop, extension }))),
);

/**
 * Writes the rows of so many pictures, each like one of those that are there and with its original, as if all other files
 * were made; gives their ids.
 */
export function addPictures(
  db: Database,
  { pictures, agencies }: Library,
  { count, everyMs, lastAt }: Uploads,
): string[] {
  const models = pictures.map((id) => ({
    picture: db.prepare<[string], Row>('SELECT * FROM media WHERE id = ?').get(id)!,
    captions: db.prepare<[string], Row>('SELECT * FROM media_captions WHERE media_id = ?').all(id),
  }));
  const into = new Map<string, Statement>();
  function insert(table: string, row: Row): void {
    const names = Object.keys(row);
    const sql = `INSERT INTO ${table} (${names.join()}) VALUES (@${names.join(', @')})`;
    const statement = into.get(table) ?? db.prepare(sql);
    into.set(table, statement);
    statement.run(row);
  }
  return db.transaction(() =>
    Array.from({ length: count }, (_, number) => {
      const { picture, captions } = models[number % models.length]!;
      const at = Math.round(lastAt - (count - number) * everyMs);
      const id = idAt(at, number, 'media');
      const file = { media_id: id, hash: id.slice(-8), bytes: 50_000, sha256: picture['sha256'] };
      const agency = agencies[number % agencies.length]!.id;
      const made = { renditions_state: 'ready', created_at: at, updated_at: at };
      insert('media', { ...picture, id, agency_id: agency, ...made });
      for (const caption of captions) insert('media_captions', { ...caption, media_id: id });
      for (const rendition of renditions) insert('media_renditions', { ...file, ...rendition });
      return id;
    }),
  )();
}
