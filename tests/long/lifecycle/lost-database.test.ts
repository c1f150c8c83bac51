import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openNewsroom } from '../../../src/main/newsroom.ts';
import { type Config, readConfig } from '../../../src/main/settings/config.ts';
import { articles } from '../../../src/desk/stories/table.ts';
import { standingClock } from '../../support/clock.ts';
import { settings } from '../../support/settings.ts';

/** A folder in which newsrooms are opened and closed; gives the number of stories. */
async function givenFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-lost-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const mediaDir = join(folder, 'media');
  async function open(seed: 'samples' | 'none', more: Pick<Partial<Config>, 's3'> = {}): Promise<number> {
    const database = await openNewsroom({
      config: { databaseUrl: join(folder, 'dateline.db'), mediaDir, seed, site: settings.site, ...more },
      clock: standingClock(settings.openedAt),
    });
    const stories = await database.read((db) => db.select({ id: articles.id }).from(articles));
    await database.close();
    return stories.length;
  }
  return { folder, mediaDir, open, lose: () => rm(join(folder, 'dateline.db')) };
}

describe('a newsroom whose database is gone', () => {
  it.each(['samples', 'none'] as const)('is not begun anew beside its pictures (SEED=%s)', async (seed) => {
    const { folder, open, lose } = await givenFolder();
    await open('samples');
    await lose();
    await expect(open(seed)).rejects.toThrow(
      /^Cannot open the database .* \(DATABASE_URL, or dateline\.db in DATA_DIR\): there is no database, but .*media \(MEDIA_DIR, or media in DATA_DIR\) holds the pictures of one, such as originals\/.*\. Put the file back or restore a backup; to begin anew, name an empty place for the pictures\. Nothing was changed\.$/,
    );
    expect(await readdir(folder)).toEqual(['media']);
  });

  it('is known by the mark of its store alone', async () => {
    const { mediaDir, open, lose } = await givenFolder();
    await open('none');
    await lose();
    await writeFile(join(mediaDir, 'dateline.json'), '{"owner":"a database"}');
    await expect(open('samples')).rejects.toThrow('such as dateline.json');
  });
});

describe('a newsroom whose store of pictures is down', () => {
  it('says which, while nobody can know whether its database is gone', async () => {
    const { open } = await givenFolder();
    const nobody = 'http://127.0.0.1:1/pictures';
    const s3 = readConfig(
      {},
      { S3_ENDPOINT: nobody, S3_REGION: 'x', S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'b' },
    ).s3!;
    await expect(open('samples', { s3 })).rejects.toThrow(
      `the bucket ${nobody} (S3_ENDPOINT) cannot be read: Pictures cannot be kept or read right now`,
    );
  });
});

describe('the seed', () => {
  it('is planted where nothing was ever kept, and never later', async () => {
    const { open } = await givenFolder();
    expect(await open('none')).toBe(0);
    expect(await open('samples')).toBe(0);
    const other = await givenFolder();
    expect(await other.open('samples')).toBeGreaterThan(10);
  });
});
