import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The names of incoming files (a UUID) and of work folders. */
const ours = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|developing-\w{6})$/;

/** Removes incoming files and work folders older than `before`; gives how many. */
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
