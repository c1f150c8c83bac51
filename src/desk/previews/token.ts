import { createHash, randomBytes } from 'node:crypto';

/** The secret of the only link that everybody knows: to a draft of the seed, made as a sample. */
export const exampleToken = 'dlp_sample-of-a-link-to-a-draft-of-the-seed';

/** A new secret: `dlp_` and 256 random bits in base64url. */
export function makeToken(): string {
  return `dlp_${randomBytes(32).toString('base64url')}`;
}

/**
 * The stored hash of a token, by which it is looked up: SHA-256 in hex. The lookup need not take constant time, since
 * nobody can choose a token by its hash.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
