import { appendFile, copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { poolKey } from '../../src/foundation/backup/layout.ts';
import { system } from '../../src/access/system.ts';
import { markAsOurs } from '../../src/library/pictures/maker/owner.ts';
import { storeMark } from '../../src/library/tables/files.ts';
import { mediaRenditions } from '../../src/library/tables/pictures.ts';
import { givenBackups } from '../support/backups.ts';
import { deskOf, deskWith } from '../support/desk.ts';
import { openHouse, type House } from '../support/house.ts';
import { onPostgres } from '../support/postgres.ts';
import { hooksOf, openWithReceiver } from '../support/webhooks.ts';

async function files(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(folder.length + 1))
    .sort();
}

async function flipByte(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  bytes[at]! ^= 1;
  await writeFile(path, bytes);
}

// Of a server's database a backup holds the pictures alone, or it is refused.
describe.skipIf(onPostgres)('a backup', () => {
  it('sends nothing again, tells webhooks to begin anew, and names those that need a new secret', async () => {
    let isDown = true;
    const { house, desk, received, add, url } = await openWithReceiver(() => (isDown ? 500 : 204));
    const [changes, events] = [await add(), await add({ source: 'events', kinds: ['article.published'] })];
    const { id } = await desk.create({ headline: 'Buses' });
    await desk.act(id, 'publish', {});
    await house.tellWebhooks();
    const backups = await givenBackups(house);
    await backups.take();
    await desk.act(id, 'unpublish', {});
    const { file, webhooks } = await backups.restore();
    expect(webhooks).toEqual([]);
    expect((await backups.restore(undefined, undefined, Buffer.alloc(32, 8))).webhooks).toEqual(
      [events, changes].map(
        (one) =>
          `The secret of the webhook ${one.id} to ${new URL(url).host} cannot be read here: bring back SECRETS_KEY or secrets.key, or rotate it.`,
      ),
    );
    isDown = false;
    received.length = 0;
    const restored = await openHouse({ after: { file, clock: house.clock, close: house.close } });
    house.clock.advance(3_600_000);
    await restored.tellWebhooks();
    expect(received.map(({ message }) => message.type)).toEqual(['reset']);
    const hooks = hooksOf(await deskOf(restored, 'admin'));
    expect(await hooks.deliveries(events.id)).toMatchObject([
      { state: 'failed', error: 'The database was restored: it may have been sent before.' },
    ]);
  });

  it('is restored with the same answers, working keys, and schedules that are done when they fall due', async () => {
    const house = await openHouse();
    const desk = await deskOf(house, 'chief');
    const { id } = await desk.create({ headline: 'Tomorrow' });
    await desk.act(id, 'schedule', { at: '2026-11-24T12:00:00Z' });
    const paths = [
      '/v1/articles?include=body&limit=100',
      '/v1/alerts',
      '/v1/bylines',
      '/v1/search?q=the',
      '/v1/corrections',
    ];
    const { data } = (await house.client.get('/v1/articles?limit=100')).json<{ data: { id: string }[] }>();
    paths.push(...data.map((story) => `/v1/articles/${story.id}`));
    const backups = await givenBackups(house);
    await backups.take();
    const before = await Promise.all(paths.map((path) => house.client.get(path)));
    const { file, faults } = await backups.restore();
    expect(faults).toEqual([]);
    const inBackup = (await files(backups.folder)).find((name) => name.endsWith('/dateline.db'))!;
    for (const one of [join(backups.folder, inBackup), file])
      expect([one, (await stat(one)).mode & 0o777]).toEqual([one, 0o600]);
    const restored = await openHouse({ after: { file, clock: house.clock, close: house.close } });
    for (const [index, path] of paths.entries()) {
      const answer = await restored.client.get(path);
      expect([path, answer.body, answer.headers['etag']]).toEqual([
        path,
        before[index]!.body,
        before[index]!.headers['etag'],
      ]);
    }
    expect((await deskWith(restored, desk.key).read(id)).headline).toBe('Tomorrow');
    restored.clock.set('2026-11-24T12:00:00Z');
    await restored.catchUp();
    expect((await restored.client.get(`/v1/articles/${id}`)).statusCode).toBe(200);
  });

  it('copies only pictures that are new, and keeps as many backups as it shall, with their pictures', async () => {
    const house = await openHouse();
    const backups = await givenBackups(house);
    const first = await backups.take(2);
    expect(first.copied.files).toBeGreaterThan(0);
    const second = await backups.take(2);
    expect([second.copied.files, second.removed]).toEqual([0, []]);
    const pool = await files(join(backups.folder, 'pictures'));
    await house.play(({ tx }) => tx.delete(mediaRenditions));
    const third = await backups.take(2);
    expect(third.removed).toEqual([first.name]);
    expect(await files(join(backups.folder, 'pictures'))).toEqual(pool);
    await backups.take(2);
    const left = await files(join(backups.folder, 'pictures'));
    expect(left.length).toBeLessThan(pool.length);
    expect((await backups.verify()).faults).toEqual([]);
    expect((await readdir(join(backups.folder, 'backups'))).sort()).toEqual([third.name, expect.any(String)]);
  });

  it('is not taken for one before it is finished, and removes nothing while another is from the future', async () => {
    const house = await openHouse({ seed: 'none' });
    const backups = await givenBackups(house);
    await expect(backups.verify()).rejects.toThrow(
      `There is no finished backup in ${backups.folder}. Name the folder or bucket that holds backups/ and pictures/`,
    );
    const { name } = await backups.take();
    const begun = join(backups.folder, 'backups', '2026-11-23T13-00-00.000Z');
    await mkdir(begun);
    await copyFile(join(backups.folder, 'backups', name, 'dateline.db'), join(begun, 'dateline.db'));
    expect((await backups.verify()).name).toBe(name);
    await expect(backups.verify('2026-11-23T13-00-00.000Z')).rejects.toThrow(
      `There is no finished backup 2026-11-23T13-00-00.000Z in ${backups.folder}. There are: ${name}.`,
    );
    const last = await backups.take(1);
    expect(last).toMatchObject({ removed: [], refused: expect.stringContaining('is from the future') });
  });

  it.each(['dateline.db', 'pictures.sha256', 'manifest.json'])(
    'of which one byte of %s is flipped is refused, and the file is named',
    async (part) => {
      const house = await openHouse();
      const backups = await givenBackups(house);
      const { name: other } = await backups.take();
      const { name } = await backups.take();
      const path = join(backups.folder, 'backups', name, part);
      const { length } = await readFile(path);
      for (const at of [5, Math.floor(length / 2), length - 3]) {
        await flipByte(path, at);
        for (const work of [backups.verify, () => backups.restore()])
          await expect(work()).rejects.toThrow(
            new RegExp(`${name}/${part} is damaged.*\\. Take another one: ${other}\\.$`),
          );
        await flipByte(path, at);
      }
      expect((await backups.verify()).faults).toEqual([]);
      await rm(join(backups.folder, 'backups', other), { recursive: true });
      await rm(path);
      if (part !== 'manifest.json')
        await expect(backups.restore()).rejects.toThrow(
          `${name}/${part} is missing. There is no other backup.`,
        );
    },
  );

  it('of which a picture is damaged or gone says which, and restores the others', async () => {
    const house = await openHouse();
    const backups = await givenBackups(house);
    const { files: count, name } = await backups.take();
    const list = (await readFile(join(backups.folder, 'backups', name, 'pictures.sha256'), 'utf8')).split(
      '\n',
    );
    const [damaged, gone] = [list[0]!, list.at(-2)!].map((line) => ({
      sha256: line.slice(0, 64),
      key: line.slice(66),
    }));
    await flipByte(join(backups.folder, poolKey(damaged!.sha256)), 9);
    await rm(join(backups.folder, poolKey(gone!.sha256)));
    const missing = `${poolKey(gone!.sha256)} is missing: the picture file ${gone!.key}.`;
    const fault = `${poolKey(damaged!.sha256)} is damaged: the picture file ${damaged!.key}`;
    expect((await backups.verify()).faults).toEqual(
      expect.arrayContaining([`${fault}. The next backup copies it anew.`, missing]),
    );
    const restored = await backups.restore();
    expect(restored.faults).toEqual(expect.arrayContaining([`${fault}, which is left out.`, missing]));
    expect((await files(restored.media)).length).toBe(count - restored.faults.length);
    expect((await backups.take()).copied.files).toBe(2);
    expect((await backups.verify()).faults).toEqual([]);
    expect((await backups.take()).copied.files).toBe(0);
  });

  it('says which pictures were missing in their store, and is made without them', async () => {
    const house = await openHouse({ ownPictures: true });
    const backups = await givenBackups(house);
    const { missing, files: count } = await backups.take();
    expect([missing.length > 0, count]).toEqual([true, 0]);
    expect((await backups.verify()).faults[0]).toBe(
      `The picture file ${missing[0]} was missing or damaged already when the backup was made.`,
    );
  });

  it('of a damaged database is not made', async () => {
    const house = await openHouse();
    await house.close();
    const other = new BetterSqlite3(house.file);
    other.pragma('foreign_keys = OFF');
    other.exec("UPDATE articles SET created_by = 'nobody' WHERE rowid = 1");
    other.close();
    await expect((await givenBackups(house)).take()).rejects.toThrow(
      'The database is damaged (1 rows of articles',
    );
    await appendFile(`${house.file}-none`, '');
    const none = { ...house, file: `${house.file}-none` };
    await expect((await givenBackups(none)).take()).rejects.toThrow(
      /^Cannot open the database .*: there is none\./,
    );
  });
});

describe.skipIf(onPostgres)('a restore', () => {
  it('refuses a place that is not empty, and goes on where it was stopped', async () => {
    const house = await openHouse();
    // As the first sweep does; the folder of pictures is shared by all tests.
    await house.play(({ tx }) => tx.insert(storeMark).values({ id: 1, owner: 'this one' }));
    const backups = await givenBackups(house);
    await backups.take();
    const restored = await backups.restore();
    await expect(backups.restore(undefined, restored.folder)).rejects.toThrow('There is a database at');
    // As it is before the last step.
    await rm(restored.file);
    await rm(
      join(
        restored.media,
        (await files(restored.media)).find((file) => file.startsWith('originals/'))!,
      ),
    );
    const again = await backups.restore(undefined, restored.folder);
    expect(again.faults).toEqual([]);
    await rm(restored.file);
    await rm(join(restored.media, 'dateline.json'));
    await expect(backups.restore(undefined, restored.folder)).rejects.toThrow(
      'The place for pictures is not empty',
    );
  });

  it('leaves the pictures to the restored database: its mark is that of the other one', async () => {
    const house = await openHouse({ ownPictures: true });
    await mark(house);
    const backups = await givenBackups(house);
    await backups.take();
    const { media } = await backups.restore();
    const ours = await house.pictures.store.read('dateline.json');
    expect(await readFile(join(media, 'dateline.json'), 'utf8')).toBe((await ours!.toArray()).join(''));
  });

  it('of another database is not mixed with the first one: the place is refused', async () => {
    const house = await openHouse({ ownPictures: true });
    const other = await openHouse({ ownPictures: true });
    for (const one of [house, other]) await mark(one);
    const backups = await givenBackups(house);
    await backups.take();
    other.clock.advance(10_000);
    const wrong = await givenBackups(other, backups.folder);
    await expect(wrong.take()).rejects.toThrow('The backups there are of another database');
  });
});

/** Marks the store of pictures as that of this database. */
async function mark({ database, pictures: { store, incoming } }: House): Promise<void> {
  await markAsOurs({ database, store, incoming, actor: system });
}
