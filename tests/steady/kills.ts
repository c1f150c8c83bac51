import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { chanceOf } from './chance.ts';
import type { Harness } from './harness.ts';
import { brokenPromises } from './promises.ts';
import { disagreements } from './public-faces.ts';
import { openProcess, type Newsroom } from './server-process.ts';
import { write } from './writer.ts';

const writers = 8;

/** A server that is killed again and again while eight desks write. */
export const kills: Harness = {
  name: 'kills',
  promise: 'every acknowledged write is kept once, and what is public agrees on every address',
  async play(size) {
    const lives = size === 'small' ? 20 : 200;
    const seed = Number(process.env['STEADY_SEED'] ?? Date.now() % 1_000_000_007);
    const newsroom = await openProcess();
    try {
      const { log, readyMs } = await workThroughKills(newsroom, { lives, seed });
      const database = new Sqlite(newsroom.file, { readonly: true });
      const broken = [...brokenPromises(database, log), ...(await disagreements(newsroom.address, database))];
      database.close();
      if (log.length <= lives) broken.push(`only ${log.length} writes were acknowledged in ${lives} lives`);
      return {
        broken,
        figures: {
          STEADY_SEED: seed,
          lives,
          'writes acknowledged': log.length,
          'ready again, ms (median)': middleOf(readyMs),
          'ready again, ms (slowest)': Math.max(...readyMs),
        },
      };
    } finally {
      await newsroom.clear();
    }
  },
};

/** Lets the desks write through as many lives; the newsroom is alive at the end, and the desks are done. */
export async function workThroughKills(newsroom: Newsroom, { lives, seed }: { lives: number; seed: number }) {
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
  try {
    for (let life = 1; life <= lives && failed === undefined; life++) {
      await pause(50 + chance() * 900);
      if (life === lives) break;
      await newsroom.kill();
      readyMs.push(Math.round(await newsroom.start()));
    }
  } finally {
    // A server that cannot start must not leave the desks asking for it.
    over = true;
  }
  return { log: (await logs).flat(), readyMs: readyMs.slice(1) };
}

function middleOf(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
