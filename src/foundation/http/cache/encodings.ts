import { promisify } from 'node:util';
import zlib from 'node:zlib';
import Negotiator from 'negotiator';

export type Encoding = 'br' | 'zstd' | 'gzip';

/** What a client takes: the coding that it likes best, and whether it refuses bytes without any. */
export type Accepted = { encoding: Encoding | undefined; plainRefused: boolean };

/** Below this many bytes a body goes plain: what compression saves is less than a packet. */
export const smallBytes = 1024;

// Ours to choose where the client likes several alike: the smallest result first.
const encodings = ['br', 'zstd', 'gzip'] as const;

// Text that is compressed once and sent often: worth more than the fastest level, and not the slowest.
const compressors: Record<Encoding, (bytes: Buffer) => Promise<Buffer>> = {
  br: (bytes) =>
    promisify(zlib.brotliCompress)(bytes, {
      params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]: 5,
        [zlib.constants.BROTLI_PARAM_MODE]: zlib.constants.BROTLI_MODE_TEXT,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  zstd: (bytes) => promisify(zlib.zstdCompress)(bytes),
  gzip: (bytes) => promisify(zlib.gzip)(bytes, { level: 6 }),
};

/** Compresses beside the event loop. */
export function compress(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  return compressors[encoding](bytes);
}

// Its types do not know yet that our own order may be said.
type Preferring = {
  encodings(
    offered: (Encoding | 'identity')[],
    options: { preferred: readonly Encoding[] },
  ): (Encoding | 'identity')[];
};

const plain: Accepted = { encoding: undefined, plainRefused: false };
const known = new Map<string, Accepted>();
const mostKnown = 500;

/** What an `Accept-Encoding` asks for (RFC 9110 §12.5.3). Browsers send few different ones: each is read once. */
export function acceptedEncoding(header: string | undefined): Accepted {
  if (header === undefined) return plain;
  const before = known.get(header);
  if (before) return before;
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
