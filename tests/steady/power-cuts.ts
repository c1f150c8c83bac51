import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import Sqlite from 'better-sqlite3';
import { chanceOf } from './chance.ts';
import type { Harness } from './harness.ts';
import { workThroughKills } from './kills.ts';
import { compileRecorder, openPower } from './power.ts';
import { brokenPromises } from './promises.ts';
import { disagreements } from './public-faces.ts';
import { openProcess } from './server-process.ts';

const notDurable = new URL('./not-durable.js', import.meta.url);

/** A server that loses its power while eight desks write: what was not made durable is gone. */
export const powerCuts: Harness = {
  name: 'power-cuts',
  promise: 'every acknowledged write survives a power cut; without a sync before the answer it would not',
  async play(size) {
    const cuts = size === 'small' ? 5 : 50;
    const seed = Number(process.env['STEADY_SEED'] ?? Date.now() % 1_000_000_007);
    const tools = mkdtempSync(join(tmpdir(), 'dateline-power-'));
    try {
      const library = compileRecorder(tools);
      if (library === undefined)
        return {
          broken: [],
          figures: { 'power cuts': 'not played: gcc, which builds the recorder, is not here' },
        };
      const held = await writeThroughCuts({ library, tools, cuts, seed });
      const twin = await writeThroughCuts({
        ...{ library, tools, cuts: 3, seed },
        env: { NODE_OPTIONS: `--import=${notDurable.href}` },
      });
      return {
        broken: [
          ...held.broken,
          ...(twin.broken.length > 0 ? [] : ['without syncs nothing was lost: these cuts prove nothing']),
        ],
        figures: {
          STEADY_SEED: seed,
          'power cuts': cuts,
          'writes acknowledged': held.acknowledged,
          'changes of files that the cuts took away': held.lost,
          'promises that 3 cuts break without syncs': twin.broken.length,
        },
      };
    } finally {
      rmSync(tools, { recursive: true, force: true });
    }
  },
};

type Playing = { library: string; tools: string; cuts: number; seed: number; env?: Record<string, string> };

async function writeThroughCuts({ library, tools, cuts, seed, env = {} }: Playing) {
  const log = join(tools, 'power-cut.log');
  const chance = chanceOf(seed + 100);
  const newsroom = await openProcess({ LD_PRELOAD: library, POWER_CUT_LOG: log, ...env });
  const power = openPower({ file: newsroom.file, log });
  let lost = 0;
  async function cut(): Promise<void> {
    await newsroom.kill();
    lost += power.cut(chance);
  }
  try {
    await newsroom.start();
    await newsroom.stop();
    power.begin();
    let acknowledged = 0;
    const broken: string[] = [];
    try {
      const { log: said } = await workThroughKills({ ...newsroom, kill: cut }, { lives: cuts + 1, seed });
      acknowledged = said.length;
      const database = new Sqlite(newsroom.file, { readonly: true });
      broken.push(...brokenPromises(database, said), ...(await disagreements(newsroom.address, database)));
      database.close();
    } catch (error) {
      // A desk whose acknowledged story is gone, or a file that cannot be opened.
      broken.push(`${inspect(error)}\n${newsroom.output()}`);
    }
    return { broken, lost, acknowledged };
  } finally {
    await newsroom.clear();
  }
}
