/**
 * `npm run bench`: measures Dateline against floors in the same run, and prints and keeps the ratios.
 *
 *   --stories 1000        how many stories (100000, 1000000); --body 5000 bytes of text each (3000 with --growth)
 *   --seconds 5 --rounds 3 --connections 50
 *   --only reads,publishing,streams,create,start,postgres
 *                         postgres: the same stories on SQLite and on PostgreSQL; left out where its programs are not installed
 *   --growth              1,000 stories against --stories (by default 1,000,000) instead
 *   --data FOLDER         keeps what was generated for the next run
 *   --results FILE        where the table goes (bench/RESULTS.md); --raw FILE keeps every round of each section as JSON
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programs } from '../tests/support/postgres-server.ts';
import { aimsOf, type Aim } from './aims.ts';
import { compare, connectionsComputed } from './compare.ts';
import { measureGrowth } from './growth.ts';
import { openHouse, type House } from './house.ts';
import { startLoader, type Loader } from './loader.ts';
import { findMachine, pinThisProcess } from './machine.ts';
import { median } from './measure.ts';
import { compareEngines } from './postgres/compare.ts';
import { engineAims, engineNotes, engineTable } from './postgres/report.ts';
import { startPublisher } from './publisher.ts';
import { aimTable, grouped, tableOf, writeSection } from './report.ts';
import { say } from './say.ts';
import { readSettings } from './settings.ts';
import { followedNote } from './streams.ts';

const settings = readSettings();
const machine = findMachine();
const ofRun = await mkdtemp(join(tmpdir(), 'dateline-bench-'));
const folder = { kept: settings.dataDir ?? ofRun, ofRun };
const allRaw: Record<string, unknown> = {};
say(conditionsOf());

try {
  await (settings.growth ? runGrowth() : runComparison());
} finally {
  await rm(ofRun, { recursive: true, force: true });
}

async function runComparison(): Promise<void> {
  const { stories, only } = settings;
  const house = await open(
    stories,
    only.some((part) => part !== 'reads' && part !== 'start'),
  );
  pinThisProcess(machine.loadCores);
  const loader = startLoader(machine);
  try {
    if (only.some((part) => part !== 'postgres')) await runFloors(house, loader);
    if (only.includes('postgres') && programs) await runEngines(house, loader);
    else if (only.includes('postgres'))
      say('The part postgres is left out: the programs of PostgreSQL are not installed.');
  } finally {
    loader.stop();
  }
}

async function runFloors(house: House, loader: Loader): Promise<void> {
  const { stories, seconds } = settings;
  const publisher = startPublisher(machine);
  try {
    const comparison = await compare({ house, loader, publisher, settings });
    const { lines, resident, published, startsMs, followed } = comparison;
    const notes = [
      resident?.idle &&
        resident.loaded &&
        `Memory of Dateline: ${resident.idle.all} MiB resident after its start (${resident.idle.own} without file pages), ${resident.loaded.all} after the load (${resident.loaded.own}).`,
      followed && followedNote(followed),
      startsMs.bundle.length > 0 &&
        `Start to the first story: ${startsMs.bundle.join(', ')} ms; with \`npm start\` ${startsMs.sources.join(', ')} ms; the first ever ${startsMs.first.join(', ')} ms.`,
      settings.only.includes('create') &&
        'Where stories are created and published, the processor time is that of both, and the milliseconds are those of the publication alone.',
      published.length > 0 &&
        `While ${seconds} s were measured, ${median(published.map(({ perSecond }) => perSecond)).toFixed(1)} stories a second were created and published; both together took ${median(published.map(({ tookMs }) => median(tookMs))).toFixed(1)} ms (median).`,
    ];
    await keep(`${grouped(stories)} stories`, {
      tables: lines.length > 0 ? [tableOf(lines)] : [],
      aims: aimsOf(comparison),
      notes: [
        `Answers that are computed were asked for by ${connectionsComputed} connections. The database takes ${grouped(house.mebibytes)} MiB.`,
        ...notes.filter((note) => typeof note === 'string'),
      ],
      raw: comparison,
    });
  } finally {
    publisher.stop();
  }
}

async function runEngines(house: House, loader: Loader): Promise<void> {
  const pairs = await compareEngines({ house, loader, settings });
  await keep(`${grouped(house.stories)} stories on SQLite and on PostgreSQL`, {
    connections: [...new Set(pairs.map((pair) => pair.connections))].join(' and '),
    tables: [engineTable(pairs)],
    aims: engineAims(pairs),
    notes: engineNotes,
    raw: pairs,
  });
}

async function runGrowth(): Promise<void> {
  const small = await open(1000, false);
  const large = await open(settings.stories, false);
  pinThisProcess(machine.loadCores);
  const loader = startLoader(machine);
  try {
    const growth = await measureGrowth({ houses: [small, large], loader, settings });
    await keep(`From ${grouped(small.stories)} to ${grouped(large.stories)} stories`, {
      connections: '1',
      tables: growth.tables,
      aims: growth.aims,
      notes: [
        `Cache off: every answer is computed; medians. Each story has about ${grouped(settings.bodyBytes)} bytes of text, every fourth was published twice, and there is a picture for every tenth. Stories and pictures are others in each request; \`{early}\` is when nine tenths had not been published yet, and as deep is the deep page. \`obituary\`, \`withdrawn\` and the like have no story. Where an answer grows, its time is divided by that.`,
      ],
      raw: growth.grown,
    });
  } finally {
    loader.stop();
  }
}

function open(stories: number, willWrite: boolean): Promise<House> {
  return openHouse({ stories, bodyBytes: settings.bodyBytes, folder, willWrite, machine });
}

type Found = {
  connections?: string;
  tables: string[];
  aims: Aim[];
  notes: string[];
  raw: unknown;
};

async function keep(heading: string, { connections, tables, aims, notes, raw }: Found): Promise<void> {
  allRaw[heading] = raw;
  const parts = [conditionsOf(connections), ...tables, ...notes, aimTable(aims)];
  const text = parts.join('\n\n');
  say(`\n${text}\n`);
  await writeSection(settings.resultsFile, heading, text);
  say(`written to ${settings.resultsFile}`);
  if (settings.rawFile !== undefined) await writeFile(settings.rawFile, JSON.stringify(allRaw, undefined, 2));
}

function conditionsOf(connections = String(settings.connections)): string {
  const { rounds, seconds } = settings;
  return `${machine.description}. ${connections} connections, ${rounds} ${rounds === 1 ? 'round' : 'rounds'} of ${seconds} s.`;
}
