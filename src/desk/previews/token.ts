import { createHash, randomBytes } from 'node:crypto';

/** A new secret: `dlp_` and 256 random bits in base64url. */
export function makeToken(): string {
  return `dlp_${randomBytes(32).toString('base64url')}`;
}

/**
 * What is stored of a token, and what it is looked up by: its SHA-256 in hex. How long an index takes to find a hash, or
 * not to find it, says nothing of a token that nobody can guess a hash for.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
