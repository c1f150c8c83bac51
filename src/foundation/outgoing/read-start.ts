/** An answer that is longer is cut off, so that nobody can make this server read for long. */
const mostBytes = 64 * 1024;
const keptBytes = 1024;

/** Reads an answer to its end, so that its connection can serve again; gives its first kilobyte as text. */
export async function readStart(body: AsyncIterable<Uint8Array>): Promise<string> {
  let start = Buffer.alloc(0);
  let bytes = 0;
  for await (const chunk of body) {
    if (start.length < keptBytes) start = Buffer.concat([start, chunk]);
    bytes += chunk.length;
    if (bytes > mostBytes) break;
  }
  const text = new TextDecoder().decode(start.subarray(0, keptBytes), { stream: start.length > keptBytes });
  // Not every database stores U+0000, and what is compressed is no text.
  return text.replace(/\p{Cc}/gu, (sign) => (/\s/.test(sign) ? sign : '\uFFFD'));
}
