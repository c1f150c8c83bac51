import { promisify } from 'node:util';
import zlib from 'node:zlib';
import Negotiator from 'negotiator';

export type Encoding = 'br' | 'zstd' | 'gzip';

/** What a client accepts: its preferred coding, and whether it refuses plain bytes. */
export type Accepted = { encoding: Encoding | undefined; plainRefused: boolean };

/** Smaller bodies are not compressed: it would save less than a packet. */
export const smallBytes = 1024;

// Our order where the client has no preference: the smallest result first.
const encodings = ['br', 'zstd', 'gzip'] as const;

// Compressed once and sent often: a middle level.
const compressors: Record<Encoding, (bytes: Buffer, level: Level) => Promise<Buffer>> = {
  br: (bytes, level) =>
    promisify(zlib.brotliCompress)(bytes, {
      params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]: level === 'smallest' ? zlib.constants.BROTLI_MAX_QUALITY : 5,
        [zlib.constants.BROTLI_PARAM_MODE]: zlib.constants.BROTLI_MODE_TEXT,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  zstd: (bytes) => promisify(zlib.zstdCompress)(bytes),
  gzip: (bytes) => promisify(zlib.gzip)(bytes, { level: 6 }),
};

/** The smallest brotli takes a second for half a megabyte: only for what never changes. */
type Level = 'usual' | 'smallest';

/** Compresses in the thread pool. */
export function compress(bytes: Buffer, encoding: Encoding, level: Level = 'usual'): Promise<Buffer> {
  return compressors[encoding](bytes, level);
}

// The types of negotiator lack this option.
type Preferring = {
  encodings(
    offered: (Encoding | 'identity')[],
    options: { preferred: readonly Encoding[] },
  ): (Encoding | 'identity')[];
};

const plain: Accepted = { encoding: undefined, plainRefused: false };
const known = new Map<string, Accepted>();
const mostKnown = 500;

/** Parses an `Accept-Encoding` (RFC 9110 §12.5.3). Browsers send few different ones, so results are kept. */
export function acceptedEncoding(header: string | undefined): Accepted {
  if (header === undefined) return plain;
  const before = known.get(header);
  if (before) return before;
  // Its types do not know `preferred`.
  const negotiator = new Negotiator({ headers: { 'accept-encoding': header } }) as unknown as Preferring;
  const liked = negotiator.encodings([...encodings, 'identity'], { preferred: encodings });
  const [first] = liked;
  const accepted = {
    encoding: first === 'identity' ? undefined : first,
    plainRefused: !liked.includes('identity'),
  };
  if (known.size >= mostKnown) known.clear();
  known.set(header, accepted);
  return accepted;
}
