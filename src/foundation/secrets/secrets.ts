import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { conflict } from '../problem.ts';
import { makeKeyFile, readKeyFile } from './key-file.ts';

export type Secrets = ReturnType<typeof openSecrets>;

type Place = {
  /** 32 bytes (SECRETS_KEY). */
  key: Buffer | undefined;
  /** The file for a key where none is given; undefined where it would be of no use to other servers. */
  file: string | undefined;
};

const [nonceBytes, tagBytes] = [12, 16];

/** Encrypts what the database keeps and the server must be able to read again (AES-256-GCM). */
export function openSecrets({ key: given, file }: Place) {
  let key = given;

  /** Throws `conflict` where this server has no key; makes one in its file where none was needed before. */
  function seal(text: string): string {
    key ??= file === undefined ? undefined : (readKeyFile(file) ?? makeKeyFile(file));
    if (!key)
      throw conflict(
        'This server cannot keep secrets: set SECRETS_KEY, the same on every server, to 32 bytes as `openssl rand -base64 32` prints them.',
      );
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64');
  }

  /** Undefined where it was sealed with another key, or was changed since. */
  function open(sealed: string): string | undefined {
    key ??= file === undefined ? undefined : readKeyFile(file);
    if (!key) return undefined;
    const bytes = Buffer.from(sealed, 'base64');
    try {
      const nonce = bytes.subarray(0, nonceBytes);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      decipher.setAuthTag(bytes.subarray(-tagBytes));
      return (
        decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
      );
    } catch {
      return undefined;
    }
  }

  return { seal, open };
}
