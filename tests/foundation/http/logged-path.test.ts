import { describe, expect, it } from 'vitest';
import { pathInLog } from '../../../src/foundation/http/request/logged-path.ts';

const key = `dl_Ab3dEf9h_${'k'.repeat(49)}`;

/** Every character, in percent encoding. */
function encoded(text: string): string {
  return Array.from(text, (one) => `%${one.charCodeAt(0).toString(16)}`).join('');
}

describe('a path in the log', () => {
  it.each([
    ['a key', `/notes/${key}`],
    ['a key whose underscores are encoded', `/notes/${key.replaceAll('_', '%5f')}`],
    ['a key that is encoded whole', `/notes/${encoded(key)}`],
    ['a key whose percent signs are encoded too', `/notes/${encoded(encoded(key))}`],
    ['one letter of a key encoded', `/notes/d%6C_${key.slice(3)}`],
    ['a key that is cut by something else', `/notes/dl_Ab3dEf9h%2f${'k'.repeat(49)}`],
    [
      'a key encoded twenty times',
      `/notes/${Array.from({ length: 20 }).reduce<string>((text) => text.replaceAll('%', '%25'), encoded(key))}`,
    ],
    ['the token of a preview', `/notes/dlp%5F${'k'.repeat(43)}`],
    ['a preview, whatever its token', `/v1/%70reviews/${'k'.repeat(43)}`],
    ['a preview that is encoded twice', `/v1/%2570reviews/${'k'.repeat(43)}`],
  ])('shows nothing of %s', (_what, path) => {
    const logged = pathInLog(path);
    expect(logged).toContain('[redacted]');
    expect(logged).not.toMatch(/kk|6b|Ab3dEf9h/);
  });

  it.each(['/notes/first', '/notes/%C3%A9t%C3%A9', '/notes/100%25', '/notes/a%2Fb', '/notes/%zz'])(
    'shows %s as it was sent',
    (path) => {
      expect(JSON.parse(pathInLog(`${path}?q=secret`))).toBe(path);
    },
  );
});
