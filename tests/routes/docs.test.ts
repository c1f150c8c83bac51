import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openHouse } from '../support/house.ts';

const files = [
  '/docs',
  '/docs/json',
  '/docs/static/index.css',
  '/docs/static/swagger-initializer.js',
  '/docs/static/swagger-ui-bundle.js',
  '/docs/static/swagger-ui-standalone-preset.js',
  '/docs/static/swagger-ui.css',
  '/docs/static/theme/workbench.css',
  '/docs/static/theme/workbench.js',
  '/docs/static/theme/resolve-shown.js',
];

describe('Swagger UI and the contract', () => {
  it('come compressed, 600 kB in all at the first visit, and not again', async () => {
    const { app } = await openHouse({ seed: 'none' });
    let bytes = 0;
    for (const url of files) {
      const plain = await app.inject(url);
      const first = await app.inject({ url, headers: { 'accept-encoding': 'br' } });
      expect([url, first.headers['content-encoding']]).toEqual([url, 'br']);
      expect(brotliDecompressSync(first.rawPayload).equals(plain.rawPayload)).toBe(true);
      expect(first.headers['content-length']).toBe(String(first.rawPayload.length));
      bytes += first.rawPayload.length;
      const tag = String(first.headers.etag);
      const again = await app.inject({ url, headers: { 'accept-encoding': 'br', 'if-none-match': tag } });
      expect([url, again.statusCode, again.body]).toEqual([url, 304, '']);
    }
    expect(bytes).toBeLessThanOrEqual(600_000);
  });

  it('answer a part of a file as it is, and HEAD without a body', async () => {
    const { app } = await openHouse({ seed: 'none' });
    const [url, headers] = ['/docs/static/swagger-ui.css', { 'accept-encoding': 'br' }];
    const part = await app.inject({ url, headers: { ...headers, range: 'bytes=0-9' } });
    expect([part.statusCode, part.headers['content-encoding'], part.body.length]).toEqual([
      206,
      undefined,
      10,
    ]);
    const resumed = await app.inject({ url, headers: { range: 'bytes=0-9', 'if-range': '"another"' } });
    expect(resumed.statusCode).toBe(200);
    const beyond = await app.inject({ url, headers: { range: 'bytes=9999999-' } });
    expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([
      416,
      expect.stringMatching(/^bytes \*\/\d+$/),
    ]);
    const [head, get] = [
      await app.inject({ method: 'HEAD', url, headers }),
      await app.inject({ url, headers }),
    ];
    expect([head.headers['content-length'], head.body]).toEqual([get.headers['content-length'], '']);
  });

  it('are small: the contract has no spaces between its parts', async () => {
    const { app } = await openHouse({ seed: 'none' });
    const { body } = await app.inject('/openapi.json');
    expect(body).toBe(JSON.stringify(JSON.parse(body)));
  });
});
