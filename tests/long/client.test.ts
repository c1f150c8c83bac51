import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import root from '../../package.json' with { type: 'json' };
import manifest from '../../packages/client/package.json' with { type: 'json' };
import { openHouse } from '../support/house.ts';
import { listen } from '../support/listening.ts';

const run = promisify(execFile);
const npm = { env: { ...process.env, npm_config_ignore_scripts: 'false', npm_config_fund: 'false' } };
const kishida = 'japans-kishida-considers-joining-nato-summit-sources';
let project: string;

/** Puts a program into the project; gives its path. */
async function place(name: string, source: string): Promise<string> {
  await writeFile(join(project, name), source);
  return join(project, name);
}

/** What the compiler has against a program, with the types of its packages looked at as well. */
async function compile(file: string, ...how: string[]): Promise<string> {
  const flags = [
    '--noEmit',
    '--strict',
    '--target',
    'es2024',
    '--skipLibCheck',
    'false',
    '--ignoreConfig',
    ...how,
  ];
  return run(resolve('node_modules/.bin/tsc'), [...flags, file], { cwd: project })
    .then(() => '')
    .catch((error: unknown) => (error as { stdout: string }).stdout);
}

const atNode = ['--module', 'nodenext', '--types', 'node', '--typeRoots', resolve('node_modules/@types')];
const inBundler = [...atNode, '--module', 'preserve', '--lib', 'es2024,dom', '--exactOptionalPropertyTypes'];

async function play(file: string, ...args: string[]): Promise<any> {
  const { stdout } = await run(process.execPath, [file, ...args], { cwd: project });
  return JSON.parse(stdout);
}

describe('the client, packed and installed in an empty project', () => {
  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'dateline-client-'));
    await place('package.json', '{ "private": true, "type": "module" }');
    await run('npm', ['pack', '--pack-destination', project], { ...npm, cwd: 'packages/client' });
    const [tarball] = (await readdir(project)).filter((name) => name.endsWith('.tgz'));
    await run('npm', ['install', '--prefer-offline', '--no-audit', `./${tarball}`], { ...npm, cwd: project });
  }, 120_000);
  afterAll(() => rm(project, { recursive: true }));

  it('has the version and the license of the server, and may be published', async () => {
    expect(manifest).toMatchObject({ version: root.version, license: root.license });
    expect(manifest).not.toHaveProperty('private');
    expect(await readFile('packages/client/LICENSE', 'utf8')).toBe(await readFile('LICENSE', 'utf8'));
  });

  it('brings openapi-fetch and its types alone, and weighs little', async () => {
    const installed = (await readdir(join(project, 'node_modules'))).filter((name) => !name.startsWith('.'));
    expect(installed).toEqual(['dateline-client', 'openapi-fetch', 'openapi-typescript-helpers']);
    const dist = join(project, 'node_modules/dateline-client/dist');
    // Who takes webhooks imports that alone.
    const scripts = (await readdir(dist)).filter((name) => name.endsWith('.js') && name !== 'webhook.js');
    const sources = await Promise.all(scripts.map((name) => readFile(join(dist, name))));
    sources.push(await readFile(join(project, 'node_modules/openapi-fetch/dist/index.mjs')));
    // As it is, with its comments; minified it is half of it.
    expect(gzipSync(Buffer.concat(sources)).length).toBeLessThan(12_000);
  });

  it('plays the sample of its README', async () => {
    const readme = await readFile('packages/client/README.md', 'utf8');
    const sample = /```ts\n([^]*?)```/.exec(readme)![1]!;
    const address = await listen((await openHouse()).app);
    const file = await place('sample.ts', sample.replace('http://localhost:3000', address));
    expect(await compile(file, ...atNode)).toBe('');
    const { stdout } = await run(process.execPath, [file], { cwd: project });
    expect(stdout).toContain('Kishida');
    expect(stdout).toContain('<p>');
    expect(stdout).toMatch(/404 There is no such article/);
  });

  it('reads, in a program that is compiled for Node and for a bundler', async () => {
    const file = await place('reader.ts', reader);
    expect(await compile(file, ...atNode)).toBe('');
    expect(await compile(file, ...inBundler)).toBe('');
    const house = await openHouse();
    const all = (await house.client.get('/v1/articles?limit=100')).json().data;
    const html = (await house.client.get('/v1/articles/every-block?body=html')).json().bodyHtml;
    const seen = await play(file, await listen(house.app), kishida);
    expect(seen.slugs).toEqual(all.map(({ slug }: { slug: string }) => slug));
    expect(seen.statuses).toEqual([200, 304]);
    expect(seen.html).toBe(html);
    expect(seen.avif).toMatch(/\.avif 320w/);
    expect(seen.wide).toBeCloseTo(16 / 9, 1);
    expect(seen.lead).toMatchObject({ alt: expect.stringMatching(/./), sizes: '100vw' });
    expect(seen.found).toBe(kishida);
  });

  it('writes, in a program that is compiled for Node', async () => {
    const file = await place('writer.ts', writer);
    expect(await compile(file, ...atNode)).toBe('');
    const house = await openHouse();
    const { authorization } = await house.keyFor('chief');
    const seen = await play(file, await listen(house.app), authorization.replace('Bearer ', ''));
    expect(seen).toEqual({
      refused: [422, '/section'],
      stale: 412,
      sameStory: true,
      headline: 'Rice harvest begins early',
      gone: [410, 'withdrawn', 'The harvest has not begun.'],
    });
  });

  it('does not compile what the contract does not have', async () => {
    const mistakes = [
      "dateline.GET('/v1/stories')",
      "dateline.GET('/v1/articles/{article}')",
      "dateline.GET('/v1/articles', { params: { query: { sections: ['asia'] } } })",
      "dateline.POST('/v1/desk/articles', { body: { headline: 3 } })",
      "dateline.each('/v1')",
      "(await dateline.GET('/v1/articles')).data.data[0]!.title",
    ];
    const lines = mistakes.map((mistake) => `// @ts-expect-error\nvoid ${mistake};`);
    const opening =
      "import { createClient } from 'dateline-client';\nconst dateline = createClient({ baseUrl: '' });";
    const file = await place('mistaken.ts', [opening, ...lines].join('\n'));
    expect(await compile(file, ...atNode)).toBe('');
  });
});

const reader = `
import {
  createClient, imageAttributes, inRatio, pictureSources, toHtml,
  type Article, type ArticleSummary, type Picture,
} from 'dateline-client';

const [baseUrl = '', slug = ''] = process.argv.slice(2);
const statuses: number[] = [];
const dateline = createClient({
  baseUrl,
  async fetch(request) {
    const response = await fetch(request);
    statuses.push(response.status);
    return response;
  },
});

const slugs: string[] = [];
for await (const story of dateline.each('/v1/articles', { params: { query: { limit: 5 } } })) {
  const summary: ArticleSummary = story;
  slugs.push(summary.slug);
}

statuses.length = 0;
const params = { path: { article: 'every-block' }, query: { include: ['renditions' as const] } };
const { data: first } = await dateline.GET('/v1/articles/{article}', { params });
const { data: again, response } = await dateline.GET('/v1/articles/{article}', { params });
const story: Article = again;
if (JSON.stringify(first) !== JSON.stringify(story) || response.status !== 200) throw new Error('another story');

const lead: Picture = story.leadMedia!;
const wide = inRatio(lead, '16x9')!;
const found = await dateline.GET('/v1/search', { params: { query: { q: 'kishida "nato summit"' } } });
console.log(
  JSON.stringify({
    slugs,
    statuses: statuses.slice(0, 2),
    html: toHtml(story.body, { locale: story.locale }),
    lead: imageAttributes(lead, { sizes: '100vw' }),
    avif: pictureSources(lead)[0]!.srcset,
    wide: wide.width / wide.height,
    found: found.data.data.find((hit) => hit.slug === slug)?.slug,
  }),
);
`;

const writer = `
import { createClient, ProblemError, type ArticleIn, type DeskArticle } from 'dateline-client';

const [baseUrl = '', key = ''] = process.argv.slice(2);
const dateline = createClient({ baseUrl, key });

async function problemOf(call: Promise<unknown>): Promise<ProblemError> {
  const error = await call.then(() => undefined, (reason: unknown) => reason);
  if (error instanceof ProblemError) return error;
  throw new Error('a problem was expected', { cause: error });
}

const body: ArticleIn = {
  locale: 'en',
  kind: 'story',
  headline: 'Rice harvest begins',
  section: 'asia-pacific',
  bodyMarkdown: 'Farmers have **begun**.',
};
const refused = await problemOf(dateline.POST('/v1/desk/articles', { body: { ...body, section: 'nowhere' } }));

const header = { 'idempotency-key': '"harvest"' };
const { data: made } = await dateline.POST('/v1/desk/articles', { body, params: { header } });
const { data: same } = await dateline.POST('/v1/desk/articles', { body, params: { header } });

const path = { article: made.id };
const { data: edited } = await dateline.PATCH('/v1/desk/articles/{article}', {
  params: { path, header: { 'if-match': made.etag } },
  body: { headline: 'Rice harvest begins early' },
});
const story: DeskArticle = edited;
const stale = await problemOf(
  dateline.PATCH('/v1/desk/articles/{article}', {
    params: { path, header: { 'if-match': made.etag } },
    body: { headline: 'Too late' },
  }),
);
const { data: live } = await dateline.POST('/v1/desk/articles/{article}/publish', {
  params: { path, header: { 'if-match': story.etag } },
  body: {},
});
await dateline.POST('/v1/desk/articles/{article}/withdraw', {
  params: { path, header: { 'if-match': live.etag } },
  body: { reason: 'error', notice: 'The harvest has not begun.' },
});
const gone = await problemOf(dateline.GET('/v1/articles/{article}', { params: { path } }));
console.log(
  JSON.stringify({
    refused: [refused.status, refused.errors[0]?.pointer],
    stale: stale.status,
    sameStory: made.id === same.id,
    headline: story.headline,
    gone: [gone.status, gone.tombstone?.state, gone.tombstone?.notice],
  }),
);
`;
