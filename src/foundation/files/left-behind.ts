import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What we call what is on its way in: a file by a UUID, a folder of work by what it is for. */
const ours = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|developing-\w{6})$/;

/** Removes from a folder for what is on its way in whatever was left there before a moment; gives how much that was. */
export async function removeLeftBehind(folder: string, before: number): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    if (!ours.test(name)) continue;
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (!found || found.mtimeMs > before) continue;
    await rm(join(folder, name), { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}
