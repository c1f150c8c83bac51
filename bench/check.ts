import assert from 'node:assert/strict';
import BetterSqlite3 from 'better-sqlite3';
import type { House } from './house.ts';
import type { Running } from './processes.ts';

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

/**
 * Holds the generated stories to what Dateline makes of its own: several answer 200, the desk can read and patch one,
 * and the hand-written handler gives the very same stories and list as Dateline does.
 */
export async function checkHouse(
  house: House,
  { dateline, byHand, paths }: { dateline: Running; byHand: Running; paths: string[] },
): Promise<void> {
  for (const path of paths) {
    const [ours, theirs] = await Promise.all([read(dateline, path), read(byHand, path)]);
    assert.deepEqual(contentOf(theirs), contentOf(ours), `${path} by hand is not what Dateline answers`);
  }
  await checkDesk(house, dateline, paths.at(-1)!);
}

// Sent with `dryRun`, so that what is measured is what was generated.
async function checkDesk({ authorization }: House, { address }: Running, path: string): Promise<void> {
  const url = `${address}${path.replace('/v1/', '/v1/desk/')}`;
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
  const story = (await patched.json()) as { copy?: { version: number } };
  assert.equal(story.copy?.version, 2, `The desk cannot patch ${path}: ${JSON.stringify(story)}`);
}

async function read({ address }: Running, path: string): Promise<unknown> {
  const answer = await fetch(address + path);
  assert.equal(answer.status, 200, `${path} answers ${answer.status}`);
  return answer.json();
}

// How a cursor is written is each one's own affair.
function contentOf(answer: unknown): unknown {
  return (answer as { data?: unknown }).data ?? answer;
}
