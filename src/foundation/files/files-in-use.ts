export type FilesInUse = ReturnType<typeof trackFilesInUse>;

/**
 * Who has a stored file in hand: what somebody is about to name is not taken away, and what is being taken away is not
 * named again before it is gone.
 */
export function trackFilesInUse() {
  const holders = new Map<string, number>();
  const leaving = new Map<string, Promise<unknown>>();

  /** Has nobody take these files away while `use` runs; waits first for those that are leaving. */
  async function whileInUse<T>(keys: string[], use: () => Promise<T>): Promise<T> {
    for (const key of keys) holders.set(key, (holders.get(key) ?? 0) + 1);
    try {
      await Promise.allSettled(keys.map(async (key) => leaving.get(key)));
      return await use();
    } finally {
      for (const key of keys) letGo(key);
    }
  }

  /** Has `takeAway` decide about a file, and take it away, while nobody holds it; gives whether it did. */
  async function unlessInUse(key: string, takeAway: () => Promise<boolean>): Promise<boolean> {
    if (holders.has(key)) return false;
    const gone = takeAway();
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
