import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from '../seeds/media/manifest.json' with { type: 'json' };
import { newsroom } from '../seeds/newsroom.ts';
import type { Seed } from '../seeds/seed.ts';
import { system } from './access/system.ts';
import { createArticle } from './desk/articles/create.ts';
import { publishArticle } from './desk/articles/publish.ts';
import { saveCopy } from './desk/articles/save.ts';
import { ArticleIn, ChangeIn } from './desk/articles/schema.ts';
import { articles } from './desk/articles/table.ts';
import { withdrawArticle } from './desk/articles/withdraw.ts';
import { fromTimestamp } from './foundation/clock.ts';
import type { Database, Db, Work } from './foundation/database/database.ts';
import { agencyRoom } from './library/agencies/room.ts';
import { AgencyIn } from './library/agencies/schema.ts';
import { agencies } from './library/agencies/table.ts';
import { createAlert } from './library/alerts/create.ts';
import { AlertIn } from './library/alerts/schema.ts';
import { bylineRoom } from './library/bylines/room.ts';
import { BylineIn } from './library/bylines/schema.ts';
import { createMedia, type MediaFiles } from './library/media/create.ts';
import { renditionPath } from './library/media/files.ts';
import { CaptionsIn, MediaIn } from './library/media/schema.ts';
import { createRecord } from './library/records/create.ts';
import { sectionRoom } from './library/sections/room.ts';
import { SectionIn } from './library/sections/schema.ts';
import { topicRoom } from './library/topics/room.ts';
import { TopicIn } from './library/topics/schema.ts';

type Options = { mediaDir: string; defaultLocale: string };

const seedFiles = fileURLToPath(new URL('../seeds/media/', import.meta.url));
const filesOf = manifest as Record<string, MediaFiles>;

/** Fills an empty database with the seed, all of it or nothing; gives how many stories that made. Files first, rows second. */
export async function seedIfEmpty(database: Database, { mediaDir, defaultLocale }: Options): Promise<number> {
  if (!(await database.read(isEmpty))) return 0;
  await Promise.all(newsroom.media.map((item) => copyFiles(item, mediaDir)));
  return database.transact(system, async (work) => {
    // Another process may have been first while the files were copied.
    if (!(await isEmpty(work.tx))) return 0;
    await playSeed(work, newsroom, defaultLocale);
    return newsroom.articles.length;
  });
}

async function isEmpty(db: Db): Promise<boolean> {
  const [story] = await db.select({ id: articles.id }).from(articles).limit(1);
  const [agency] = await db.select({ id: agencies.id }).from(agencies).limit(1);
  return story === undefined && agency === undefined;
}

async function copyFiles({ id, folder }: Seed['media'][number], mediaDir: string): Promise<void> {
  for (const rendition of filesOf[folder]!.renditions) {
    const target = join(mediaDir, renditionPath({ mediaId: id, ...rendition }));
    await mkdir(dirname(target), { recursive: true });
    await copyFile(join(seedFiles, folder, `${rendition.name}.${rendition.extension}`), target);
  }
}

async function playSeed(work: Work, seed: Seed, defaultLocale: string): Promise<void> {
  for (const { id, folder, fields, captions } of seed.media) {
    await createMedia(
      work,
      filesOf[folder]!,
      { ...MediaIn.parse(fields), captions: CaptionsIn.parse(captions) },
      id,
    );
  }
  for (const { id, ...agency } of seed.agencies)
    await createRecord(work, agencyRoom, AgencyIn.parse(agency), id);
  for (const { id, ...byline } of seed.bylines)
    await createRecord(work, bylineRoom, BylineIn.parse(byline), id);
  for (const { id, ...section } of seed.sections)
    await createRecord(work, sectionRoom, SectionIn.parse(section), id);
  for (const { id, ...topic } of seed.topics) await createRecord(work, topicRoom, TopicIn.parse(topic), id);
  for (const story of seed.articles) await playStory(work, story, defaultLocale);
  for (const { id, ...alert } of seed.alerts) await createAlert(work, AlertIn.parse(alert), id);
}

async function playStory(
  work: Work,
  { id, publishedAt, input, then = [] }: Seed['articles'][number],
  defaultLocale: string,
) {
  await createArticle(work, ArticleIn.parse(input), { defaultLocale, id });
  await publishArticle(work, id, { publishedAt: fromTimestamp(publishedAt) });
  for (const step of then) {
    if ('withdraw' in step) {
      await withdrawArticle(work, id, step.withdraw);
    } else {
      await saveCopy(work, id, ArticleIn.parse(step.save));
      await publishArticle(work, id, { change: ChangeIn.parse(step.publish.change) });
    }
  }
}
