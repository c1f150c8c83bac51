import { randomBytes, randomUUID } from 'node:crypto';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from '../../seeds/media/manifest.json' with { type: 'json' };
import { newsroom } from '../../seeds/newsroom.ts';
import type { Seed, SeedPicture } from '../../seeds/seed.ts';
import { issueKey } from '../access/issue-key.ts';
import { makeKey } from '../access/key.ts';
import { system } from '../access/system.ts';
import { apiKeys } from '../access/table.ts';
import { articles } from '../desk/stories/table.ts';
import type { Database, Db, Work } from '../foundation/database/database.ts';
import type { FileStore } from '../foundation/files/store.ts';
import { agencyType } from '../library/agencies/record-type.ts';
import { AgencyIn } from '../library/agencies/schema.ts';
import { agencies } from '../library/tables/agencies.ts';
import { createAlert } from '../library/alerts/create.ts';
import { AlertIn } from '../library/alerts/schema.ts';
import { bylineType } from '../library/bylines/record-type.ts';
import { BylineIn } from '../library/bylines/schema.ts';
import { originalKey, renditionKey } from '../library/pictures/renditions/files.ts';
import { mimeTypes } from '../library/picture-shapes.ts';
import { findMediaItems } from '../library/pictures/rows/store.ts';
import { createRecord } from '../library/records/create.ts';
import { sectionType } from '../library/sections/record-type.ts';
import { SectionIn } from '../library/sections/schema.ts';
import type { Site } from '../library/site.ts';
import { createWebhook } from '../desk/webhooks/create.ts';
import { WebhookIn } from '../desk/webhooks/schema.ts';
import { playPicture, type SeedFiles } from './seed-pictures.ts';
import { playStory, receiveSent } from './seed-stories.ts';
import { topicType } from '../library/topics/record-type.ts';
import { TopicIn } from '../library/topics/schema.ts';

type Options = {
  store: FileStore;
  /** A folder for temporary files. */
  scratch: string;
  site: Site;
};

const seedFiles = fileURLToPath(new URL('../../seeds/media/', import.meta.url));
const filesOf = manifest as Record<string, SeedFiles>;

/** Seeds a database that nobody has used, in one transaction; gives the number of stories. Files are stored before rows. */
export async function seedIfEmpty(database: Database, { store, scratch, site }: Options): Promise<number> {
  await keepOriginals(database, store, scratch);
  if (!(await database.read(isUnused))) return 0;
  for (const item of newsroom.media) await keepFiles(item, store, scratch);
  return database.transact(system, async (work) => {
    // Another process may have been first while the files were copied.
    if (!(await isUnused(work.tx))) return 0;
    await playSeed(work, newsroom, site);
    return newsroom.articles.length;
  });
}

/** Whether nothing was ever kept: the first key is made at the first start, after the seed. */
async function isUnused(db: Db): Promise<boolean> {
  const [story] = await db.select({ id: articles.id }).from(articles).limit(1);
  const [agency] = await db.select({ id: agencies.id }).from(agencies).limit(1);
  const [key] = await db.select({ id: apiKeys.id }).from(apiKeys).limit(1);
  return story === undefined && agency === undefined && key === undefined;
}

async function keepFiles({ id, folder }: SeedPicture, store: FileStore, scratch: string): Promise<void> {
  const { original, hash, renditions } = filesOf[folder]!;
  await keep(store, scratch, originalKey(original), `${folder}/original.jpg`, original.mimeType);
  for (const { name, extension } of renditions) {
    const key = renditionKey({ mediaId: id, hash, name, extension });
    await keep(store, scratch, key, `${folder}/${name}.${extension}`, mimeTypes[extension]);
  }
}

/** Databases from before uploads existed reference the originals of the seed, which were not stored then. */
async function keepOriginals(database: Database, store: FileStore, scratch: string): Promise<void> {
  const ids = newsroom.media.map(({ id }) => id);
  const items = await database.read((db) => findMediaItems(db, ids));
  for (const { id, folder } of newsroom.media) {
    const item = items.get(id);
    const { original } = filesOf[folder]!;
    if (
      item?.sha256 !== original.sha256 ||
      item.takenDown === 'killed' ||
      (await store.sizeOf(originalKey(original))) !== undefined
    )
      continue;
    await keep(store, scratch, originalKey(original), `${folder}/original.jpg`, original.mimeType);
  }
}

async function keep(
  store: FileStore,
  scratch: string,
  key: string,
  file: string,
  mimeType: string,
): Promise<void> {
  await mkdir(scratch, { recursive: true });
  const copy = join(scratch, randomUUID());
  await copyFile(join(seedFiles, file), copy);
  await store.put(key, copy, mimeType).finally(() => rm(copy, { force: true }));
}

/** Seals no secret: what is stored cannot be read. */
const forNobody = {
  secrets: { seal: () => randomBytes(64).toString('base64') },
  outgoing: { addressFault: () => undefined },
};

async function playSeed(work: Work, seed: Seed, site: Site): Promise<void> {
  const { defaultLocale } = site;
  for (const picture of seed.media) await playPicture(work, picture, filesOf[picture.folder]!, defaultLocale);
  for (const { id, ...agency } of seed.agencies)
    await createRecord(work, agencyType, AgencyIn.parse(agency), id);
  for (const { id, ...byline } of seed.bylines)
    await createRecord(work, bylineType, BylineIn.parse(byline), id);
  for (const { id, ...section } of seed.sections)
    await createRecord(work, sectionType, SectionIn.parse(section), id);
  for (const { id, ...topic } of seed.topics) await createRecord(work, topicType, TopicIn.parse(topic), id);
  for (const story of seed.articles) await playStory(work, story, defaultLocale);
  for (const version of seed.sent) await receiveSent(work, version, defaultLocale);
  for (const { id, ...key } of seed.keys) await issueKey(work, key, { ...makeKey(), id });
  for (const { id, ...alert } of seed.alerts) await createAlert(work, AlertIn.parse(alert), id);
  for (const { id, ...webhook } of seed.webhooks)
    await createWebhook(work, WebhookIn.parse(webhook), forNobody, { id, state: 'paused' });
}
