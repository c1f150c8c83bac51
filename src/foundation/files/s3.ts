import { randomUUID } from 'node:crypto';
import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { systemClock } from '../clock.ts';
import { openBucket, type S3Settings } from './s3-bucket.ts';
import type { FileStore } from './store.ts';
import { FileBroken, storeUnavailable } from './unavailable.ts';

/** A signed URL stays the same for this long, so that browsers find it in their cache. */
const windowSeconds = 60;
/** It is valid for this much longer: time to follow a redirect. */
const redirectSeconds = 15;
/** A request without a response for this long has failed. */
const defaultTimeoutMs = 20_000;
/** Whoever asks for the health of the store does not wait longer. */
const checkMs = 1_000;
/** No response bytes arrive during an upload: allow for 250 bytes/ms. */
const slowestBytesPerMs = 250;

/** Files in any store that speaks S3. `scratch` is a folder for what is needed as a local file. */
export function openS3(settings: S3Settings, scratch: string, timeoutMs = defaultTimeoutMs): FileStore {
  const { bucket, addressOf, ask, read, listPage, noBucket, sign } = openBucket(settings, timeoutMs);

  return {
    read,
    async put(key, path, mimeType) {
      // Streamed from the disk: it is never whole in memory.
      const body = await openAsBlob(path);
      const headers = { 'content-type': mimeType };
      const sendingMs = body.size / slowestBytesPerMs;
      if (!(await ask('PUT', addressOf(key), { body, headers }, timeoutMs + sendingMs))) throw noBucket();
    },
    async sizeOf(key) {
      const head = await ask('HEAD', addressOf(key));
      return head && Number(head.headers.get('content-length'));
    },
    async withLocalFile(key, use) {
      await mkdir(scratch, { recursive: true });
      const path = join(scratch, randomUUID());
      try {
        const stream = await read(key);
        if (!stream) throw storeUnavailable(new FileBroken(`The store has no file ${key}.`));
        await pipeline(stream, createWriteStream(path));
        return await use(path);
      } finally {
        await rm(path, { force: true });
      }
    },
    async *list(prefix) {
      let token: string | undefined;
      do {
        const from: Record<string, string> = token === undefined ? {} : { 'continuation-token': token };
        const page = await listPage({ 'list-type': '2', prefix, ...from });
        yield* page.files;
        ({ token } = page);
      } while (token !== undefined);
    },
    async remove(key) {
      await ask('DELETE', addressOf(key));
    },
    async check() {
      if (!(await ask('HEAD', bucket, {}, Math.min(checkMs, timeoutMs)))) throw noBucket();
    },
    async temporaryUrl(key, mimeType) {
      const url = new URL(addressOf(key));
      const windowMs = windowSeconds * 1000;
      const since = new Date(Math.floor(systemClock.now() / windowMs) * windowMs).toISOString();
      url.searchParams.set('X-Amz-Expires', String(windowSeconds + redirectSeconds));
      url.searchParams.set('response-content-type', mimeType);
      url.searchParams.set('response-cache-control', `private, max-age=${windowSeconds}`);
      const datetime = since.replaceAll(/[:-]|\.\d{3}/g, '');
      return sign(url, datetime);
    },
  };
}
