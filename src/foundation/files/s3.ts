import { randomUUID } from 'node:crypto';
import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { AwsClient } from 'aws4fetch';
import { DomUtils, parseDocument } from 'htmlparser2';
import { systemClock } from '../clock.ts';
import { bytesWithTimeout } from './read-timeout.ts';
import type { ByteRange, FileStore, StoredFile } from './store.ts';
import { FileBroken, storeUnavailable } from './unavailable.ts';

export type S3Settings = {
  /** The bucket's address: `https://s3.eu-central-1.amazonaws.com/pictures`. */
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** The setting that names the store, for messages. */
  setting?: string;
};

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
export function openS3(
  { endpoint, setting = 'S3_ENDPOINT', ...keys }: S3Settings,
  scratch: string,
  timeoutMs = defaultTimeoutMs,
): FileStore {
  const client = new AwsClient({ ...keys, service: 's3', retries: 2 });
  const bucket = endpoint.replace(/\/$/, '');

  function addressOf(key: string): string {
    return `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
  }

  /** The response; undefined for 404. Throws `unavailable` for every other status. */
  async function ask(
    method: string,
    address: string,
    init: RequestInit = {},
    waitMs = timeoutMs,
  ): Promise<Response | undefined> {
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), waitMs);
    const answer = await client
      .fetch(address, { ...init, method, signal: silence.signal })
      .catch((cause: unknown): never => {
        throw storeUnavailable(
          new Error(`The store at ${bucket} (${setting}) cannot be reached.`, { cause }),
        );
      })
      .finally(() => clearTimeout(timer));
    if (answer.ok) return answer;
    await answer.body?.cancel();
    if (answer.status === 404) return undefined;
    const said = `The store at ${bucket} (${setting}) answered ${answer.status} to ${method} ${new URL(address).pathname}`;
    const why = [401, 403].includes(answer.status) ? ': look at its key, the secret and the region' : '';
    throw storeUnavailable(new Error(`${said}${why}.`));
  }

  async function read(key: string, range?: ByteRange): Promise<Readable | undefined> {
    const headers = range ? { range: `bytes=${range.start}-${range.end}` } : {};
    return bytesOf(await ask('GET', addressOf(key), { headers }));
  }

  function bytesOf(answer: Response | undefined): Readable | undefined {
    if (!answer?.body) return undefined;
    return Readable.from(bytesWithTimeout(answer.body, timeoutMs), { objectMode: false });
  }

  async function listPage(query: Record<string, string>) {
    const page = await ask('GET', `${bucket}?${String(new URLSearchParams(query))}`);
    if (!page) throw noBucket();
    return readPage(await text(bytesOf(page) ?? Readable.from([])));
  }

  function noBucket() {
    return storeUnavailable(new Error(`The store has no such bucket: ${bucket} (${setting}).`));
  }

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
      return (await client.sign(url, { aws: { signQuery: true, datetime } })).url;
    },
  };
}

/** One page of a listing (ListObjectsV2). */
function readPage(xml: string): { files: StoredFile[]; token: string | undefined } {
  const document = parseDocument(xml, { xmlMode: true });
  function textOf(parent: Parameters<typeof DomUtils.getElementsByTagName>[1], name: string): string {
    return DomUtils.textContent(DomUtils.getElementsByTagName(name, parent, true, 1));
  }
  const files = DomUtils.getElementsByTagName('Contents', document).map((entry) => ({
    key: textOf(entry, 'Key'),
    bytes: Number(textOf(entry, 'Size')),
    changedAt: Date.parse(textOf(entry, 'LastModified')),
  }));
  return { files, token: textOf(document, 'NextContinuationToken') || undefined };
}
