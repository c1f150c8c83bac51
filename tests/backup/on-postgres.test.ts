import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { system } from '../../src/access/system.ts';
import { ensureOwner } from '../../src/library/pictures/maker/owner.ts';
import { originalKey } from '../../src/library/pictures/renditions/files.ts';
import { findAllOriginals } from '../../src/library/pictures/renditions/rendition-store.ts';
import { takeDownMedia } from '../../src/library/pictures/takedown/take-down.ts';
import { createBackupJob } from '../../src/main/backup/job.ts';
import { restore } from '../../src/main/backup/restore.ts';
import { engineAt } from '../../src/foundation/database/engines/engine-at.ts';
import { openFolder } from '../../src/foundation/files/folder.ts';
import { givenBackups } from '../support/backups.ts';
import { givenPicture } from '../support/given.ts';
import { openHouse } from '../support/house.ts';
import { openSecrets } from '../../src/foundation/secrets/secrets.ts';
import { createDatabase, dropDatabase, onPostgres } from '../support/postgres.ts';
import { openWithReceiver } from '../support/webhooks.ts';
import { givenFolder } from '../support/processes.ts';

const hourMs = 3_600_000;

it.runIf(onPostgres)(
  'a backup beside PostgreSQL has the pictures, which are restored beside it',
  async () => {
    const house = await openHouse({ copiesPictures: true });
    await ensureOwner(house.database, system);
    const backups = await givenBackups(house, await givenFolder());
    const place = { ...backups.place, scratch: await givenFolder() };
    const made = await backups.take();
    expect(made).toMatchObject({ hasDatabase: false, missing: [], counts: { stories: 36 } });
    expect(await backups.verify()).toMatchObject({ faults: [], files: made.files });

    const media = await givenFolder();
    const pictures = openFolder(media);
    const secrets = openSecrets({ key: undefined, file: undefined });
    const target = { place, pictures, secrets, scratch: media, incoming: join(media, 'incoming') };
    expect(await restore({ ...target, databaseUrl: house.file })).toMatchObject({
      faults: [],
      files: made.files,
    });
    const [killed] = await house.database.read(findAllOriginals);
    await house.play((work) =>
      takeDownMedia(
        work,
        killed!.id,
        { state: 'killed', reason: 'No rights.', notice: 'It was wrong.' },
        async () => false,
      ),
    );
    await givenPicture(house);
    const later = openFolder(await givenFolder());
    const { files, faults } = await restore({ ...target, pictures: later, databaseUrl: house.file });
    expect(files).toBeLessThan(made.files);
    expect(await later.sizeOf(originalKey(killed!))).toBeUndefined();
    expect(faults).toEqual([
      `The picture file originals/${'c0ffee00'.repeat(8)}.jpg is neither in its store nor in the backup.`,
    ]);

    const again = await openHouse({ seed: 'none' });
    await ensureOwner(again.database, system);
    const elsewhere = openFolder(await givenFolder());
    await expect(restore({ ...target, pictures: elsewhere, databaseUrl: again.file })).rejects.toThrow(
      'those of another database',
    );
    await expect(restore({ ...target, databaseUrl: join(media, 'dateline.db') })).rejects.toThrow(
      'holds pictures alone',
    );
    const empty = await createDatabase();
    await expect(restore({ ...target, databaseUrl: empty })).rejects.toThrow('it is empty. Restore it first');
    await dropDatabase(empty);
  },
);

it.runIf(onPostgres)(
  'webhooks of a restored database are sent nothing again, unless servers run with it already',
  async () => {
    const { house, desk, add, hooks } = await openWithReceiver();
    await ensureOwner(house.database, system);
    const { id } = await add();
    await desk.send('POST', `/webhooks/${id}/ping`);
    const backups = await givenBackups(house, await givenFolder());
    await backups.take();
    const media = await givenFolder();
    const target = {
      place: { ...backups.place, scratch: await givenFolder() },
      ...{ pictures: openFolder(media), scratch: media, incoming: join(media, 'incoming') },
      ...{ databaseUrl: house.file, secrets: openSecrets({ key: Buffer.alloc(32, 8), file: undefined }) },
    };
    expect(await restore(target)).toMatchObject({ faults: [], webhooks: [] });
    expect(await hooks.deliveries(id)).toMatchObject([{ state: 'waiting' }]);
    await house.close();
    const { webhooks } = await restore(target);
    expect(webhooks).toEqual([
      expect.stringContaining('on its way to its webhooks (1) when the dump was made is not sent again'),
      expect.stringMatching(`^The secret of the webhook ${id} to 127\\.0\\.0\\.1:\\d+ cannot be read here`),
    ]);
    const again = await (await engineAt(house.file)).openReadOnly();
    onTestFinished(() => again.close());
    expect(await again.rows('SELECT state, error FROM webhook_deliveries')).toEqual([
      { state: 'failed', error: 'The database was restored: it may have been sent before.' },
    ]);
    expect(await again.rows('SELECT place_seq::int AS place FROM webhooks')).toEqual([{ place: -1 }]);
  },
);

it.runIf(onPostgres)(
  'two servers with one place for backups make each once, though their clocks differ',
  async () => {
    const house = await openHouse({ seed: 'none' });
    await ensureOwner(house.database, system);
    const other = await (await engineAt(house.file)).open({ clock: house.clock });
    onTestFinished(() => other.close());
    const backups = await givenBackups(house, await givenFolder());
    const place = { ...backups.place, scratch: await givenFolder() };
    const told: string[] = [];
    const jobs = [house.database, other].map(({ locks }, index) =>
      createBackupJob({
        ...{ place, everyMs: hourMs, locks },
        clock: { now: () => house.clock.now() - index * 10_000 },
        run: () => backups.take(2),
        report: (_, __, message) => told.push(message),
      }),
    );
    for (let hour = 1; hour <= 3; hour += 1) {
      for (let second = 0; second < 3; second += 1) {
        for (const job of jobs) job.step();
        await Promise.all(jobs.map((job) => job.settled()));
        house.clock.advance(5_000);
      }
      expect(told).toHaveLength(hour);
      house.clock.advance(hourMs);
    }
    expect(told.every((one) => one.endsWith('is made'))).toBe(true);
    const [one, two] = jobs.map((job) => job.stats());
    expect([one!.backups + two!.backups, one!.lastAt]).toEqual([3, two!.lastAt]);
  },
);
