/** What the public is shown of each story, on every surface: they must agree with the desk and with each other. */
import type Sqlite from 'better-sqlite3';

type Standing = { id: string; publication: string; published_version: number | null };

/** Everything on which item, list, search and corrections disagree with the file, a sentence each. */
export async function disagreements(address: string, database: Sqlite.Database): Promise<string[]> {
  const faults: string[] = [];
  const stories = database
    .prepare('SELECT id, publication, published_version FROM articles')
    .all() as Standing[];
  for (const { id, publication, published_version } of stories) {
    const response = await fetch(`${address}/v1/articles/${id}`);
    const { version } = (await response.json()) as { version?: number };
    const expected = { live: 200, withdrawn: 410 }[publication] ?? 404;
    if (response.status !== expected) faults.push(`${id} is ${publication} and answers ${response.status}`);
    if (expected === 200 && version !== published_version)
      faults.push(`${id} shows version ${version} instead of ${published_version}`);
  }
  const live = stories.filter(({ publication }) => publication === 'live').map(({ id }) => id);
  faults.push(...difference('the list', await walk(address, '/v1/articles?'), live));
  // The word of all that the desks write, and of nothing else.
  const written = database.prepare(`SELECT id FROM live_articles WHERE headline LIKE 'Phoenix %'`).all() as {
    id: string;
  }[];
  faults.push(
    ...difference(
      'the search',
      await walk(address, '/v1/search?q=phoenix&sort=-publishedAt&'),
      written.map(({ id }) => id),
    ),
  );
  const corrections = database
    .prepare(
      `SELECT c.id AS id FROM corrections c JOIN live_articles l ON l.id = c.article_id WHERE c.kind <> 'refile'`,
    )
    .all() as { id: string }[];
  faults.push(
    ...difference(
      'corrections',
      await walk(address, '/v1/corrections?'),
      corrections.map(({ id }) => id),
    ),
  );
  return faults;
}

async function walk(address: string, path: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor = '';
  do {
    const response = await fetch(`${address}${path}limit=100${cursor}`);
    const { data, page } = (await response.json()) as { data: { id: string }[]; page: { next?: string } };
    ids.push(...data.map(({ id }) => id));
    cursor = page.next === undefined ? '' : `&cursor=${encodeURIComponent(page.next)}`;
  } while (cursor !== '');
  return ids;
}

function difference(where: string, shown: string[], expected: string[]): string[] {
  const [had, due] = [new Set(shown), new Set(expected)];
  return [
    ...(had.size === shown.length ? [] : [`${where} shows something twice`]),
    ...[...due].filter((id) => !had.has(id)).map((id) => `${where} lacks ${id}`),
    ...[...had].filter((id) => !due.has(id)).map((id) => `${where} shows ${id}`),
  ];
}
