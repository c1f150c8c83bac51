import { type Dirent, existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandsOf } from '../../support/commands.ts';
import { openHouse } from '../../support/house.ts';
import { givenFolder, startDateline } from '../../support/processes.ts';

describe('npm run backup and npm run restore', () => {
  it('back up to a folder beside the server, verify, and restore into an empty place', async () => {
    const house = await openHouse();
    const folder = await givenFolder();
    const command = commandsOf(house);
    const made = await command('backup', folder);
    expect(made).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Backup \S+Z in .*: 36 stories, \d+ picture files/),
    });
    expect(await command('backup', '--verify', folder)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^The backup \S+Z is whole: the database and \d+ picture files\.\n$/),
    });
    const there = await command('restore', folder);
    expect(there).toMatchObject({ code: 2, said: expect.stringContaining('There is a database at') });
    const target = await givenFolder();
    const elsewhere = commandsOf(house, {
      DATABASE_URL: join(target, 'dateline.db'),
      MEDIA_DIR: join(target, 'media'),
    });
    expect(await elsewhere('restore', folder)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Restored \S+Z to .*36 stories and \d+ picture files, as they were at /),
    });
    expect((await readdir(target)).sort()).toEqual(['dateline.db', 'media']);
    const [{ parentPath, name }] = (
      await readdir(join(folder, 'pictures'), { withFileTypes: true, recursive: true })
    ).filter((one) => one.isFile()) as [Dirent];
    await rm(join(parentPath, name));
    const another = await givenFolder();
    const third = commandsOf(house, {
      DATABASE_URL: join(another, 'dateline.db'),
      MEDIA_DIR: join(another, 'media'),
    });
    expect(await third('restore', folder)).toMatchObject({
      code: 1,
      out: expect.stringMatching(
        /is missing: the picture file [^]*\nPicture files that are missing: \d+\. npm run doctor/,
      ),
    });
  });

  it('restore beside the pictures of the same database on its first day, too', async () => {
    const house = await openHouse({ seed: 'none' });
    const [folder, data] = [await givenFolder(), await givenFolder()];
    const command = commandsOf(house, {
      DATABASE_URL: join(data, 'dateline.db'),
      MEDIA_DIR: join(data, 'media'),
    });
    const server = startDateline({ DATA_DIR: data, SEED: 'samples', STOP_DELAY: '0' });
    await server.address();
    await expect.poll(() => existsSync(join(data, 'media/dateline.json')), { timeout: 20_000 }).toBe(true);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(await command('backup', folder)).toMatchObject({ code: 0 });
    await rm(join(data, 'dateline.db'));
    expect(await command('restore', folder)).toMatchObject({ code: 0, said: '' });
  });

  it('say what is wrong', async () => {
    const house = await openHouse({ seed: 'none' });
    const command = commandsOf(house);
    expect((await command('backup')).said).toContain('npm run backup -- FOLDER');
    expect((await command('restore')).said).toContain('npm run restore -- FOLDER');
    expect(await command('backup', 's3://bucket')).toMatchObject({
      code: 2,
      said: expect.stringContaining('need BACKUP_S3_ENDPOINT'),
    });
    expect((await command('backup', 's3://key:secret@bucket')).said).toBe(
      'A bucket for backups must be like s3://bucket or s3://bucket/folder.\n',
    );
    const media = dirname(house.pictures.incoming);
    expect(await command('backup', media)).toMatchObject({
      code: 2,
      said: `Name another folder for the backups: ${media} is in MEDIA_DIR, the folder of the pictures.\n`,
    });
    const wrong = commandsOf(house, { BACKUP_TO: 's3://key:geheim@bucket', BACKUP_EVERY: '1w' });
    const { said } = await wrong('backup');
    expect(said).toContain('BACKUP_TO must be a folder, or s3://bucket/folder, not "s3://…@bucket"');
    expect(said).toContain('BACKUP_EVERY must be minutes, hours or days, like 15m, 6h or 1d');
    expect(said).not.toContain('geheim');
    const gone = commandsOf(house, {
      BACKUP_S3_ENDPOINT: 'http://127.0.0.1:1',
      BACKUP_S3_ACCESS_KEY_ID: 'id',
      BACKUP_S3_SECRET_ACCESS_KEY: 'geheim',
    });
    expect(await gone('backup', 's3://bucket')).toMatchObject({
      code: 2,
      said: 'The store at http://127.0.0.1:1/bucket (BACKUP_TO, BACKUP_S3_ENDPOINT) cannot be reached.\n',
    });
    const folder = await givenFolder();
    expect(await command('restore', folder)).toMatchObject({ code: 2 });
    await command('backup', folder);
    const [name] = await readdir(join(folder, 'backups'));
    const manifest = await readFile(join(folder, 'backups', name!, 'manifest.json'), 'utf8');
    expect(JSON.parse(manifest)).toMatchObject({ counts: { stories: 0 } });
  });
});
