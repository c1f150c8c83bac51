import { closeSync, existsSync, openSync } from 'node:fs';

/**
 * Makes an empty file that only its owner may read. Throws nothing: whoever writes to the file next meets the same fault.
 * A file that is there is left as it is, unopened: closing it would drop the locks that this process holds on it.
 */
export function makePrivate(file: string): void {
  if (existsSync(file)) return;
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch {
    return;
  }
}
