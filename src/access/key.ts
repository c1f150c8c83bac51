import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** A key: its public `id`, and its `secret`, which is the whole key. */
export type Key = { id: string; secret: string };

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const form = /^(dl_([0-9A-Za-z]{8})_[0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;

/** A new key: `dl_`, an id of 8 characters, `_`, 256 random bits in 43 and a checksum in 6, all base 62. */
export function makeKey(): Key {
  const id = toBase62(BigInt(`0x${randomBytes(8).toString('hex')}`) % 62n ** 8n, 8);
  const start = `dl_${id}_${toBase62(BigInt(`0x${randomBytes(32).toString('hex')}`), 43)}`;
  return { id, secret: start + checksumOf(start) };
}

/** Parses a key; undefined when its form or checksum is wrong, without a query. */
export function readKey(text: string): Key | undefined {
  const [, start, id, checksum] = form.exec(text) ?? [];
  if (start === undefined || id === undefined || checksumOf(start) !== checksum) return undefined;
  return { id, secret: text };
}

/** What is stored of a key: the SHA-256 of all of it, in hex. A fast hash is right for 256 random bits. */
export function hashKey(secret: string): string {
  return hash('sha256', secret);
}

/** Whether the key has the stored hash. Pass undefined when there is none: the comparison takes as long. */
export function isKeyOf(secret: string, sha256: string | undefined): boolean {
  const isSame = timingSafeEqual(Buffer.from(hashKey(secret)), Buffer.from(sha256 ?? hashOfNone));
  return isSame && sha256 !== undefined;
}

const hashOfNone = '0'.repeat(64);

function checksumOf(start: string): string {
  return toBase62(BigInt(crc32(start)), 6);
}

function toBase62(number: bigint, length: number): string {
  let rest = number;
  let text = '';
  while (text.length < length) {
    text = digits.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text;
}
