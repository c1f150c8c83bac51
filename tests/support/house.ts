import { copyFileSync, cpSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, onTestFinished } from 'vitest';
import { createApp } from '../../src/main/app.ts';
import { openDueRunner } from '../../src/main/due.ts';
import { issueKey } from '../../src/access/issue-key.ts';
import type { Role } from '../../src/access/scopes.ts';
import { system } from '../../src/access/system.ts';
import type { S3Settings } from '../../src/foundation/files/s3-bucket.ts';
import { type ImageWorker, openImageWorker } from '../../src/library/pictures/worker/image-worker.ts';
import { openPictureServices } from '../../src/main/pictures.ts';
import { openWebhookJob, openWebhookTools } from '../../src/main/webhooks.ts';
import type { Site } from '../../src/library/site.ts';
import { loadStory, type OpenedStory } from '../../src/desk/stories/story.ts';
import type { Database, Work } from '../../src/foundation/database/database.ts';
import { engineAt } from '../../src/foundation/database/engines/engine-at.ts';
import { createDatabase, dropDatabase, onPostgres } from './postgres.ts';
import { standingClock, type StandingClock } from './clock.ts';
import { contractClient, contractsRead } from './contract-client.ts';
import { settings } from './settings.ts';

// Every house has the same routes.
const sameContract = contractsRead();
// It knows nothing of a house, and takes a second to start.
const sharedImageWorker = openImageWorker();

export type Furnishing = {
  seed?: 'samples' | 'none';
  killNeedsTwo?: boolean;
  /** Sends surrogate keys as `Cache-Tag`, too. */
  cacheTag?: boolean;
  /** What is set otherwise of the site. */
  site?: Partial<Site>;
  /** For how many days a key works that is issued without an expiry. */
  keyLifetimeDays?: number;
  /** Sites whose scripts may use the desk. */
  deskOrigins?: string[];
  /** Proxies whose `X-Forwarded-For` is believed. */
  trustProxy?: string[];
  /** How many requests an address or a key may send in a minute. */
  rateLimits?: { perAddress?: number; perKey?: number };
  /** Keeps pictures in a folder of its own instead of the one that all tests share. */
  ownPictures?: boolean;
  /** The same, with the pictures of the seed in it. */
  copiesPictures?: boolean;
  /** Keeps them in this folder, which other newsrooms may have, too. */
  sharedPictures?: string;
  /** Opens them here instead of in the process that all tests share. */
  imageWorker?: ImageWorker;
  /** Keeps them in this bucket. */
  s3?: S3Settings & { direct: boolean };
  /** The house whose file and clock it takes over; that one is closed. */
  after?: { file: string; clock: StandingClock; close: () => Promise<void> };
  /** Is given what closes it; by default that is done when the test is over. */
  atEnd?: (end: () => Promise<void>) => void;
};

/** A newsroom of one's own: the real app on a real file, a clock that stands still. Closed when the test is over. */
export async function openHouse({
  seed = 'samples',
  killNeedsTwo = false,
  cacheTag = false,
  site = {},
  keyLifetimeDays,
  deskOrigins = [],
  trustProxy,
  rateLimits = {},
  ownPictures = false,
  copiesPictures = false,
  sharedPictures,
  imageWorker = { ...sharedImageWorker, close: () => {} },
  s3,
  after,
  atEnd = onTestFinished,
}: Furnishing = {}) {
  await after?.close();
  const templates = inject('templates');
  const folder = await mkdtemp(join(tmpdir(), 'dateline-test-'));
  const file = after?.file ?? (await copyOf(seed === 'samples' ? 'seeded' : 'empty', folder));
  const clock = after?.clock ?? standingClock(settings.openedAt);
  const queries: string[] = [];
  const engine = await engineAt(file);
  const database = await engine.open({ clock, onQuery: (sql) => queries.push(sql) });
  const reported: Record<string, unknown>[] = [];
  const due = openDueRunner({
    database,
    clock,
    report: (message, details) => void reported.push({ message, ...details }),
  });
  const own = ownPictures || copiesPictures || s3 !== undefined;
  const mediaDir = sharedPictures ?? join(own ? folder : templates, 'media');
  if (copiesPictures) cpSync(join(templates, 'media'), mediaDir, { recursive: true });
  const config = {
    site: { ...settings.site, ...site },
    mediaDir,
    hsts: false,
    killNeedsTwo,
    cacheTag,
    ...(keyLifetimeDays !== undefined && { keyLifetimeDays }),
    deskOrigins,
    trustProxy,
    allowedHosts: ['127.0.0.1'],
    secrets: { key: Buffer.alloc(32, 7), file: undefined },
    rateLimits: { perAddress: undefined, perKey: undefined, ...rateLimits },
    ...(s3 ? { s3 } : {}),
  };
  const pictures = openPictureServices(config, database, imageWorker);
  const webhooks = openWebhookTools(config);
  const webhookJob = openWebhookJob({
    ...{ database, clock, site: config.site, ...webhooks, random: () => 0.5 },
    report: (error) => void reported.push({ error }),
  });
  const app = createApp({
    due,
    pictures,
    webhooks,
    config,
    database,
    clock,
    strict: true,
  });
  await app.ready();
  const close = closer({ app, database });
  closeAfterwards(close, { folder, atEnd, file });

  /** A key of that role, held by somebody new, as the header that carries it. */
  async function keyFor(role: Role): Promise<{ authorization: string }> {
    const { secret } = await database.transact(system, (work) =>
      issueKey(work, { name: `The ${role}`, role, actor: { name: `A test's ${role}`, kind: 'person' } }),
    );
    return { authorization: `Bearer ${secret}` };
  }

  return {
    app,
    database,
    clock,
    file,
    /** Closes it before the test is over, for whoever opens another on its file. */
    close,
    /** What handles the files of pictures. */
    pictures,
    /** Every statement since the last time this was emptied. */
    queries,
    /** Sends a request and holds the answer to the contract. */
    client: contractClient(app, sameContract),
    keyFor,
    /** Does what has fallen due, as the process does every second. */
    catchUp: due.run,
    /** Tells webhooks what is due to be told, until all of it has been tried. */
    async tellWebhooks(): Promise<void> {
      await webhookJob.look();
      await webhookJob.settled();
    },
    /** What due work had to report. */
    reported,
    /** Plays a verb as the system. */
    play: <T>(verb: (work: Work) => Promise<T>): Promise<T> => database.transact(system, verb),
    /** Plays a verb with a story as it stands, as the system. */
    act: <T>(id: string, verb: (work: Work, story: OpenedStory) => Promise<T>): Promise<T> =>
      database.transact(system, async (work) => verb(work, await loadStory(work.tx, id))),
  };
}

/** A copy of a template: a file in that folder, or a database of the server. */
async function copyOf(template: 'seeded' | 'empty', folder: string): Promise<string> {
  if (onPostgres) return createDatabase(inject('databases')[template]);
  const file = join(folder, 'dateline.db');
  copyFileSync(join(inject('templates'), `${template}.db`), file);
  return file;
}

type Opened = { app: ReturnType<typeof createApp>; database: Database };

// In functions of their own: what a test opened and closed again is not kept in memory until the test is over.
function closer(opened: Opened): () => Promise<void> {
  let open: Opened | undefined = opened;
  return async function close() {
    const { app, database } = open ?? {};
    open = undefined;
    await app?.close();
    await database?.close();
  };
}

function closeAfterwards(
  close: () => Promise<void>,
  { folder, file, atEnd }: { folder: string; file: string; atEnd: (end: () => Promise<void>) => void },
): void {
  atEnd(async () => {
    await close();
    if (onPostgres) await dropDatabase(file);
    await rm(folder, { recursive: true, force: true });
  });
}

export type House = Awaited<ReturnType<typeof openHouse>>;

/** One newsroom for all tests of a `describe` that only read: `open` furnishes it, and nothing may change it after. */
export function houseToRead(open: (furnishing: Pick<Furnishing, 'atEnd'>) => Promise<House>): () => House {
  let opened: { house: House; version: number };
  let end: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const house = await open({ atEnd: (whole) => (end = whole) });
    opened = { house, version: house.database.version() };
  });
  afterAll(async () => {
    const { house, version } = opened;
    expect(house.database.version(), 'Only tests that read share a newsroom.').toBe(version);
    await end?.();
  });
  return () => opened.house;
}
