import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
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
  const { code, cause } = error as NodeJS.ErrnoException & { cause?: { code?: string } };
  return ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code ?? cause?.code ?? '');
}

/** Removes what backups that were killed have left there before that time. */
export async function clearScratch(scratch: string, before: number): Promise<void> {
  for (const name of await readdir(scratch).catch(() => [])) {
    const path = join(scratch, name);
    if (ours.test(name) && (await stat(path)).mtimeMs < before)
      await rm(path, { recursive: true, force: true });
  }
}
