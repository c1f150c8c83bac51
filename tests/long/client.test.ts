import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parseDocument } from 'htmlparser2';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openHouse } from '../support/house.ts';
import { listen } from '../support/listening.ts';

const run = promisify(execFile);
const example = resolve('docs/render-a-story.ts');
const kishida = 'japans-kishida-considers-joining-nato-summit-sources';

/** A program that uses the client as it was built, where it finds it. */
async function place(source: string): Promise<string> {
  const file = resolve(`docs/checked-${process.pid}-${source.length}.ts`);
  await writeFile(file, source);
  onTestFinished(() => rm(file));
  return file;
}

/** What the compiler has against programs. */
async function compile(...files: string[]): Promise<string> {
  const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', 'node'];
  return run(resolve('node_modules/.bin/tsc'), ['--ignoreConfig', ...flags, '--skipLibCheck', ...files])
    .then(() => '')
    .catch((error: unknown) => (error as { stdout: string }).stdout);
}

describe('the client that the package exports', () => {
  beforeAll(async () => {
    await run('npm', ['run', 'build']);
  }, 60_000);

  it('compiles in the example, and would not where that is mistaken', async () => {
    const source = await readFile(example, 'utf8');
    const mistaken = await place(source.replaceAll('story.headline', 'story.title'));
    const faults = await compile(await place(source), mistaken);
    expect(faults.trim().split('\n')).toEqual([
      expect.stringMatching(new RegExp(`^docs/${basename(mistaken)}.*'title' does not exist`)),
    ]);
  });

  it('renders a story from a running server with Portable Text’s own renderer', async () => {
    const house = await openHouse();
    const { stdout } = await run(process.execPath, [example, await listen(house.app), kishida]);
    expect(stdout).toMatch(
      /^<article lang="en"><h1>Japan&#x?27;|^<article lang="en"><h1>Japan(&#39;|'|&#x27;)s Kishida/,
    );
    expect(stdout.match(/<p>/g)).toHaveLength(
      (await house.client.get(`/v1/articles/${kishida}`)).json().body.length,
    );
    expect(stdout).toContain('<figcaption>');
    expect(parseDocument(stdout).children).toHaveLength(2);
  });

  it('renders every kind of block: of none is the renderer unaware', async () => {
    const house = await openHouse();
    const { stdout, stderr } = await run(process.execPath, [example, await listen(house.app), 'every-block']);
    expect(stderr).not.toMatch(/Unknown/);
    expect(stdout).not.toMatch(/unknown|Unknown/);
    for (const tag of ['<table>', '<aside>', '<blockquote>', '<ol>', '<small>Sample picture</small>'])
      expect(stdout).toContain(tag);
    expect(stdout.match(/<figure>/g)).toHaveLength(4);
  });

  it('searches, and fetches what it finds in the forms of the field', async () => {
    const house = await openHouse();
    const file = await place(`
      import { createClient } from 'dateline/client';
      const dateline = createClient({ baseUrl: process.argv[2]! });
      const found = await dateline.GET('/v1/search', { params: { query: { q: 'kishida "nato summit"' } } });
      const [hit] = found.data!.data;
      const params = { path: { article: hit!.slug } };
      const ninjs = await dateline.GET('/v1/articles/{article}/ninjs', { params });
      const jsonLd = await dateline.GET('/v1/articles/{article}/jsonld', { params });
      const similar = await dateline.GET('/v1/articles/{article}/similar', { params });
      const card = await dateline.GET('/oembed', { params: { query: { url: hit!.url } } });
      const headline: string = hit!.match.headlineHtml;
      console.log(JSON.stringify([headline, ninjs.data!.uri, jsonLd.data, similar.data!.data.length, card.data!.type]));
    `);
    expect(await compile(file)).toBe('');
    const { stdout } = await run(process.execPath, [file, await listen(house.app)]);
    expect(JSON.parse(stdout)).toEqual([
      'Japan&#39;s <mark>Kishida</mark> Considers Joining <mark>NATO Summit</mark> -Sources',
      expect.stringMatching(/^urn:uuid:/),
      expect.objectContaining({ '@context': 'https://schema.org' }),
      expect.any(Number),
      expect.stringMatching(/^(rich|link)$/),
    ]);
  });

  it('gives a problem where there is no such story', async () => {
    const house = await openHouse({ seed: 'none' });
    const failed = run(process.execPath, [example, await listen(house.app), 'none']);
    await expect(failed).rejects.toThrow(/Error: There is no such article/);
  });
});
