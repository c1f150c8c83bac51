import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBucket } from '../support/bucket.ts';
import { commandsOf } from '../support/commands.ts';
import { openHouse } from '../support/house.ts';
import { givenFolder } from '../support/processes.ts';

const secret = 'S3RVER';

describe('npm run backup and npm run restore', () => {
  it('keep pictures and backups in buckets, with the keys of the pictures, and show no secret', async () => {
    const bucket = await openBucket();
    const house = await openHouse({ s3: { ...bucket, direct: false } });
    const key = (await house.keyFor('admin')).authorization.slice(7);
    const command = commandsOf(house, {
      S3_ENDPOINT: bucket.endpoint,
      S3_REGION: bucket.region,
      S3_ACCESS_KEY_ID: bucket.accessKeyId,
      S3_SECRET_ACCESS_KEY: secret,
      BACKUP_TO: 's3://pictures/backups/of-it',
    });
    const { pictures: samples } = await openHouse();
    for await (const { key } of samples.store.list(''))
      await samples.store.withLocalFile(key, (path) => house.pictures.store.put(key, path, 'image/jpeg'));
    const made = await command('backup', '--json');
    expect(made).toMatchObject({ code: 0, said: '' });
    const { name, files, missing } = JSON.parse(made.out) as {
      name: string;
      files: number;
      missing: string[];
    };
    expect([files > 100, missing]).toEqual([true, []]);
    const verified = await command('backup', '--verify');
    expect(verified).toMatchObject({ code: 0, said: '' });
    const target = await givenFolder();
    const elsewhere = commandsOf(house, {
      DATABASE_URL: join(target, 'dateline.db'),
      MEDIA_DIR: join(target, 'media'),
      BACKUP_S3_ENDPOINT: new URL(bucket.endpoint).origin,
      BACKUP_S3_REGION: bucket.region,
      BACKUP_S3_ACCESS_KEY_ID: bucket.accessKeyId,
      BACKUP_S3_SECRET_ACCESS_KEY: secret,
    });
    expect(await elsewhere('restore', 's3://pictures/backups/of-it', name)).toMatchObject({
      code: 0,
      said: '',
    });
    expect(await elsewhere('backup', '--verify', 's3://pictures/backups/of-it/', name)).toMatchObject({
      code: 0,
    });
    for (const { out, said } of [made, verified])
      expect(out + said).not.toMatch(new RegExp(`${secret}|${key}`));
  });
});
