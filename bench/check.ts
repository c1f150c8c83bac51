import assert from 'node:assert/strict';
import BetterSqlite3 from 'better-sqlite3';
import type { House } from './house.ts';
import type { Running } from './processes.ts';
import { findWritten } from './written.ts';

/** The addresses of so many generated stories at most, spread evenly over all of them, newest first. */
export function samplePaths({ file, stories }: House, count: number): string[] {
  const db = new BetterSqlite3(file, { readonly: true });
  try {
    const slugs = db
      .prepare('SELECT slug FROM live_articles ORDER BY published_at DESC, id DESC LIMIT ?')
      .pluck()
      .all(stories - seeded) as string[];
    const step = Math.max(1, slugs.length / count);
    const length = Math.min(count, slugs.length);
    return Array.from({ length }, (_, index) => `/v1/articles/${slugs[Math.floor(index * step)]}`);
  } finally {
    db.close();
  }
}

// The seed's stories are older than the generated ones, and fewer.
const seeded = 20;

type Asked = { dateline: Running; paths: string[] };

/** Every one of these servers must give for each path the very JSON that Dateline gives. */
export async function checkReads(
  servers: Record<string, Running>,
  { dateline, paths }: Asked,
): Promise<void> {
  for (const path of paths) {
    const ours = await read(dateline, path);
    for (const [name, server] of Object.entries(servers))
      assert.deepEqual(
        contentOf(await read(server, path)),
        contentOf(ours),
        `${path}: not the same from ${name}`,
      );
  }
}

async function read({ address }: Running, path: string): Promise<unknown> {
  const answer = await fetch(address + path);
  assert.equal(answer.status, 200, `${path} answers ${answer.status}`);
  return answer.json();
}

// A floor writes cursors in a form of its own.
function contentOf(answer: unknown): unknown {
  return (answer as { data?: unknown }).data ?? answer;
}

/** The desk must be able to read and patch a generated story. A dry run: what is measured is what was generated. */
export async function checkDesk({ authorization }: House, { dateline, paths }: Asked): Promise<void> {
  const path = paths.at(-1)!;
  const url = `${dateline.address}${path.replace('/v1/', '/v1/desk/')}`;
  const before = await fetch(url, { headers: { authorization } });
  const patched = await fetch(`${url}?dryRun=true`, {
    method: 'PATCH',
    headers: {
      authorization,
      'content-type': 'application/merge-patch+json',
      'if-match': before.headers.get('etag') ?? '',
    },
    body: JSON.stringify({ standfirst: 'Another standfirst.' }),
  });
  const { copy } = (await before.json()) as { copy: { version: number } };
  const story = (await patched.json()) as { copy?: { version: number } };
  assert.equal(
    story.copy?.version,
    copy.version + 1,
    `The desk cannot patch ${path}: ${JSON.stringify(story)}`,
  );
}

type Desk = { server: Running; file: string };
type Post = { path: string; headers: Record<string, string>; template: string };

/** The floor must answer a new story with the very JSON of Dateline, and leave the same rows and indexed words. */
export async function checkCreate(dateline: Desk, byHand: Desk, post: Post): Promise<void> {
  const [ours, theirs] = [await create(dateline, post), await create(byHand, post)];
  assert.deepEqual(theirs, ours, 'The floor answers a new story otherwise');
}

async function create({ server, file }: Desk, { path, headers, template }: Post) {
  const answer = await fetch(server.address + path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: template.replaceAll('{number}', 'checked'),
  });
  const text = await answer.text();
  assert.equal(answer.status, 201, `${path} answers ${answer.status}: ${text}`);
  const { id, createdAt, updatedAt, ...story } = JSON.parse(text) as Record<string, string>;
  assert.equal(createdAt, updatedAt);
  return {
    story,
    etag: answer.headers.get('etag'),
    isAtItsLocation: answer.headers.get('location') === `${path}/${id}`,
    written: findWritten(file, { id: id!, at: Date.parse(createdAt!) }),
  };
}
