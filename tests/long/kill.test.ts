import { copyFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chanceOf } from './chance.ts';
import { openProcess, type Newsroom } from './process.ts';
import { brokenPromises } from './promises.ts';
import { disagreements } from './public-faces.ts';
import { write } from './writer.ts';

const rounds = Number(process.env['KILL_ROUNDS'] ?? 40);
const writers = 8;
const readyWithinMs = 2000;
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000_007);

describe('a newsroom that is killed again and again while eight desks write', () => {
  it(`keeps every acknowledged write once, and is ready again within ${readyWithinMs} ms nine times of ten`, async () => {
    console.log(`KILL_SEED=${seed} KILL_ROUNDS=${rounds}`);
    const newsroom = await openProcess();
    const { log, readyMs } = await work(newsroom, rounds);

    const database = open(newsroom.file);
    const [slowest, median] = [Math.max(...readyMs), middleOf(readyMs)];
    console.log(
      `${log.length} writes acknowledged in ${rounds} lives; ready after ${median} ms in the middle, ${slowest} ms at most`,
    );
    expect(log.length).toBeGreaterThan(rounds);
    expect(brokenPromises(database, log)).toEqual([]);
    expect(await disagreements(newsroom.address, database)).toEqual([]);
    // One start in ten may share the machine with something else.
    const late = readyMs.filter((ms) => ms > readyWithinMs);
    expect(late.length).toBeLessThanOrEqual(rounds / 10);
  });
});

describe('the look at what was promised', () => {
  /** A file that somebody had their hands in. */
  async function tampered(sql: (story: string) => string): Promise<string[]> {
    const newsroom = await openProcess();
    const { log } = await work(newsroom, 1);
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
    expect(faults.join('\n')).toContain('1 has no event (0)');
    expect(faults.join('\n')).toContain('is there 2 times');
  });
});

/** Lets the desks write through as many lives; the newsroom is alive at the end, and the desks are done. */
async function work(newsroom: Newsroom, lives: number) {
  const chance = chanceOf(seed);
  const readyMs = [Math.round(await newsroom.start())];
  let over = false;
  const logs = Promise.all(
    Array.from({ length: writers }, (_, index) =>
      write({ ...newsroom, name: `desk${index}`, chance: chanceOf(seed + index + 1) }, () => over),
    ),
  );
  // Who fails must not go unheard while the lives go on.
  let failed: unknown;
  logs.catch((error: unknown) => (failed = error));
  for (let life = 1; life <= lives && failed === undefined; life++) {
    await pause(50 + chance() * 900);
    if (life === lives) break;
    await newsroom.kill();
    readyMs.push(Math.round(await newsroom.start()));
  }
  over = true;
  return { log: (await logs).flat(), readyMs: readyMs.slice(1) };
}

function open(file: string, { readonly = true } = {}) {
  const database = new Sqlite(file, { readonly });
  onTestFinished(() => {
    database.close();
  });
  return database;
}

function middleOf(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
