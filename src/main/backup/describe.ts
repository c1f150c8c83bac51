import { count } from 'drizzle-orm';
import { articles, articleVersions } from '../../desk/stories/table.ts';
import { liveArticles } from '../../edition/articles/table.ts';
import { hashText } from '../../foundation/files/hash.ts';
import type { Described, NamedFile } from '../../foundation/backup/take.ts';
import type { Db } from '../../foundation/database/database.ts';
import { engineAt } from '../../foundation/database/engines/engine-at.ts';
import { events } from '../../foundation/events/table.ts';
import { findOwner } from '../../library/pictures/maker/owner.ts';
import { originalKey, renditionKey } from '../../library/pictures/renditions/files.ts';
import { findAllOriginals, findAllRenditions } from '../../library/pictures/renditions/rendition-store.ts';
import { media } from '../../library/tables/pictures.ts';

/** Looks into a database, or the copy of one. Throws when it is damaged, or not of this version. */
export async function describeDatabase(url: string): Promise<Described> {
  return lookInto(url, async (db, schema) => {
    const owner = await findOwner(db);
    return {
      schema,
      newsroom: owner === undefined ? undefined : newsroomOf(owner),
      counts: await countAll(db),
      files: await findFiles(db),
    };
  });
}

/** Tells databases apart without their secret id. */
export function newsroomOf(owner: string): string {
  return hashText(owner).slice(0, 16);
}

/** The schema and the counts of a copy, of any version that this one can open. Throws when it is damaged. */
export async function countCopy(file: string) {
  return lookInto(file, async (db, schema) => ({ schema, counts: await countAll(db) }));
}

/** The secret id of that database, which has one. */
export async function ownerIn(url: string): Promise<string> {
  return lookInto(url, async (db) => (await findOwner(db))!, { damages: false });
}

async function lookInto<T>(
  url: string,
  work: (db: Db, schema: string) => Promise<T>,
  { damages: look = true } = {},
): Promise<T> {
  const engine = await engineAt(url);
  const database = await engine.openReadOnly();
  try {
    const [damage] = look ? await database.damages() : [];
    if (damage !== undefined)
      throw new Error(
        `The database is damaged (${damage}). Run npm run doctor, and keep the last good backup.`,
      );
    const schema = await database.schema();
    if (schema === undefined)
      throw new Error('The database was written by a newer version of Dateline: use that version.');
    return await database.read((db) => work(db, schema));
  } finally {
    await database.close();
  }
}

async function countAll(db: Db): Promise<Record<string, number>> {
  const tables = {
    stories: articles,
    versions: articleVersions,
    live: liveArticles,
    events,
    pictures: media,
  };
  const counts: Record<string, number> = {};
  for (const [name, table] of Object.entries(tables)) {
    const [row] = await db.select({ counted: count() }).from(table);
    counts[name] = row!.counted;
  }
  return counts;
}

/** Every picture file that a row names; equal files once. */
async function findFiles(db: Db): Promise<NamedFile[]> {
  const originals = await findAllOriginals(db);
  const renditions = await findAllRenditions(db);
  const files = [
    ...originals.map(({ sha256, bytes, ...row }) => ({
      key: originalKey({ sha256, ...row }),
      sha256,
      bytes,
    })),
    ...renditions.map((row) => ({ key: renditionKey(row), sha256: row.sha256, bytes: row.bytes })),
  ];
  return [...new Map(files.map((file) => [file.key, file])).values()];
}
