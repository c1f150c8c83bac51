import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

const keyBytes = 32;

/** The key in a file; undefined where there is no such file. */
export function readKeyFile(file: string): Buffer | undefined {
  if (!existsSync(file)) return undefined;
  const key = Buffer.from(readFileSync(file, 'utf8'), 'base64');
  if (key.length === keyBytes) return key;
  throw new Error(
    `${file} holds no key of ${keyBytes} bytes in base64: bring it back from a copy, or remove it and give every webhook a new secret.`,
  );
}

/**
 * Makes a key in a file that only its owner may read. The file is whole before it gets its name, and durable before its key
 * is used: of two processes that make it at once, both use the same.
 */
export function makeKeyFile(file: string): Buffer {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  const handle = openSync(draft, 'w', 0o600);
  try {
    writeSync(handle, `${randomBytes(keyBytes).toString('base64')}\n`);
    fsyncSync(handle);
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    closeSync(handle);
    rmSync(draft);
  }
  const names = openSync(folder, 'r');
  fsyncSync(names);
  closeSync(names);
  return readKeyFile(file)!;
}
