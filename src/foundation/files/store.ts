import type { Readable } from 'node:stream';

/** Bytes from `start` to `end`, both included. */
export type ByteRange = { start: number; end: number };

export type StoredFile = { key: string; bytes: number; changedAt: number };

/**
 * A store of files by key, like `originals/9f86….jpg`. A file is whole or absent, and durable once `put` has returned.
 * A temporary failure throws `unavailable`.
 */
export type FileStore = {
  /** Stores a local file; a file that has the key already stays. The local file may be moved. */
  put(key: string, path: string, mimeType: string): Promise<void>;
  /** How many bytes it has; undefined when there is no such file. */
  sizeOf(key: string): Promise<number | undefined>;
  /** The bytes or a range of them; undefined when there is no such file. */
  read(key: string, range?: ByteRange): Promise<Readable | undefined>;
  /** Gives `use` the path of a local copy while it runs. Throws when there is no such file. */
  withLocalFile<T>(key: string, use: (path: string) => Promise<T>): Promise<T>;
  /** Every file below a prefix. */
  list(prefix: string): AsyncIterable<StoredFile>;
  remove(key: string): Promise<void>;
  /** Throws when files cannot be kept and read here now. */
  check(): Promise<void>;
  /** A URL at the store itself, valid for about a minute; absent where the store cannot serve. */
  temporaryUrl?(key: string, mimeType: string): Promise<string>;
};
