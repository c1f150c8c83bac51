/**
 * `npm run bench`: measures Dateline against floors in the same run, and prints and keeps the ratios.
 *
 *   --stories 1000        how many stories (100000, 1000000); --body 5000 bytes of text each (1000 with --growth)
 *   --seconds 5 --rounds 3 --connections 50
 *   --only reads,publishing,create,start
 *   --growth              1,000 stories against --stories (by default 1,000,000) instead
 *   --data FOLDER         keeps what was generated for the next run
 *   --results FILE        where the table goes (bench/RESULTS.md); --raw FILE keeps every round as JSON
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aimsOf, type Aim } from './aims.ts';
import { compare } from './compare.ts';
import { measureGrowth } from './growth.ts';
import { openHouse, type House } from './house.ts';
import { startLoader } from './loader.ts';
import { findMachine, pinThisProcess } from './machine.ts';
import { median, type Line } from './measure.ts';
import { startPublisher } from './publisher.ts';
import { aimTable, grouped, tableOf, writeSection } from './report.ts';
import { say } from './say.ts';
import { readSettings } from './settings.ts';

const settings = readSettings();
const machine = findMachine();
const ofRun = await mkdtemp(join(tmpdir(), 'dateline-bench-'));
const folder = { kept: settings.dataDir ?? ofRun, ofRun };
const conditions = `${machine.description}. ${settings.connections} connections, ${settings.rounds} ${settings.rounds === 1 ? 'round' : 'rounds'} of ${settings.seconds} s.`;
say(conditions);

try {
  await (settings.growth ? runGrowth() : runComparison());
} finally {
  await rm(ofRun, { recursive: true, force: true });
}

async function runComparison(): Promise<void> {
  const { stories, only, seconds } = settings;
  const willWrite = only.includes('publishing') || only.includes('create');
  const house = await open(stories, willWrite);
  pinThisProcess(machine.loadCores);
  const [loader, publisher] = [startLoader(machine), startPublisher(machine)];
  try {
    const comparison = await compare({ house, loader, publisher, settings });
    const { resident, published, startsMs } = comparison;
    const notes = [
      resident?.idle &&
        resident.loaded &&
        `Memory of Dateline: ${resident.idle.all} MiB resident after its start (${resident.idle.own} without file pages), ${resident.loaded.all} after the load (${resident.loaded.own}).`,
      startsMs.length > 0 && `Start to the first story: ${startsMs.join(', ')} ms.`,
      published.length > 0 &&
        `While ${seconds} s were measured, ${median(published.map(({ perSecond }) => perSecond)).toFixed(1)} stories a second were created and published; both together took ${median(published.map(({ tookMs }) => median(tookMs))).toFixed(1)} ms (median).`,
    ];
    await keep(`${grouped(stories)} stories`, {
      lines: comparison.lines,
      aims: aimsOf(comparison, stories),
      notes: [
        `The database takes ${grouped(house.mebibytes)} MiB.`,
        ...notes.filter((note) => typeof note === 'string'),
      ],
      raw: comparison,
    });
  } finally {
    loader.stop();
    publisher.stop();
  }
}

async function runGrowth(): Promise<void> {
  const small = await open(1000, false);
  const large = await open(settings.stories, false);
  pinThisProcess(machine.loadCores);
  const loader = startLoader(machine);
  try {
    const growth = await measureGrowth({ houses: [small, large], loader, settings });
    await keep(`From ${grouped(small.stories)} to ${grouped(large.stories)} stories`, {
      ...growth,
      notes: [
        `Cache off: every answer is computed. Each story has about ${grouped(settings.bodyBytes)} bytes of text. One story is another one in each request; the deep page is nine tenths in.`,
      ],
      raw: growth,
    });
  } finally {
    loader.stop();
  }
}

function open(stories: number, willWrite: boolean): Promise<House> {
  return openHouse({ stories, bodyBytes: settings.bodyBytes, folder, willWrite, machine });
}

type Found = { lines: Line[]; aims: Aim[]; notes: string[]; raw: unknown };

async function keep(heading: string, { lines, aims, notes, raw }: Found): Promise<void> {
  const parts = [conditions, ...(lines.length > 0 ? [tableOf(lines)] : []), ...notes, aimTable(aims)];
  const text = parts.join('\n\n');
  say(`\n${text}\n`);
  await writeSection(settings.resultsFile, heading, text);
  say(`written to ${settings.resultsFile}`);
  if (settings.rawFile !== undefined) await writeFile(settings.rawFile, JSON.stringify(raw, undefined, 2));
}
