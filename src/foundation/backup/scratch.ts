import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../error-code.ts';
import { makeFolder } from '../process/folder.ts';

const ours = /^backup-\w{6}$/;

/** Runs `work` with a folder for temporary files, which is removed at the end; names the disk when it is full. */
export async function inScratch<T>(scratch: string, work: (folder: string) => Promise<T>): Promise<T> {
  await makeFolder(scratch);
  const folder = await mkdtemp(join(scratch, 'backup-'));
  try {
    return await work(folder);
  } catch (cause) {
    if (!isFull(cause)) throw cause;
    throw new Error(`The disk of ${scratch} is full: make room there, and run it again.`, { cause });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function isFull(error: unknown): boolean {
  // The system's codes, and what the driver of an engine calls it.
  return /^(ENOSPC|EDQUOT|[A-Z]+_FULL)$/.test(errorCode(error) ?? '');
}

/** Removes what backups that were killed have left there before that time. */
export async function clearScratch(scratch: string, before: number): Promise<void> {
  for (const name of await readdir(scratch).catch(() => [])) {
    const path = join(scratch, name);
    if (ours.test(name) && (await stat(path)).mtimeMs < before)
      await rm(path, { recursive: true, force: true });
  }
}
