import { isUtf8 } from 'node:buffer';
import { Problem } from '../../problem.ts';

/** How much of the text before a wrong byte is shown, in UTF-16 units. */
const shown = 40;

/** The text of bytes in UTF-8. Throws `malformed-body`, with the place, where a byte belongs to no character. */
export function readUtf8(bytes: Buffer, name = 'The body'): string {
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return text;
  const { at, index } = firstWrong(bytes, text);
  const byte = `0x${bytes[at]!.toString(16).toUpperCase().padStart(2, '0')}`;
  const before = text.slice(Math.max(0, index - shown), index).toWellFormed();
  const place = before === '' ? '' : `, after ${JSON.stringify(before)},`;
  throw new Problem(
    'malformed-body',
    `${name} is not in UTF-8: byte ${at + 1} (${byte})${place} belongs to no character. Send it in UTF-8.`,
  );
}

/** Where the first byte is that became U+FFFD although it is none, in the bytes and in the text. */
function firstWrong(bytes: Buffer, text: string): { at: number; index: number } {
  let [at, from] = [0, 0];
  for (const { index } of text.matchAll(/\ufffd/g)) {
    at += Buffer.byteLength(text.slice(from, index));
    from = index;
    if (bytes.toString('latin1', at, at + 3) !== '\xef\xbf\xbd') return { at, index };
  }
  throw new Error('Every byte belongs to a character');
}
