import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsClient } from 'aws4fetch';
import { DomUtils, parseDocument } from 'htmlparser2';
import type { ByteRange, FileStore, StoredFile } from './store.ts';

export type S3Settings = {
  /** The bucket's address: `https://s3.eu-central-1.amazonaws.com/pictures`. */
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
};

/** How long an address that the store serves itself is good for, in seconds: time to follow a redirect. */
const addressSeconds = 15;
/** A store that says nothing for this long is taken for gone. */
const slowestMs = 20_000;

/** Files in any store that speaks S3. `scratch` is a folder for what is needed as a local file. */
export function openS3({ endpoint, ...keys }: S3Settings, scratch: string): FileStore {
  const client = new AwsClient({ ...keys, service: 's3', retries: 2 });
  const bucket = endpoint.replace(/\/$/, '');

  function addressOf(key: string): string {
    return `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
  }

  /** The answer; nothing for a 404. Throws for every other refusal. */
  async function ask(method: string, address: string, init: RequestInit = {}): Promise<Response | undefined> {
    const signal = AbortSignal.timeout(slowestMs);
    const answer = await client.fetch(address, { ...init, method, signal }).catch((cause: unknown): never => {
      throw new Error(`The store at ${bucket} (S3_ENDPOINT) cannot be reached.`, { cause });
    });
    if (answer.ok) return answer;
    await answer.body?.cancel();
    if (answer.status === 404) return undefined;
    throw new Error(`The store answered ${answer.status} to ${method} ${new URL(address).pathname}.`);
  }

  async function read(key: string, range?: ByteRange): Promise<Readable | undefined> {
    const headers = range ? { range: `bytes=${range.start}-${range.end}` } : {};
    const answer = await ask('GET', addressOf(key), { headers });
    return answer?.body ? Readable.fromWeb(answer.body) : undefined;
  }

  return {
    read,
    async put(key, path, mimeType) {
      const body = new Uint8Array(await readFile(path));
      const kept = await ask('PUT', addressOf(key), { body, headers: { 'content-type': mimeType } });
      if (!kept) throw new Error('The store has no such bucket.');
    },
    async has(key) {
      return (await ask('HEAD', addressOf(key))) !== undefined;
    },
    async borrow(key, use) {
      await mkdir(scratch, { recursive: true });
      const path = join(scratch, randomUUID());
      try {
        const stream = await read(key);
        if (!stream) throw new Error(`The store has no file ${key}.`);
        await pipeline(stream, createWriteStream(path));
        return await use(path);
      } finally {
        await rm(path, { force: true });
      }
    },
    async *list(prefix) {
      let token: string | undefined;
      do {
        const query = new URLSearchParams({ 'list-type': '2', prefix });
        if (token !== undefined) query.set('continuation-token', token);
        const answer = await ask('GET', `${bucket}?${query.toString()}`);
        const page = readPage((await answer?.text()) ?? '');
        yield* page.files;
        ({ token } = page);
      } while (token !== undefined);
    },
    async remove(key) {
      await ask('DELETE', addressOf(key));
    },
    async address(key, mimeType) {
      const url = new URL(addressOf(key));
      url.searchParams.set('X-Amz-Expires', String(addressSeconds));
      url.searchParams.set('response-content-type', mimeType);
      return (await client.sign(url, { aws: { signQuery: true } })).url;
    },
  };
}

/** One page of a listing (ListObjectsV2). */
function readPage(xml: string): { files: StoredFile[]; token: string | undefined } {
  const document = parseDocument(xml, { xmlMode: true });
  function wordsIn(parent: Parameters<typeof DomUtils.getElementsByTagName>[1], name: string): string {
    return DomUtils.textContent(DomUtils.getElementsByTagName(name, parent, true, 1));
  }
  const files = DomUtils.getElementsByTagName('Contents', document).map((entry) => ({
    key: wordsIn(entry, 'Key'),
    bytes: Number(wordsIn(entry, 'Size')),
    changedAt: Date.parse(wordsIn(entry, 'LastModified')),
  }));
  return { files, token: wordsIn(document, 'NextContinuationToken') || undefined };
}
