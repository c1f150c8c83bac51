import { addressOf, decoded } from './address.ts';

/** The path of a request in a line of the log, as JSON. */
export function pathInLog(target: string): string {
  return JSON.stringify(loggedPath(target));
}

/**
 * The path without its query string. From a key on it is redacted, and so is the whole address of a preview, which is a
 * secret, however they are encoded.
 */
export function loggedPath(target: string): string {
  const { path } = addressOf(target);
  // Most paths hold no percent sign, and no key.
  if (!path.includes('%') && !secret.test(path) && !preview.test(path)) return path;
  let form = path;
  for (let round = 0; round <= mostRounds; round++) {
    if (preview.test(form)) return '/v1/previews/[redacted]';
    if (secret.test(form)) return form.replace(secret, '[redacted]');
    const before = form;
    form = decoded(before);
    if (form === before) return path;
  }
  // Encoded so often that it hides something.
  return '[redacted]';
}

const preview = /^\/*v1\/+previews(?:\/|$)/i;
const secret = /dlp_[\w-].*|dl_[0-9A-Za-z].*/s;
const mostRounds = 5;

/** Whether a text holds a key or a preview link. */
export function holdsSecret(text: string): boolean {
  return secret.test(text);
}
