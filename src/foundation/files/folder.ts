import { createReadStream } from 'node:fs';
import { access, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { FileStore, StoredFile } from './store.ts';

/** Files in a folder of this machine. What is put must lie on the same disk: it is moved there. */
export function openFolder(root: string): FileStore {
  function pathOf(key: string): string {
    return join(root, key);
  }
  return {
    async put(key, path) {
      const target = pathOf(key);
      await mkdir(dirname(target), { recursive: true });
      // The bytes first, then the name: a name without bytes is never seen, not even after a power cut.
      await sync(path);
      await rename(path, target);
      await sync(dirname(target));
    },
    async has(key) {
      return exists(pathOf(key));
    },
    async read(key, range) {
      const path = pathOf(key);
      return (await exists(path)) ? createReadStream(path, range) : undefined;
    },
    async borrow(key, use) {
      return use(pathOf(key));
    },
    list(prefix) {
      return listFolder(root, pathOf(prefix));
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
    },
  };
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

async function* listFolder(root: string, folder: string): AsyncIterable<StoredFile> {
  if (!(await exists(folder))) return;
  for await (const entry of await opendir(folder, { recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    // It may be gone by now: others sweep too.
    const found = await stat(path).catch(() => undefined);
    if (!found) continue;
    yield { key: relative(root, path).split(sep).join('/'), bytes: found.size, changedAt: found.mtimeMs };
  }
}
