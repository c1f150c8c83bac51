import type { Db } from '../../../foundation/database/database.ts';
import type { SharedLocks } from '../../../foundation/shared-locks.ts';
import { storeMark } from '../../tables/files.ts';
import { countOriginals } from './first-mark.ts';
import { ensureOwner, isOurs, markAsOurs, markKey, type Marking } from './owner.ts';

const lock = 'shared folder';

/**
 * Makes sure that all servers of a database share one folder: the first of them puts the mark into it, and the others
 * must find it. Throws where this is another folder.
 */
export async function joinSharedFolder(parts: Marking, locks: SharedLocks): Promise<void> {
  await ensureOwner(parts.database, parts.actor);
  const isDone = await locks.alone(lock, async () => {
    await join(parts);
    return true;
  });
  if (isDone) return;
  // Another server does the same: wait until it has.
  await locks.share([lock], async () => undefined);
  await joinSharedFolder(parts, locks);
}

async function join(parts: Marking): Promise<void> {
  const { database, actor } = parts;
  const isShared = await database.read(findShared);
  const fault = await faultOf(parts, isShared);
  if (fault !== undefined) throw new Error(fault);
  if (isShared) return;
  await markAsOurs(parts);
  await database.transact(actor, ({ tx }) => tx.update(storeMark).set({ shared: true }));
}

async function findShared(db: Db): Promise<boolean> {
  const [row] = await db.select({ shared: storeMark.shared }).from(storeMark);
  return row!.shared;
}

/** Why this cannot be the folder that the servers share, if so. */
async function faultOf(parts: Marking, isShared: boolean): Promise<string | undefined> {
  const ours = await isOurs(parts);
  if (ours) return undefined;
  if (ours === false)
    return `the folder is another database's, says ${markKey} in it. Name another folder, or remove that file if there is no such database any more.`;
  if (isShared)
    return `${markKey} is not in it, which every server of this database must find there: this is not the folder that they share, or it is not mounted. Name that folder, or a bucket with S3_ENDPOINT; after a restore of the database, bring the pictures back with npm run restore.`;
  const { known, found } = await countOriginals(parts);
  if (found * 2 >= known) return undefined;
  return `it holds the originals of ${found} of ${known} pictures that the database knows. Name the folder that holds them, or put the files into this one.`;
}
