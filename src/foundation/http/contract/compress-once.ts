import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { LRUCache } from 'lru-cache';
import type { App } from '../request/app.ts';
import { acceptedEncoding, compress } from '../cache/encodings.ts';
import { addressOf, decoded } from '../request/address.ts';

/** Compresses the files of a scope, each once: they stay the same while the server runs. Parts of files go as they are. */
export function compressOnce(app: App): void {
  const compressed = new LRUCache<string, Promise<Buffer>>({ max: 50 });
  app.addHook('onSend', async (request, reply, payload) => {
    const { encoding } = acceptedEncoding(request.headers['accept-encoding']);
    const isFile = Buffer.isBuffer(payload) || payload instanceof Readable;
    if (reply.statusCode !== 200 || encoding === undefined || !isFile) return payload;
    const etag = String(reply.getHeader('etag'));
    const key = `${encoding} ${decoded(addressOf(request.url).path)} ${etag}`;
    let made = compressed.get(key);
    if (made === undefined) {
      made = compress(
        Buffer.isBuffer(payload) ? payload : await buffer(payload),
        encoding,
        levelOf(request.url),
      );
      compressed.set(key, made);
      made.catch(() => compressed.delete(key));
    } else if (payload instanceof Readable) payload.destroy();
    const bytes = await made;
    // One tag for all forms is a weak one (RFC 9110 §8.8.3.3).
    reply.header('etag', etag.replace(/^(?!W\/)/, 'W/'));
    reply.header('content-encoding', encoding);
    reply.header('content-length', bytes.length);
    return bytes;
  });
}

/** The contract is read by programs that keep it; the page's files are larger, and a browser waits for them. */
function levelOf(url: string): 'usual' | 'smallest' {
  return url.startsWith('/openapi') ? 'smallest' : 'usual';
}
