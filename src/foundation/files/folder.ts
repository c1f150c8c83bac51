import { createReadStream } from 'node:fs';
import { access, constants, mkdir, open, opendir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { makeFolder } from '../process/folder.ts';
import type { FileStore, StoredFile } from './store.ts';
import { toUnavailable } from './unavailable.ts';

/** A file store in a local folder. Files to store must be on the same disk, since they are moved. */
export function openFolder(root: string): FileStore {
  function pathOf(key: string): string {
    return join(root, key);
  }
  let isMade = false;
  return {
    async put(key, path) {
      // Sync before the rename, so that a file name never stands for missing bytes, not even after a power cut.
      await sync(path)
        .then(() => moveTo(path, pathOf(key)))
        .catch((error: unknown) => {
          throw toUnavailable(error);
        });
    },
    async sizeOf(key) {
      return (await stat(pathOf(key)).catch(() => undefined))?.size;
    },
    async read(key, range) {
      const path = pathOf(key);
      return (await exists(path)) ? createReadStream(path, range) : undefined;
    },
    async withLocalFile(key, use) {
      return use(pathOf(key));
    },
    list(prefix) {
      return listFolder(root, pathOf(prefix));
    },
    async remove(key) {
      const path = pathOf(key);
      await rm(path, { force: true });
      await removeEmpty(dirname(path), root);
    },
    async check() {
      // Only the first time: one that is lost later is a fault, and not to be replaced by an empty one.
      if (!isMade) await makeFolder(root);
      isMade = true;
      await access(root, constants.R_OK | constants.W_OK).catch((cause: unknown) => {
        throw new Error(`Files can be neither read nor written in ${root}: is it there, and ours?`, {
          cause,
        });
      });
    },
  };
}

/** Moves a file to its place. Creates the folder again if it was removed as empty meanwhile. */
async function moveTo(path: string, target: string, triesLeft = 3): Promise<void> {
  try {
    await mkdir(dirname(target), { recursive: true });
    await rename(path, target);
    await sync(dirname(target));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || triesLeft === 0 || !(await exists(path)))
      throw error;
    await moveTo(path, target, triesLeft - 1);
  }
}

/** Removes an empty folder, and its parents that become empty, up to the root. */
async function removeEmpty(folder: string, root: string): Promise<void> {
  if (folder.length <= root.length || !(await wasEmpty(folder))) return;
  await removeEmpty(dirname(folder), root);
}

async function wasEmpty(folder: string): Promise<boolean> {
  return rmdir(folder).then(
    () => true,
    () => false,
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The files in a folder and below it. Another process may remove any of them meanwhile. */
async function* listFolder(root: string, folder: string): AsyncIterable<StoredFile> {
  const entries = await opendir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  for await (const entry of entries ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* listFolder(root, path);
    const found = entry.isFile() ? await stat(path).catch(() => undefined) : undefined;
    if (!found) continue;
    yield { key: relative(root, path).split(sep).join('/'), bytes: found.size, changedAt: found.mtimeMs };
  }
}
