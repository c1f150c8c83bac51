import { copyFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { workThroughKills } from '../steady/kills.ts';
import { brokenPromises } from '../steady/promises.ts';
import { openProcess } from '../steady/server-process.ts';

describe('the look at what was promised', () => {
  /** A file that somebody had their hands in. */
  async function tampered(sql: (story: string) => string): Promise<string[]> {
    const newsroom = await openProcess();
    onTestFinished(newsroom.clear);
    const { log } = await workThroughKills(newsroom, { lives: 1, seed: 1 });
    await newsroom.kill();
    const withdrawn = new Set(log.flatMap(({ did, id }) => (did === 'withdrawn' ? [id] : [])));
    const story = log.find(({ did, id }) => did === 'published' && !withdrawn.has(id))!.id;
    const copy = `${newsroom.file}-tampered`;
    copyFileSync(newsroom.file, copy);
    copyFileSync(`${newsroom.file}-wal`, `${copy}-wal`);
    const database = open(copy, { readonly: false });
    expect(brokenPromises(database, log)).toEqual([]);
    database.pragma('foreign_keys = OFF');
    database.exec(sql(story));
    return brokenPromises(database, log);
  }

  it('finds an acknowledged story that is lost', async () => {
    const faults = await tampered((id) => `DELETE FROM articles WHERE id = '${id}'`);
    expect(faults.join('\n')).toContain('was acknowledged, and there is no such story');
  });

  it('finds a publication that is half there, a version without an event, and a story that is there twice', async () => {
    const faults = await tampered(
      (id) => `
        DELETE FROM live_articles WHERE id = '${id}';
        DROP TRIGGER events_are_not_removed;
        DELETE FROM events WHERE seq = (SELECT min(seq) FROM events WHERE subject = '${id}');
        CREATE TEMP TABLE twin AS SELECT * FROM articles WHERE id = '${id}';
        UPDATE twin SET id = 'article_twin', search_seq = NULL;
        INSERT INTO articles SELECT * FROM twin;`,
    );
    expect(faults.join('\n')).toContain('is live, and the edition has it not');
    expect(faults.join('\n')).toContain('has a version that not exactly one event tells of');
    expect(faults.join('\n')).toContain('is there 2 times');
  });
});

function open(file: string, { readonly = true } = {}) {
  const database = new Sqlite(file, { readonly });
  onTestFinished(() => {
    database.close();
  });
  return database;
}
