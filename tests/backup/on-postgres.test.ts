import { join } from 'node:path';
import { expect, it } from 'vitest';
import { system } from '../../src/access/system.ts';
import { ensureOwner } from '../../src/library/pictures/maker/owner.ts';
import { restore } from '../../src/main/backup/restore.ts';
import { openFolder } from '../../src/foundation/files/folder.ts';
import { givenBackups } from '../support/backups.ts';
import { openHouse } from '../support/house.ts';
import { createDatabase, dropDatabase, onPostgres } from '../support/postgres.ts';
import { givenFolder } from '../support/processes.ts';

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
    const target = { place, pictures, scratch: media, incoming: join(media, 'incoming') };
    expect(await restore({ ...target, databaseUrl: house.file })).toMatchObject({
      faults: [],
      files: made.files,
    });
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
    await expect(restore({ ...target, databaseUrl: empty })).rejects.toThrow('it is empty: restore it first');
    await dropDatabase(empty);
  },
);
