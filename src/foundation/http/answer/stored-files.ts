import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import parseRange from 'range-parser';
import { z } from 'zod';
import { exactly } from '../../files/exactly.ts';
import type { FileStore } from '../../files/store.ts';
import { isKnown } from './conditional.ts';
import { notFound, Problem } from '../../problem.ts';

type StoredBytes = {
  key: string;
  bytes: number;
  sha256: string;
  mimeType: string;
  /** Further headers of a successful response. */
  headers: Record<string, string>;
};

/**
 * Sends a stored file or one range of it (RFC 9110 §14); several ranges get the whole file. A sandbox keeps browsers
 * from running it. Throws `range-not-satisfiable`, `not-found`.
 */
export async function sendStored(
  request: FastifyRequest,
  reply: FastifyReply,
  store: FileStore,
  { key, bytes, sha256, mimeType, headers }: StoredBytes,
): Promise<FastifyReply> {
  const etag = `"${sha256.slice(0, 32)}"`;
  const range = rangeOf(request, bytes, etag);
  const length = range ? range.end - range.start + 1 : bytes;
  // Read the first bytes before the headers are set, so that a missing file is 404. HEAD needs no bytes.
  const stream =
    request.method === 'HEAD' ? Readable.from([]) : await begun(await store.read(key, range), length);
  reply
    .headers(headers)
    .type(mimeType)
    .header('etag', etag)
    .header('accept-ranges', 'bytes')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-length', length);
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${bytes}`);
  return reply.send(stream);
}

/** The file with its first bytes read. With another length, the client would read the next answer as a part of it. */
async function begun(file: Readable | undefined, length: number): Promise<Readable> {
  if (!file) throw notFound('file');
  const stream = exactly(length, file);
  await once(stream, 'readable');
  return stream;
}

const Bytes = z.string().meta({ format: 'binary' });

/** The OpenAPI response of a file of these types. */
export function fileAnswer(description: string, types: Record<string, string>) {
  const content = Object.fromEntries(Object.values(types).map((type) => [type, { schema: Bytes }]));
  return { description, content };
}

function rangeOf(request: FastifyRequest, bytes: number, etag: string) {
  const { headers, method } = request;
  const condition = headers['if-range'];
  if (headers.range === undefined || method === 'HEAD' || (condition !== undefined && condition !== etag))
    return undefined;
  // `If-None-Match` comes first (RFC 9110 §13.2.2): the answer will be 304.
  if (isKnown(request, etag)) return undefined;
  const ranges = parseRange(bytes, headers.range);
  if (ranges === -1)
    throw new Problem(
      'range-not-satisfiable',
      `The file has ${bytes} bytes; none of them is in that range.`,
      {
        headers: { 'content-range': `bytes */${bytes}` },
      },
    );
  const [range] = ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1 ? [] : ranges;
  return range;
}
