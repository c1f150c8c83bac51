import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export type Hashed = { sha256: string; bytes: number };

/** Reads a stream to its end, and into a file if there is a path; gives the hash of its bytes. */
export async function hashStream(stream: Readable, path?: string): Promise<Hashed> {
  const hash = createHash('sha256');
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, path === undefined ? undefined : chunk);
    },
  });
  if (path === undefined) await pipeline(stream, counter.resume());
  else await pipeline(stream, counter, createWriteStream(path));
  return { sha256: hash.digest('hex'), bytes };
}

/** The hash of a local file. */
export async function hashFile(path: string): Promise<Hashed> {
  return hashStream(createReadStream(path));
}

/** The hash of a text. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
