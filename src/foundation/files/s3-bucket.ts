import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { AwsClient } from 'aws4fetch';
import { DomUtils, parseDocument } from 'htmlparser2';
import { bytesWithTimeout } from './read-timeout.ts';
import type { ByteRange, StoredFile } from './store.ts';
import { storeUnavailable } from './unavailable.ts';

export type S3Settings = {
  /** The bucket's address: `https://s3.eu-central-1.amazonaws.com/pictures`. */
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** The setting that names the store, for messages. */
  setting?: string;
};

/** Requests to a bucket, signed; each throws `unavailable` where the store does not answer as it should. */
export function openBucket({ endpoint, setting = 'S3_ENDPOINT', ...keys }: S3Settings, timeoutMs: number) {
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

  /** The address with a signature that was made at `datetime`, for whoever has no key. */
  async function sign(url: URL, datetime: string): Promise<string> {
    return (await client.sign(url, { aws: { signQuery: true, datetime } })).url;
  }

  return { bucket, addressOf, ask, read, listPage, noBucket, sign };
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
