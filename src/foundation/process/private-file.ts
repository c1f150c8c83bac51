import { closeSync, existsSync, openSync } from 'node:fs';

/**
 * Makes an empty file that only its owner may read, unless it is there: whoever writes to it next tells what prevents that.
 * One that is there is not opened: to close it again would let go of the locks that this process has on it.
 */
export function makePrivate(file: string): void {
  if (existsSync(file)) return;
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch {
    return;
  }
}
