import type { SharedLocks } from '../shared-locks.ts';

export type FilesInUse = ReturnType<typeof trackFilesInUse>;

/**
 * Which stored files are in use: a file that is about to be referenced is not removed, and one that is being removed is
 * not referenced before it is gone. With `locks` that holds over all servers.
 */
export function trackFilesInUse(locks?: SharedLocks) {
  const holders = new Map<string, number>();
  const leaving = new Map<string, Promise<unknown>>();

  /** Keeps these files from removal while `use` runs; first waits for removals that have begun. */
  async function whileInUse<T>(keys: string[], use: () => Promise<T>): Promise<T> {
    for (const key of keys) holders.set(key, (holders.get(key) ?? 0) + 1);
    try {
      await Promise.allSettled(keys.map(async (key) => leaving.get(key)));
      return await (locks ? locks.share(keys, use) : use());
    } finally {
      for (const key of keys) letGo(key);
    }
  }

  /** Runs `takeAway`, which may remove the file, unless the file is in use; gives whether it was removed. */
  async function unlessInUse(key: string, takeAway: () => Promise<boolean>): Promise<boolean> {
    if (holders.has(key)) return false;
    const gone = locks ? locks.alone(key, takeAway).then(Boolean) : takeAway();
    leaving.set(key, gone);
    try {
      return await gone;
    } finally {
      leaving.delete(key);
    }
  }

  function letGo(key: string): void {
    const others = (holders.get(key) ?? 1) - 1;
    if (others > 0) holders.set(key, others);
    else holders.delete(key);
  }

  return { whileInUse, unlessInUse };
}
