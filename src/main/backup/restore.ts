import type { Manifest } from '../../foundation/backup/manifest.ts';
import {
  checkPictures,
  fetchDatabase,
  fetchPictureList,
  findBackup,
  orAnother,
  restorePictures,
} from '../../foundation/backup/restore.ts';
import { engineAt } from '../../foundation/database/engines/engine-at.ts';
import { inScratch } from '../../foundation/backup/scratch.ts';
import type { FileStore } from '../../foundation/files/store.ts';
import { putMark, readMark } from '../../library/pictures/maker/owner.ts';
import { mimeTypeOf } from '../../library/pictures/renditions/files.ts';
import { opening } from '../settings/opening.ts';
import type { Secrets } from '../../foundation/secrets/secrets.ts';
import { shownPlace } from '../settings/addresses.ts';
import { countCopy, describeDatabase, newsroomOf, ownerIn } from './describe.ts';
import type { Place } from './place.ts';
import { settleBeside, settleWebhooks } from './settle-webhooks.ts';

/** `scratch` is a folder for temporary files, on the disk of the database. */
type Target = {
  databaseUrl: string;
  scratch: string;
  pictures: FileStore;
  incoming: string;
  secrets: Secrets;
};
type Found = Awaited<ReturnType<typeof findBackup>>;
type Asked = { place: Place; name?: string | undefined };

/** `files` counts the picture files that are whole; `faults` says, a sentence each, what is missing or damaged. */
export type Restored = { name: string; manifest: Manifest; files: number; faults: string[] };

/** `webhooks` says, a sentence each, what became of them, and which need a new secret. */
type RestoredAll = Restored & { webhooks: string[] };

/**
 * Restores a backup into an empty place, and compares it with its manifest. The database is put there last. Throws, and
 * leaves no database, when the place is not empty or the database is damaged. Where a server keeps the database, it must be
 * restored already, and only pictures are, also beside running servers; where none runs, its webhooks are made ready as well.
 */
export async function restore({ place, name, ...target }: Asked & Target): Promise<RestoredAll> {
  const { databaseUrl, scratch, pictures, incoming, secrets } = target;
  const startedAt = performance.now();
  const { file, look } = await engineAt(databaseUrl);
  if (!file)
    await opening(databaseUrl, async () => {
      if ((await look()) === 'ours') return;
      throw new Error(
        'it is empty. Restore it first, with the tools of its server (pg_restore), then the pictures with this command. Nothing was changed.',
      );
    });
  file?.refuseToReplace();
  const backup = await findBackup(place, name);
  await refuseForeignPictures(pictures, backup.manifest);
  if (!file) return restoreBeside(databaseUrl, backup, { place, pictures, incoming, secrets, startedAt });
  return inScratch(scratch, async (folder) => {
    const [fetched, files] = await orAnother(place.store, backup.name, async () => [
      await fetchDatabase(place.store, backup, folder),
      await fetchPictureList(place.store, backup),
    ]);
    await compareCounts(fetched, backup.manifest);
    const webhooks = await settleWebhooks(fetched, secrets);
    // First, so that who is stopped here may restore the same again.
    if (backup.manifest.newsroom !== undefined)
      await putMark({ store: pictures, incoming }, await ownerIn(fetched));
    const faults = await inScratch(incoming, (beside) =>
      restorePictures(place.store, files, { pictures, mimeTypeOf, folder: beside }),
    );
    await file.put(fetched);
    const restored = files.length - faults.length;
    return { ...backup, files: restored, faults: [...faults, ...missingIn(backup.manifest)], webhooks };
  });
}

type Beside = Pick<Target, 'pictures' | 'incoming' | 'secrets'> &
  Pick<Asked, 'place'> & { startedAt: number };

/**
 * Restores the pictures of a backup that a database names, which is there already: others are those of pictures that were
 * taken down since. `startedAt` is when the command began, as `performance.now()` has it.
 */
async function restoreBeside(
  databaseUrl: string,
  backup: Found,
  { place, pictures, incoming, secrets, startedAt }: Beside,
): Promise<RestoredAll> {
  const { newsroom, files: named } = await describeDatabase(databaseUrl);
  if (newsroom === undefined || newsroom !== backup.manifest.newsroom)
    throw new Error(
      `The pictures of ${backup.name} are those of another database than ${shownPlace(databaseUrl)}. Nothing was changed.`,
    );
  const webhooks = await settleBeside(databaseUrl, secrets, performance.now() - startedAt);
  const hashes = new Map(named.map(({ key, sha256 }) => [key, sha256]));
  const listed = await orAnother(place.store, backup.name, () => fetchPictureList(place.store, backup));
  const files = listed.filter(({ key, sha256 }) => hashes.get(key) === sha256);
  await putMark({ store: pictures, incoming }, await ownerIn(databaseUrl));
  const faults = await inScratch(incoming, (folder) =>
    restorePictures(place.store, files, { pictures, mimeTypeOf, folder }),
  );
  const restored = files.length - faults.length;
  for (const { key } of files) hashes.delete(key);
  for (const key of hashes.keys())
    if ((await pictures.sizeOf(key)) === undefined)
      faults.push(`The picture file ${key} is neither in its store nor in the backup.`);
  return { ...backup, files: restored, faults, webhooks };
}

/** Restores the database of a backup aside and compares it with the manifest, and reads every picture file. */
export async function verify({ place, name, aside }: Asked & { aside: string }): Promise<Restored> {
  const backup = await findBackup(place, name);
  const files = await orAnother(place.store, backup.name, () =>
    inScratch(aside, async (folder) => {
      if (backup.manifest.database)
        await compareCounts(await fetchDatabase(place.store, backup, folder), backup.manifest);
      return fetchPictureList(place.store, backup);
    }),
  );
  const faults = await inScratch(place.scratch, (beside) => checkPictures(place.store, files, beside));
  return {
    ...backup,
    files: files.length - faults.length,
    faults: [...faults, ...missingIn(backup.manifest)],
  };
}

/** Pictures of the same database may be there: those that are whole stay. */
async function refuseForeignPictures(pictures: FileStore, { newsroom }: Manifest): Promise<void> {
  await pictures.check();
  const owner = await readMark(pictures);
  if (typeof owner === 'string' && newsroomOf(owner) === newsroom) return;
  for await (const { key } of pictures.list(''))
    if (!key.startsWith('incoming/'))
      throw new Error(
        `The place for pictures is not empty (${key}): a backup is restored into an empty place only, or beside the pictures of the same database. Name another with MEDIA_DIR or S3_ENDPOINT.`,
      );
}

async function compareCounts(file: string, manifest: Manifest): Promise<void> {
  const { schema, counts } = await countCopy(file);
  if (schema !== manifest.schema || JSON.stringify(counts) !== JSON.stringify(manifest.counts))
    throw new Error(
      `The database is not the one of the manifest: it has ${JSON.stringify({ schema, ...counts })}, the manifest says ${JSON.stringify({ schema: manifest.schema, ...manifest.counts })}.`,
    );
}

function missingIn({ missing }: Manifest): string[] {
  return missing.map(
    (key) => `The picture file ${key} was missing or damaged already when the backup was made.`,
  );
}
