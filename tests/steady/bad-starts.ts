import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import type { Harness } from './harness.ts';
import { openProcess, type Newsroom } from './server-process.ts';

const program = fileURLToPath(new URL('../../bin/dateline.js', import.meta.url));

/** What a start finds in place of its database, and a part of the sentence with which it refuses. */
type BadStart = { found: string; make: (newsroom: Newsroom) => void; sentence: RegExp };

const places: BadStart[] = [
  {
    found: "another application's file",
    make: ({ file }) => alter(file, 'DROP TABLE __drizzle_migrations; PRAGMA application_id = 0'),
    sentence: /holds tables of another application/,
  },
  {
    found: "another application's mark",
    make: ({ file }) => alter(file, 'PRAGMA application_id = 0x4d534d4d'),
    sentence: /belongs to another application/,
  },
  {
    found: 'an emptied file beside pictures',
    make: ({ file }) => truncateSync(file),
    sentence: /no database, but .* holds the pictures of one/,
  },
  {
    found: 'no file beside pictures',
    make: ({ file }) => rmSync(file),
    sentence: /no database, but .* holds the pictures of one/,
  },
  {
    found: 'a newer schema',
    make: ({ file }) =>
      alter(file, "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9999999999999)"),
    sentence: /newer version of Dateline/,
  },
  {
    found: 'garbage',
    make: ({ file }) => writeFileSync(file, 'Not a database.\n'.repeat(1000)),
    sentence: /not a SQLite database/,
  },
  {
    found: 'a damaged file',
    make: ({ file }) => writeFileSync(file, readFileSync(file).fill(0x5a, 100, 40_000)),
    sentence: /is damaged/,
  },
];

/** Starts on files that are not, or no longer, a database of this version. */
export const badStarts: Harness = {
  name: 'bad-starts',
  promise:
    'a start on a file that is not its own, lost, damaged or newer is refused with what was found, and changes nothing',
  async play() {
    const broken: string[] = [];
    const newsroom = await openProcess({ STOP_DELAY: '0' });
    try {
      await newsroom.start();
      await newsroom.stop();
      const good = readFileSync(newsroom.file);
      for (const { found, make, sentence } of places) {
        writeFileSync(newsroom.file, good);
        make(newsroom);
        for (const words of [[], ['key', 'list']])
          broken.push(...(await refused(newsroom, words, found, sentence)));
      }
      // The folder is as good as before: with its file back it serves.
      writeFileSync(newsroom.file, good);
      await newsroom.start();
    } finally {
      await newsroom.clear();
    }
    const readOnly = await onReadOnlyDisk();
    return {
      broken: [...broken, ...readOnly.broken],
      figures: { 'bad starts': places.length, 'a read-only folder': readOnly.played },
    };
  },
};

function alter(file: string, sql: string): void {
  const other = new Sqlite(file);
  other.exec(sql);
  other.close();
}

/** Starts the server, or a command, on that file, and tells what is wrong with how it refuses. */
async function refused(
  { folder, secret }: Newsroom,
  words: string[],
  found: string,
  sentence: RegExp,
): Promise<string[]> {
  const what = `${['npm start', ...words].join(' ')} on ${found}`;
  const before = bytesIn(folder);
  const env = {
    PATH: process.env['PATH'],
    DATA_DIR: folder,
    PORT: '0',
    ADMIN_API_KEY: secret,
    STOP_DELAY: '0',
  };
  const child = spawn(process.execPath, [program, ...words], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.includes('serves at')) child.kill('SIGKILL');
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const after = bytesIn(folder);
  return [
    ...(code === 1 ? [] : [`${what} ended with ${code ?? 'a signal, since it served'}`]),
    ...(sentence.test(said) ? [] : [`${what} said: ${said.trim()}`]),
    ...(/\n\s+at /.test(said) ? [`${what} printed a stack`] : []),
    ...(JSON.stringify(after) === JSON.stringify(before) ? [] : [`${what} changed files in its folder`]),
  ];
}

/** A newsroom whose folder cannot be written any more. Root may write anywhere, and so needs a disk that it can mount. */
async function onReadOnlyDisk(): Promise<{ broken: string[]; played: string }> {
  const newsroom = await openProcess({ STOP_DELAY: '0' });
  const { folder } = newsroom;
  const isRoot = process.getuid?.() === 0;
  try {
    if (isRoot && !mounted(['-t', 'tmpfs', 'tmpfs', folder]))
      return { broken: [], played: 'not played: nothing can be mounted' };
    await newsroom.start();
    await newsroom.stop();
    if (isRoot) mounted(['-o', 'remount,ro', folder]);
    else setModes(folder, 0o555);
    const broken = await refused(
      newsroom,
      [],
      'a read-only folder',
      /cannot be written|Cannot keep pictures/,
    );
    return { broken, played: 'played' };
  } finally {
    if (isRoot) execFileSync('umount', [folder], { stdio: 'ignore' });
    else setModes(folder, 0o755);
    await newsroom.clear();
  }
}

function mounted(words: string[]): boolean {
  try {
    execFileSync('mount', words, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function setModes(folder: string, mode: number): void {
  mkdirSync(folder, { recursive: true });
  for (const path of [folder, join(folder, 'media')]) if (existsSync(path)) chmodSync(path, mode);
}

function bytesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
    })
    .sort();
}
