import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashKey, isKeyOf, makeKey, readKey } from '../../src/access/key.ts';

describe('a key', () => {
  it('has its id, 43 characters of secret and a checksum of 6, and reads back', () => {
    for (let n = 0; n < 200; n += 1) {
      const key = makeKey();
      expect(key.secret).toMatch(/^dl_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/);
      expect(key.secret.slice(3, 11)).toBe(key.id);
      expect(readKey(key.secret)).toEqual(key);
    }
  });

  it('is never made twice', () => {
    const made = Array.from({ length: 500 }, () => makeKey());
    expect(new Set(made.map(({ secret }) => secret)).size).toBe(500);
    expect(new Set(made.map(({ id }) => id)).size).toBe(500);
  });

  it('with any one character changed is refused by its checksum', () => {
    const { secret } = makeKey();
    for (let at = 0; at < secret.length; at += 1) {
      const other = secret[at] === 'a' ? 'b' : 'a';
      expect(readKey(secret.slice(0, at) + other + secret.slice(at + 1))).toBeUndefined();
    }
  });

  it.each(['', 'dl_', 'Bearer', 'dl_00000000_', 'x'.repeat(5000), 'dl_0000000é_'.padEnd(61, '0')])(
    'is not %j',
    (text) => {
      expect(readKey(text)).toBeUndefined();
    },
  );

  it('is followed by nothing, not even a line break', () => {
    expect(readKey(`${makeKey().secret}\n`)).toBeUndefined();
    expect(readKey(`${makeKey().secret} `)).toBeUndefined();
  });

  it('is stored as the SHA-256 of the whole of it', () => {
    const { secret } = makeKey();
    expect(hashKey(secret)).toBe(createHash('sha256').update(secret).digest('hex'));
    expect(isKeyOf(secret, hashKey(secret))).toBe(true);
    expect(isKeyOf(secret, hashKey(makeKey().secret))).toBe(false);
  });

  it('is no key of nobody', () => {
    expect(isKeyOf(makeKey().secret, undefined)).toBe(false);
  });
});
