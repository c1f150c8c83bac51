import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import { drawing, form } from '../support/pictures.ts';
import { saveAgainAndAgain } from './editor.ts';
import { middleOf, unbounded, watch } from './growth.ts';
import type { Harness } from './harness.ts';
import { putLoad } from './load.ts';
import { openProcess, type Newsroom } from './server-process.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../../bin/dateline.js', import.meta.url));
const mb = 1024 * 1024;

const reads = [
  '/v1/articles?limit=20',
  '/v1/sections',
  '/v1/articles?limit=20&include=body',
  '/feeds/rss.xml',
  '/v1/alerts',
  ...['summit', 'train', 'water', 'report', 'minister'].map((word) => `/v1/search?q=${word}`),
];

/** After a third of the time everything has been used once: what grows from there on grows without end. */
const most = { growthBytes: 100 * mb, walBytes: 64 * mb, moreFiles: 64 };

/** A server that does all its work at half of what it can, for a long time. */
export const soak: Harness = {
  name: 'soak',
  promise:
    'at half load, with editors, schedules, uploads and backups, nothing is refused or lost, and memory, log and files stay bounded',
  fillsMachine: true,
  async play(size) {
    const seconds = size === 'small' ? 60 : 1_800;
    const newsroom = await openProcess();
    try {
      await newsroom.start();
      const peak = await putLoad({ address: newsroom.address, paths: reads, seconds: 3, connections: 16 });
      const perSecond = Math.max(20, Math.floor(peak.servedPerSecond / 2));
      let over = false;
      function isOver(): boolean {
        return over;
      }
      const others = [
        ...[1, 2].map(() => saveAgainAndAgain(newsroom, isOver)),
        again(isOver, 2_000, (round) => scheduleOne(newsroom, round)),
        again(isOver, 3_000, (round) => uploadOne(newsroom, round)),
        again(isOver, (seconds * 1000) / 4, () => backUp(newsroom)),
      ];
      const watching = watch(newsroom, isOver, seconds);
      const load = await putLoad({
        address: newsroom.address,
        paths: reads,
        seconds,
        connections: 16,
        perSecond,
      });
      over = true;
      const works = await Promise.all(others);
      // What was scheduled last is a second from its time.
      await pause(2_000);
      const samples = await watching;
      const [first, last] = [middleOf(samples, 1 / 3), middleOf(samples, 2 / 3)];
      const broken = [
        ...works.flatMap(({ refused }) => refused),
        ...(load.wrong > 0 ? [`${load.wrong} reads were answered wrongly or not at all`] : []),
        ...(load.refused > load.sent / 100 ? [`${load.refused} of ${load.sent} reads were refused`] : []),
        ...unbounded('memory', last.rssBytes - first.rssBytes, most.growthBytes),
        ...unbounded('open files', last.files - first.files, most.moreFiles),
        ...unbounded(
          'the write-ahead log',
          Math.max(...samples.map(({ walBytes }) => walBytes)),
          most.walBytes,
        ),
        ...lostIn(
          newsroom.file,
          works.map(({ all }) => all.length),
        ),
      ];
      return {
        broken,
        figures: {
          seconds,
          'reads a second': perSecond,
          'reads served': load.served,
          'reads refused': load.refused,
          'read, ms (p99)': load.p99,
          saves: works[0]!.all.length + works[1]!.all.length,
          'schedules, uploads, backups': works
            .slice(2)
            .map(({ all }) => all.length)
            .join(', '),
          'memory after a third, and in the last third, MB': `${Math.round(first.rssBytes / mb)}, ${Math.round(last.rssBytes / mb)}`,
          'open files': `${first.files}, ${last.files}`,
          'write-ahead log, MB (largest)': Math.round(
            Math.max(...samples.map(({ walBytes }) => walBytes)) / mb,
          ),
        },
      };
    } finally {
      await newsroom.clear();
    }
  },
};

type Works = { all: unknown[]; refused: string[] };

async function again(
  isOver: () => boolean,
  everyMs: number,
  one: (round: number) => Promise<string | undefined>,
): Promise<Works> {
  const works: Works = { all: [], refused: [] };
  for (let round = 0; !isOver(); round++) {
    const refused = await one(round);
    if (refused === undefined) works.all.push(round);
    else works.refused.push(refused);
    for (let waited = 0; waited < everyMs && !isOver(); waited += 100) await pause(100);
  }
  return works;
}

async function scheduleOne(newsroom: Newsroom, round: number): Promise<string | undefined> {
  const headers = { authorization: `Bearer ${newsroom.secret}`, 'content-type': 'application/json' };
  const made = await fetch(`${newsroom.address}/v1/desk/articles`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ headline: `Soaked ${round}`, bodyText: 'A text.' }),
  });
  const { id, etag } = (await made.json()) as { id: string; etag: string };
  const scheduled = await fetch(`${newsroom.address}/v1/desk/articles/${id}/schedule`, {
    method: 'POST',
    headers: { ...headers, 'if-match': etag },
    body: JSON.stringify({ at: new Date(Date.now() + 1_000).toISOString() }),
  });
  const body = await scheduled.text();
  return scheduled.ok ? undefined : `a schedule was answered ${scheduled.status}: ${body}`;
}

async function uploadOne({ address, secret }: Newsroom, round: number): Promise<string | undefined> {
  const bytes = await drawing({ width: 400 + round, height: 300 })
    .jpeg()
    .toBuffer();
  const { headers, body } = await form([{ bytes, name: 'file' }]);
  const response = await fetch(`${address}/v1/desk/media`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${secret}` },
    body: new Uint8Array(body),
  });
  const text = await response.text();
  return response.ok ? undefined : `an upload was answered ${response.status}: ${text}`;
}

async function backUp({ folder }: Newsroom): Promise<string | undefined> {
  const env = { PATH: process.env['PATH'], DATA_DIR: folder };
  return run(process.execPath, [program, 'backup', join(folder, 'kept')], { env }).then(
    () => undefined,
    (error: unknown) => `a backup failed: ${String(error)}`,
  );
}

/** Every save is a version, and what was scheduled is live. */
function lostIn(file: string, [one = 0, other = 0, schedules = 0, uploads = 0]: number[]): string[] {
  const database = new Sqlite(file, { readonly: true });
  function count(sql: string): number {
    return database.prepare(sql).pluck().get() as number;
  }
  const saves = count(
    `SELECT count(*) FROM article_versions JOIN articles ON articles.id = article_id WHERE headline = 'Written under load'`,
  );
  const live = count(`SELECT count(*) FROM articles WHERE headline LIKE 'Soaked %' AND publication = 'live'`);
  const pictures = count('SELECT count(*) FROM media WHERE width BETWEEN 400 AND 2000 AND height = 300');
  const integrity = database.pragma('integrity_check', { simple: true });
  database.close();
  return [
    ...(saves === one + other ? [] : [`of ${one + other} saves ${saves} are there`]),
    ...(live === schedules ? [] : [`of ${schedules} scheduled stories ${live} are live`]),
    ...(pictures >= uploads ? [] : [`of ${uploads} pictures ${pictures} are there`]),
    ...(integrity === 'ok' ? [] : [String(integrity)]),
  ];
}
