import type { Readable } from 'node:stream';

/** Bytes from `start` to `end`, both counted. */
export type ByteRange = { start: number; end: number };

export type StoredFile = { key: string; bytes: number; changedAt: number };

/**
 * Where files are kept, each under a key like `originals/9f86….jpg`. A file is whole or absent, and what `put` has
 * acknowledged survives whatever comes. What cannot be done just now throws `unavailable`: no file is to blame for it.
 */
export type FileStore = {
  /** Keeps a local file under the key; one that is there already stays as it is. The local file may be moved away. */
  put(key: string, path: string, mimeType: string): Promise<void>;
  has(key: string): Promise<boolean>;
  /** The bytes, or a part of them; nothing when there is no such file. */
  read(key: string, range?: ByteRange): Promise<Readable | undefined>;
  /** Has the file as a local one while `use` runs. Throws when there is no such file. */
  withLocalFile<T>(key: string, use: (path: string) => Promise<T>): Promise<T>;
  /** Every file below a prefix. */
  list(prefix: string): AsyncIterable<StoredFile>;
  remove(key: string): Promise<void>;
  /** Throws when files cannot be kept and read here now. */
  check(): Promise<void>;
  /** An address for a minute or so, where the store serves by itself. */
  temporaryUrl?(key: string, mimeType: string): Promise<string>;
};
