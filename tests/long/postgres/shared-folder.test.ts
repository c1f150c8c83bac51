/** Whether the servers of one database see one folder for pictures. */
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { copyDatabase } from '../../../src/main/copy.ts';
import { programs, startServer } from '../../support/postgres-server.ts';
import { givenFolder, startDateline } from '../../support/processes.ts';

async function givenDatabase() {
  const server = await startServer();
  onTestFinished(server.remove);
  return server.url;
}

function start(url: string, media: string, seed = 'none') {
  return startDateline({ DATABASE_URL: url, MEDIA_SHARED: 'on', MEDIA_DIR: media, SEED: seed });
}

/** Starts it, stops it when it serves, and gives why it does not, or undefined. */
async function refusalOf(...how: Parameters<typeof start>): Promise<string | undefined> {
  const dateline = start(...how);
  const code = await Promise.race([dateline.ended, dateline.address().catch(() => dateline.ended)]);
  if (typeof code !== 'number') {
    dateline.child.kill('SIGKILL');
    await dateline.ended;
    return undefined;
  }
  expect(code).toBe(1);
  return dateline.said().trim().split('\n').at(-1);
}

function refusal(media: string, why: string): string {
  return `Cannot keep pictures in ${media} (MEDIA_DIR, or media in DATA_DIR): ${why}`;
}

const notShared =
  'dateline.json is not in it, which every server of this database must find there: this is not the folder that they share, or it is not mounted. Name that folder, or a bucket with S3_ENDPOINT; after a restore of the database, bring the pictures back with npm run restore.';

describe.skipIf(!programs)('a server', () => {
  it('does not start with a folder of its own beside another', async () => {
    const [url, shared, own] = [await givenDatabase(), await givenFolder(), await givenFolder()];
    await start(url, shared).address();
    expect(await refusalOf(url, own, 'samples')).toBe(refusal(own, notShared));
    // A restore into it finds nothing in its way.
    expect(await readdir(own)).toEqual([]);
    expect(await refusalOf(url, shared)).toBeUndefined();
    // The same folder is known after a move.
    await rm(own, { recursive: true });
    await rename(shared, own);
    expect(await refusalOf(url, own)).toBeUndefined();
    expect(await refusalOf(url, shared)).toBe(refusal(shared, notShared));
  });

  it('starts alone where several start at once with folders of their own, and with all where they share it', async () => {
    const url = await givenDatabase();
    const own = [await givenFolder(), await givenFolder()];
    const refusals = await Promise.all(own.map((media) => refusalOf(url, media)));
    expect(refusals.filter((refused) => refused === undefined)).toHaveLength(1);
    const shared = own[refusals.indexOf(undefined)]!;
    expect(await Promise.all([1, 2].map(() => refusalOf(url, shared)))).toEqual([undefined, undefined]);
  });

  it('does not start beside the pictures of another database, or without those that a copied one knows', async () => {
    const [url, media, empty] = [await givenDatabase(), await givenFolder(), await givenFolder()];
    const file = join(await givenFolder(), 'dateline.db');
    expect(await refusalOf(file, media, 'samples')).toBeUndefined();
    await copyDatabase(file, url, () => undefined);
    expect(await refusalOf(url, empty)).toMatch(
      /: it holds the originals of 0 of [1-9]\d* pictures that the database knows\. Name the folder that holds them, or put the files into this one\.$/,
    );
    expect(await refusalOf(url, media)).toBeUndefined();

    const other = await givenDatabase();
    expect(await refusalOf(other, await givenFolder())).toBeUndefined();
    expect(await refusalOf(other, media)).toBe(
      refusal(
        media,
        "the folder is another database's, says dateline.json in it. Name another folder, or remove that file if there is no such database any more.",
      ),
    );
  });
});
