import { existsSync, statSync } from 'node:fs';
import { constants, cp, mkdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeKey } from '../src/access/key.ts';
import { system } from '../src/access/system.ts';
import { systemClock } from '../src/foundation/clock.ts';
import { ensureOwner } from '../src/library/pictures/maker/owner.ts';
import { openNewsroom } from '../src/main/newsroom.ts';
import { readConfig } from '../src/main/settings/config.ts';
import { startFlags } from '../tests/support/start-flags.ts';
import { bundle } from './bundle.ts';
import { generateStories } from './generate.ts';
import type { Machine } from './machine.ts';
import { startServer, type Running } from './processes.ts';
import { say, sayAgain } from './say.ts';

/** A database of so many stories, and what it takes to run servers on it. */
export type House = {
  stories: number;
  file: string;
  mebibytes: number;
  /**
   * Starts Dateline on it as the image does: without its cache when `cached` is false, with another log, with pages of its
   * stories or on a copy of the database in PostgreSQL where one is asked for; from its sources, as `npm start` does; or
   * in an empty folder, where nothing of it was ever compiled.
   */
  startDateline: (options?: {
    fromSources?: boolean;
    cached?: boolean;
    logLevel?: string;
    siteUrl?: string;
    readyAt?: string;
    databaseUrl?: string;
    emptyFolder?: string;
  }) => Promise<Running>;
  /** Starts one of the floors. */
  startFloor: (script: string, environment?: Record<string, string>) => Promise<Running>;
  /** Opens the desk. */
  authorization: string;
};

type Options = {
  stories: number;
  bodyBytes: number;
  /** Where what is generated is kept for the next run, and where what this run makes of it goes. */
  folder: { kept: string; ofRun: string };
  /** Whether stories will be added: then a house that is kept is copied first. */
  willWrite: boolean;
  machine: Machine;
};

/**
 * Every server says this address, so that answers of all of them can be compared. It logs as it is shipped, whatever the
 * environment of the bench says.
 */
const asShipped = { PORT: '0', PUBLIC_URL: 'http://localhost:3000', LOG_LEVEL: '', LOG_FORMAT: '' };
const asInImage = { MALLOC_ARENA_MAX: '2' };

/** Seeds and fills a database of that size in the folder, or takes the one that is there already. */
export async function openHouse({ machine, ...options }: Options): Promise<House> {
  const { stories } = options;
  const home = await makeHome(options);
  const file = join(home, 'dateline.db');
  const key = await readFile(join(home, 'admin-key'), 'utf8');
  const settings = {
    ...asShipped,
    DATA_DIR: home,
    ADMIN_API_KEY: key,
  };
  function start(script: string, environment: Record<string, string>, readyAt?: string): Promise<Running> {
    return startServer(script, {
      environment: { ...settings, ...environment },
      flags: startFlags,
      cores: machine.serverCores,
      ...(readyAt === undefined ? {} : { readyAt }),
    });
  }
  const mebibytes = Math.round(statSync(file).size / 2 ** 20);
  say(`${stories} stories take ${mebibytes} MiB`);
  return {
    stories,
    file,
    mebibytes,
    startDateline: ({
      fromSources = false,
      cached = true,
      logLevel,
      siteUrl,
      readyAt,
      databaseUrl,
      emptyFolder,
    } = {}) =>
      start(
        fromSources ? 'bin/dateline.js' : bundle,
        {
          ...(fromSources ? {} : asInImage),
          ...(cached ? {} : { CACHE_BYTES: '0' }),
          ...(logLevel === undefined ? {} : { LOG_LEVEL: logLevel }),
          ...(siteUrl === undefined ? {} : { SITE_URL: siteUrl }),
          ...(emptyFolder === undefined
            ? {}
            : { DATA_DIR: emptyFolder, NODE_COMPILE_CACHE: join(emptyFolder, 'compiled') }),
          ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl, MEDIA_SHARED: 'on' }),
        },
        readyAt,
      ),
    startFloor: (script, environment = {}) =>
      start(join('bench/floors', script), { DATABASE_FILE: file, ...environment }),
    authorization: `Bearer ${key}`,
  };
}

async function makeHome({
  stories,
  bodyBytes,
  folder,
  willWrite,
}: Omit<Options, 'machine'>): Promise<string> {
  const name = `${stories}-stories-of-${bodyBytes}-bytes`;
  const home = join(folder.kept, name);
  if (!existsSync(home)) {
    await refuseFullDisk(folder.kept, stories * (3.7 * bodyBytes + bytesBeside));
    const unfinished = `${home}-unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    say('seeding …');
    const key = makeKey().secret;
    await writeFile(join(unfinished, 'admin-key'), key);
    const environment = { ...asShipped, DATA_DIR: unfinished, ADMIN_API_KEY: key };
    const opening = { config: readConfig({}, environment), clock: systemClock, report: sayAgain };
    await (await openNewsroom(opening)).close();
    generateStories({ file: join(unfinished, 'dateline.db'), stories, bodyBytes });
    // What was generated is taken into the indexes of words.
    const database = await openNewsroom(opening);
    // Else a copy of the database would claim the same pictures for itself.
    await ensureOwner(database, system);
    await database.close();
    await rename(unfinished, home);
  }
  if (!willWrite || folder.kept === folder.ofRun) return home;
  say('copying what is kept …');
  const copy = join(folder.ofRun, name);
  await cp(home, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return copy;
}

// What a story takes beside its text, which is there in its versions, in the edition and in two indexes of words.
const bytesBeside = 20_000;

async function refuseFullDisk(folder: string, bytes: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  const [wanted, free] = [bytes, bavail * bsize].map((size) => (size / 2 ** 30).toFixed(1));
  if (bytes > bavail * bsize)
    throw new Error(
      `The stories take about ${wanted} GiB, and the disk has ${free} GiB left: use --data or --body.`,
    );
}
