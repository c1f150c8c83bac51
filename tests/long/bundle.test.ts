import { cp } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { makeKey } from '../../src/access/key.ts';
import { fromSources, givenFolder, startDateline } from '../support/processes.ts';

const { secret } = makeKey();
const settings = { SEED: 'samples', PUBLIC_URL: 'https://news.example', ADMIN_API_KEY: secret };

describe('the bundle of the image', () => {
  it('answers every address without parameters as the sources do, and in every form of a text', async () => {
    const [from, to] = [await givenFolder(), await givenFolder()];
    const first = startDateline({ ...settings, DATA_DIR: from }, fromSources);
    await first.address();
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    await cp(from, to, { recursive: true });

    const sources = startDateline({ ...settings, DATA_DIR: from }, fromSources);
    const bundle = startDateline({ ...settings, DATA_DIR: to });
    const origins = [await sources.address(), await bundle.address()];
    const contract = (await fetch(new URL('/openapi.json', origins[0])).then((answer) => answer.json())) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const listed = Object.entries(contract.paths)
      .filter(([path, item]) => 'get' in item && !path.includes('{') && !path.endsWith('/stream'))
      .map(([path]) => path);
    expect(listed.length).toBeGreaterThan(30);
    const forms = ['blocks', 'html', 'text', 'markdown'].map(
      (form) => `/v1/articles?include=body&limit=100&body=${form}`,
    );
    const pages = ['/openapi.json', '/openapi.yaml', '/docs/', '/docs/static/swagger-ui-bundle.js'];
    for (const path of [...pages, ...forms, ...listed]) {
      const [expected, found] = await Promise.all(origins.map((origin) => answerTo(new URL(path, origin))));
      expect(found, path).toEqual(expected);
    }
    for (const path of pages) expect((await answerTo(new URL(path, origins[1]))).status).toBe(200);
  });
});

async function answerTo(url: URL) {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${secret}` } });
  const text = await answer.text();
  return { status: answer.status, type: answer.headers.get('content-type'), text: withoutOwn(text, url) };
}

/** Without what each request and each process has of its own: ids, ports, times. */
function withoutOwn(text: string, { host }: URL): string {
  return text
    .replaceAll(host, 'localhost')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'an id')
    .replaceAll(/"lastUsedAt":"[^"]*"/g, '');
}
