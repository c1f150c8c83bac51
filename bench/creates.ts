import { copyFile } from 'node:fs/promises';
import BetterSqlite3 from 'better-sqlite3';
import { checkCreate } from './check.ts';
import type { House } from './house.ts';
import type { Loader } from './loader.ts';
import { measure, type Line } from './measure.ts';
import { asked, creators, names, publishedPerSecond } from './names.ts';
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
    // One after the other and with pauses, as a newsroom works: what that costs the processor is taken from readers.
    const inPace = { post, perSecond: publishedPerSecond };
    const paced = [
      { what: asked.createInPace, who: names.byHand, server: byHand, job: inPace },
      { what: asked.createInPace, who: names.hot, server: hot, job: inPace },
      {
        ...{ what: asked.publishInPace, who: names.hot, server: hot },
        job: { ...inPace, post: { ...post, then: publishOf(post.headers) } },
      },
    ];
    return [
      ...(await measure(loader, contests, { ...settings, connections: creators })),
      ...(await measure(loader, paced, { ...settings, connections: 1 })),
    ];
  } finally {
    await byHand.stop();
  }
}

/** How each of those stories is published. */
export function publishOf(headers: Record<string, string>) {
  return {
    path: '/v1/desk/articles/written-{number}/publish',
    headers: { ...headers, 'if-match': '"r1"' },
  };
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
