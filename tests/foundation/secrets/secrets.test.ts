import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSecrets } from '../../../src/foundation/secrets/secrets.ts';
import { givenFolder } from '../../support/processes.ts';

const key = Buffer.alloc(32, 'k');

describe('secrets that are kept', () => {
  it('are read again with the same key, and are not seen in what is kept', () => {
    const sealed = openSecrets({ key, file: undefined }).seal('whsec_open-sesame-ü');
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('sesame');
    expect(openSecrets({ key, file: undefined }).open(sealed)).toBe('whsec_open-sesame-ü');
  });

  it('look different each time', () => {
    const { seal } = openSecrets({ key, file: undefined });
    expect(seal('whsec_')).not.toBe(seal('whsec_'));
  });

  it('are not read with another key, after a change, or from nothing', () => {
    const { seal, open } = openSecrets({ key, file: undefined });
    const sealed = seal('whsec_');
    expect(openSecrets({ key: Buffer.alloc(32, 'l'), file: undefined }).open(sealed)).toBeUndefined();
    expect(openSecrets({ key: undefined, file: undefined }).open(sealed)).toBeUndefined();
    const bytes = Buffer.from(sealed, 'base64');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(open(changed.toString('base64'))).toBeUndefined();
    }
    for (const length of [0, 11, 12, 20, 27, 28])
      expect(open(bytes.subarray(0, length).toString('base64'))).toBeUndefined();
  });

  it('have a key in a file that only its owner may read, made once and when it is needed', async () => {
    const file = join(await givenFolder(), 'data', 'secrets.key');
    const secrets = openSecrets({ key: undefined, file });
    expect(secrets.open('')).toBeUndefined();
    expect(statSync(file, { throwIfNoEntry: false })).toBeUndefined();
    const sealed = secrets.seal('whsec_');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const other = openSecrets({ key: undefined, file });
    expect([other.open(sealed), secrets.open(other.seal('whsec_2'))]).toEqual(['whsec_', 'whsec_2']);
  });

  it('are refused where there is no key, and where the file has none', async () => {
    expect(() => openSecrets({ key: undefined, file: undefined }).seal('whsec_')).toThrow(
      'This server cannot keep secrets: set SECRETS_KEY, the same on every server',
    );
    const file = join(await givenFolder(), 'secrets.key');
    writeFileSync(file, 'c2hvcnQ=');
    expect(() => openSecrets({ key: undefined, file }).seal('whsec_')).toThrow(
      'holds no key of 32 bytes in base64',
    );
  });
});
