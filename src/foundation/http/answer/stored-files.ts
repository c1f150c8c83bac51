import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import parseRange from 'range-parser';
import { z } from 'zod';
import type { FileStore } from '../../files/store.ts';
import { notFound, Problem } from '../../problem.ts';

type StoredBytes = {
  key: string;
  bytes: number;
  sha256: string;
  mimeType: string;
  /** What else the answer says, when it is no refusal. */
  headers: Record<string, string>;
};

/**
 * Answers with a stored file, or the one part of it that a `Range` asks for (RFC 9110 §14); several parts at once are
 * answered with the whole. Whatever it holds, no browser runs it. Throws `range-not-satisfiable`, `not-found`.
 */
export async function sendStored(
  request: FastifyRequest,
  reply: FastifyReply,
  store: FileStore,
  { key, bytes, sha256, mimeType, headers }: StoredBytes,
): Promise<FastifyReply> {
  const etag = `"${sha256.slice(0, 32)}"`;
  const range = rangeOf(request, bytes, etag);
  // Nobody reads the bytes of an answer to HEAD. What is not there is no answer of this kind: read first, then promise.
  const stream = request.method === 'HEAD' ? Readable.from([]) : await store.read(key, range);
  if (!stream) throw notFound('file');
  reply
    .headers(headers)
    .type(mimeType)
    .header('etag', etag)
    .header('accept-ranges', 'bytes')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-length', range ? range.end - range.start + 1 : bytes);
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${bytes}`);
  return reply.send(stream);
}

const Bytes = z.string().meta({ format: 'binary' });

/** An answer that is a file of any of these types, for the contract. */
export function fileAnswer(description: string, types: Record<string, string>) {
  const content = Object.fromEntries(Object.values(types).map((type) => [type, { schema: Bytes }]));
  return { description, content };
}

function rangeOf({ headers, method }: FastifyRequest, bytes: number, etag: string) {
  const condition = headers['if-range'];
  if (headers.range === undefined || method === 'HEAD' || (condition !== undefined && condition !== etag))
    return undefined;
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
