import { closeSync, existsSync, openSync } from 'node:fs';

/**
 * Makes a file that only its owner may read, unless it is there. SQLite gives its log and its journal the same rights.
 * What prevents that, SQLite tells when it opens the file.
 */
export function makePrivate(file: string): void {
  if (existsSync(file)) return;
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch {
    return;
  }
}
