/**
 * Measures Dateline against a floor in the same run and prints ratios: requests per second of one story and of a list of
 * twenty against a static Fastify buffer with the same bytes and headers, start to the first 200, and memory.
 * `npm run bench -- --seconds 5 --rounds 3`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { startProcess, type Running } from './processes.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '50' },
  },
});
const [seconds, rounds, connections] = [values.seconds, values.rounds, values.connections].map(Number) as [
  number,
  number,
  number,
];

const paths = {
  'one story': '/v1/articles/japans-kishida-considers-joining-nato-summit-sources',
  'list of 20, whole': '/v1/articles?limit=20&include=body',
};

const dataDir = await mkdtemp(join(tmpdir(), 'dateline-bench-'));
const environment = { PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', LOG_FORMAT: 'json' };
try {
  say(`Node ${process.version}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`);
  say('seeding …');
  await (await startProcess('bin/dateline.js', environment)).stop();
  const starts = await measureStarts();
  const dateline = await startProcess('bin/dateline.js', environment);
  const floor = await startProcess('bench/floor.ts', {
    PORT: '0',
    ORIGIN: dateline.address,
    PATHS: JSON.stringify(Object.values(paths)),
  });
  const memory = await dateline.residentMiB();
  await compare(dateline, floor);
  const loaded = await dateline.residentMiB();
  say(`start to the first 200: ${median(starts)} ms (median of ${starts.length}; aim 500)`);
  say(`memory after start: ${memory} MiB (aim 120); after load: ${loaded} MiB`);
  await Promise.all([dateline.stop(), floor.stop()]);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function measureStarts(): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    say(`start ${round + 1} of 5 …`);
    const running = await startProcess('bin/dateline.js', environment);
    times.push(running.startedInMs);
    await running.stop();
  }
  return times;
}

async function compare(dateline: Running, floor: Running): Promise<void> {
  for (const [what, path] of Object.entries(paths)) {
    const [ours, theirs]: [number[], number[]] = [[], []];
    await load(dateline.address + path, 1);
    await load(floor.address + path, 1);
    for (let round = 0; round < rounds; round += 1) {
      say(`${what}: round ${round + 1} of ${rounds} …`);
      ours.push(await load(dateline.address + path, seconds));
      theirs.push(await load(floor.address + path, seconds));
    }
    const ratio = median(ours) / median(theirs);
    say(`${what}: ${median(ours)} requests/s, floor ${median(theirs)}: ratio ${ratio.toFixed(3)}`);
  }
}

async function load(url: string, duration: number): Promise<number> {
  const result = await autocannon({ url, duration, connections });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url} failed under load`);
  return Math.round(result.requests.average);
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
