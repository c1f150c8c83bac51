import { copyFile } from 'node:fs/promises';
import BetterSqlite3 from 'better-sqlite3';
import { checkCreate } from './check.ts';
import type { House } from './house.ts';
import type { Loader } from './loader.ts';
import { measure, type Line } from './measure.ts';
import { asked, creators, names } from './names.ts';
import type { Running } from './processes.ts';
import { findLibrary } from './rows.ts';
import type { Settings } from './settings.ts';
import { storyOf } from './story.ts';

type Parts = { house: House; loader: Loader; settings: Settings; hot: Running };

/** Durable creates, each contender on a file of its own: what one adds is no burden to the other. */
export async function measureCreates({ house, loader, settings, hot }: Parts): Promise<Line[]> {
  const copy = `${house.file}-by-hand.db`;
  const db = new BetterSqlite3(house.file);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  await copyFile(house.file, copy);
  const byHand = await house.startFloor('by-hand.ts', { DATABASE_FILE: copy });
  const template = templateOf(house.file, settings.bodyBytes);
  const post = { path: '/v1/desk/articles', headers: { authorization: house.authorization }, template };
  try {
    await checkCreate({ server: hot, file: house.file }, { server: byHand, file: copy }, post);
    const contests = [
      { what: asked.create, who: names.byHand, server: byHand, job: { post } },
      { what: asked.create, who: names.hot, server: hot, job: { post } },
    ];
    return await measure(loader, contests, { ...settings, connections: creators });
  } finally {
    await byHand.stop();
  }
}

/** A story as the desk is sent it; `{number}` is another in each. */
export function templateOf(file: string, bodyBytes: number): string {
  const db = new BetterSqlite3(file, { readonly: true });
  const library = findLibrary(db);
  const related = db
    .prepare('SELECT id FROM live_articles ORDER BY seq DESC LIMIT 1')
    .pluck()
    .get() as string;
  db.close();
  const story = storyOf(0, { library, bodyBytes, related });
  return JSON.stringify({ ...story, slug: 'written-{number}', headline: `${story.headline} {number}` });
}
