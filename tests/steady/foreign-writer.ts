import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import type { Harness } from './harness.ts';
import { openProcess, type Newsroom } from './server-process.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../../bin/dateline.js', import.meta.url));
const driver = fileURLToPath(import.meta.resolve('better-sqlite3'));

/** Other processes that write to the same file: an import by command, and a tool that keeps it locked. */
export const foreignWriter: Harness = {
  name: 'foreign-writer',
  promise:
    'another process that writes stops neither readers nor the server, and an editor saves beside it; only a lock of more than five seconds refuses saves, and none is lost',
  async play(size) {
    const items = size === 'small' ? 1_500 : 4_000;
    const newsroom = await openProcess();
    try {
      await newsroom.start();
      const story = await createStory(newsroom);
      const imported = await beside(newsroom, story, () => importItems(newsroom, items));
      const short = await beside(newsroom, story, () => lockFor(newsroom.file, 2_000));
      const long = await beside(newsroom, story, () => lockFor(newsroom.file, 7_000));
      const saves = [imported, short, long].flatMap(({ saves }) => saves);
      return {
        broken: [
          ...wrongReads({ imported, short, long }),
          ...refusedIn(imported, 'an import'),
          ...refusedIn(short, 'a lock of two seconds'),
          ...(long.saves.some(({ status }) => status === 503)
            ? []
            : ['a lock of seven seconds refused no save: a save has waited without bound']),
          ...saves
            .filter(({ status, retryAfter }) => status !== 200 && (status !== 503 || retryAfter === null))
            .map(({ status }) => `a save was answered ${status}, or without Retry-After`),
          ...(imported.saves.length < 20
            ? [`the editor came to save only ${imported.saves.length} times beside the import`]
            : []),
          ...lostIn(newsroom.file, { story, saves, items }),
        ],
        figures: {
          'items imported': items,
          'import, s': Math.round(imported.tookMs / 1000),
          'saves beside the import': imported.saves.length,
          ...times('save beside the import, ms', imported.saves),
          ...times('cached answer beside the import, ms', imported.reads),
          ...times('cached answer beside a lock of 7 s, ms', long.reads),
          'saves refused by a lock of 7 s': long.saves.filter(({ status }) => status === 503).length,
        },
      };
    } finally {
      await newsroom.clear();
    }
  },
};

type Answer = { ms: number; status: number; retryAfter: string | null };
type Beside = { tookMs: number; reads: Answer[]; saves: Answer[] };
type Story = { id: string; etag: string; saves: number };

/** While `work` runs, a reader asks for a cached list and an editor saves, each again and again. */
async function beside(newsroom: Newsroom, story: Story, work: () => Promise<void>): Promise<Beside> {
  let over = false;
  const startedAt = performance.now();
  async function again(one: () => Promise<Answer>, everyMs: number): Promise<Answer[]> {
    const answers: Answer[] = [];
    while (!over) {
      answers.push(await one());
      await pause(everyMs);
    }
    return answers;
  }
  const working = work().finally(() => (over = true));
  const [reads, saves] = await Promise.all([
    again(() => answerTo(newsroom, '/v1/articles?limit=20'), 5),
    again(() => save(newsroom, story), 50),
    working,
  ]);
  return { tookMs: performance.now() - startedAt, reads, saves };
}

async function answerTo({ address }: Newsroom, path: string, init?: RequestInit): Promise<Answer> {
  const startedAt = performance.now();
  const response = await fetch(`${address}${path}`, init);
  await response.arrayBuffer();
  const ms = performance.now() - startedAt;
  return { ms, status: response.status, retryAfter: response.headers.get('retry-after') };
}

async function createStory({ address, secret }: Newsroom): Promise<Story> {
  const response = await fetch(`${address}/v1/desk/articles`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ headline: 'Saved beside others', bodyText: 'A text.' }),
  });
  const { id, etag } = (await response.json()) as Story;
  return { id, etag, saves: 0 };
}

async function save({ address, secret }: Newsroom, story: Story): Promise<Answer> {
  const startedAt = performance.now();
  const response = await fetch(`${address}/v1/desk/articles/${story.id}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      'if-match': story.etag,
    },
    body: JSON.stringify({ standfirst: `Save ${story.saves + 1}` }),
  });
  const body = (await response.json()) as Story;
  if (response.status === 200) Object.assign(story, { etag: body.etag, saves: story.saves + 1 });
  const ms = performance.now() - startedAt;
  return { ms, status: response.status, retryAfter: response.headers.get('retry-after') };
}

async function importItems({ folder }: Newsroom, count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      uri: `tag:wire.example,2026:${index}`,
      type: 'text',
      version: '1',
      headlines: [{ value: `Wire ${index}` }],
      bodies: [{ contentType: 'text/plain', value: `Paragraph of ${index}.\n\n`.repeat(12) }],
    }),
  );
  const file = join(folder, 'wire.ndjson');
  await writeFile(file, lines.join('\n'));
  const env = { PATH: process.env['PATH'], DATA_DIR: folder };
  await run(process.execPath, [program, 'import', file], { env });
}

/** Another program that takes the lock of writers, and keeps it. */
async function lockFor(file: string, ms: number): Promise<void> {
  const script = `
    const Sqlite = require(${JSON.stringify(driver)});
    const other = new Sqlite(${JSON.stringify(file)});
    other.exec('BEGIN IMMEDIATE');
    setTimeout(() => other.exec('COMMIT'), ${ms});
  `;
  const child = spawn(process.execPath, ['--eval', script], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error('The file could not be locked.');
}

function wrongReads(phases: Record<string, Beside>): string[] {
  return Object.entries(phases).flatMap(([name, { reads, tookMs }]) => [
    ...reads.filter(({ status }) => status !== 200).map(({ status }) => `${name}: a reader got ${status}`),
    // A reader who is not held up gets about a hundred answers a second.
    ...(reads.length < tookMs / 200
      ? [`${name}: a reader got only ${reads.length} answers in ${Math.round(tookMs)} ms`]
      : []),
  ]);
}

function refusedIn({ saves }: Beside, what: string): string[] {
  const refused = saves.filter(({ status }) => status !== 200).length;
  return refused === 0 ? [] : [`${refused} saves were refused beside ${what}`];
}

/** The file must have every save that was acknowledged, each once, and every item. */
function lostIn(
  file: string,
  { story, saves, items }: { story: Story; saves: Answer[]; items: number },
): string[] {
  const database = new Sqlite(file, { readonly: true });
  const count = database.prepare('SELECT count(*) FROM article_versions WHERE article_id = ?').pluck();
  const versions = (count.get(story.id) as number) - 1;
  const wire = database
    .prepare("SELECT count(*) FROM articles WHERE headline LIKE 'Wire %'")
    .pluck()
    .get() as number;
  database.close();
  const acknowledged = saves.filter(({ status }) => status === 200).length;
  return [
    ...(versions === acknowledged
      ? []
      : [`${acknowledged} saves were acknowledged, and ${versions} are there`]),
    ...(wire === items ? [] : [`${items} items were imported, and ${wire} are there`]),
  ];
}

function times(what: string, answers: Answer[]): Record<string, number> {
  const sorted = answers.map(({ ms }) => Math.round(ms * 10) / 10).sort((a, b) => a - b);
  return {
    [`${what} (p50)`]: sorted[Math.floor(sorted.length / 2)] ?? 0,
    [`${what} (p99)`]: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    [`${what} (slowest)`]: sorted.at(-1) ?? 0,
  };
}
