import { notIn304 } from '../answer/conditional.ts';
import { cacheControl, type Lifetime } from '../answer/lifetime.ts';
import { type Accepted, compress, type Encoding, smallBytes } from './encodings.ts';

/** A response as bytes, with all headers that are the same for every request. */
export type CachedResponse = {
  /** The public revision before it was read, or a later one at which it was the same still. */
  revision: number;
  /** Its surrogate keys; none where it is not told which changes touch it. */
  keys: readonly string[];
  pathInLog: string;
  /** The pattern of its route. */
  route: string | undefined;
  mediaType: string;
  body: Buffer;
  etag: string;
  headers: [name: string, value: string][];
  lifetime: Lifetime | undefined;
  /** `Cache-Control` while nothing ends within the lifetime. */
  cacheControl: string;
  plain: Representation;
  compressed: Map<Encoding, Representation | Promise<Representation>>;
};

/** One representation: plain or in one content coding. Headers are a flat list: name, value, name, value. */
export type Representation = {
  body: Buffer;
  etag: string;
  encoding: Encoding | undefined;
  okHeaders: string[];
  notModifiedHeaders: string[];
};

/** Where in the header lists the values stand that differ per request. */
export const headerPlaces = { cacheControl: 1, cacheStatus: 3, requestId: 5 };

// Headers that are set per request, per representation or by Node.
const own = new Set([
  'cache-control',
  'cache-status',
  'ratelimit',
  'ratelimit-policy',
  'x-request-id',
  'content-length',
  'content-encoding',
  'etag',
  'date',
  'connection',
  'keep-alive',
  'transfer-encoding',
]);

type Made = {
  revision: number;
  pathInLog: string;
  route: string | undefined;
  body: Buffer;
  etag: string;
  headers: Record<string, unknown>;
  lifetime: Lifetime | undefined;
};

export function makeCachedResponse({
  revision,
  pathInLog,
  route,
  body,
  etag,
  headers: all,
  lifetime,
}: Made): CachedResponse {
  const headers = Object.entries(all)
    .filter(([name, value]) => !own.has(name) && value !== undefined)
    .map(([name, value]): [string, string] => [name, String(value)]);
  const said = new Map(headers);
  const keys = said.get('surrogate-key')?.split(' ') ?? [];
  const mediaType = said.get('content-type')?.split(';')[0] ?? '';
  const plain = makeRepresentation({ headers, etag }, body);
  const compressed: CachedResponse['compressed'] = new Map();
  return {
    revision,
    keys,
    pathInLog,
    route,
    mediaType,
    body,
    etag,
    headers,
    lifetime,
    cacheControl: cacheControl(lifetime, Infinity),
    plain,
    compressed,
  };
}

/**
 * The representation for an Accept-Encoding. A coding is compressed once, at its first request, and then `onMade` is
 * called. Where compression makes it larger, the plain bytes are sent.
 */
export function representationOf(
  answer: CachedResponse,
  { encoding, plainRefused }: Accepted,
  onMade: () => void,
): Representation | Promise<Representation> {
  if (encoding === undefined || (answer.body.length < smallBytes && !plainRefused)) return answer.plain;
  const made = answer.compressed.get(encoding) ?? encode(answer, encoding, onMade);
  if (plainRefused) return made;
  if (!(made instanceof Promise)) return made.body.length < answer.body.length ? made : answer.plain;
  return made.then((it) => (it.body.length < answer.body.length ? it : answer.plain));
}

function encode(answer: CachedResponse, encoding: Encoding, onMade: () => void): Promise<Representation> {
  const making = compress(answer.body, encoding).then((bytes) => {
    const made = makeRepresentation(answer, bytes, encoding);
    answer.compressed.set(encoding, made);
    onMade();
    return made;
  });
  answer.compressed.set(encoding, making);
  making.catch(() => answer.compressed.delete(encoding));
  return making;
}

function makeRepresentation(
  { headers, etag: plainTag }: Pick<CachedResponse, 'headers' | 'etag'>,
  body: Buffer,
  encoding?: Encoding,
): Representation {
  // Other bytes, another strong tag (RFC 9110 §8.8.3.3).
  const etag = encoding ? plainTag.replace(/"$/, `-${encoding}"`) : plainTag;
  const changing = ['cache-control', '', 'cache-status', '', 'x-request-id', '', 'etag', etag];
  return {
    body,
    etag,
    encoding,
    okHeaders: [
      ...changing,
      ...headers.flat(),
      ...(encoding ? ['content-encoding', encoding] : []),
      ...['content-length', String(body.length)],
    ],
    notModifiedHeaders: [...changing, ...headers.filter(([name]) => !notIn304.includes(name)).flat()],
  };
}
