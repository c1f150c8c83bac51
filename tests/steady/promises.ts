/** Holds a database against what was acknowledged: everything that is broken, a sentence each. */
import type Sqlite from 'better-sqlite3';
import { storyRules } from '../../src/main/doctor/story-rules.ts';
import type { Acknowledged } from './writer.ts';

/** The file as it is, and the log of what its server said was done. */
export function brokenPromises(database: Sqlite.Database, log: Acknowledged[]): string[] {
  function rows<R>(sql: string): R[] {
    return database.prepare(sql).all() as R[];
  }
  return [...lostOrDoubled(rows, log), ...tornStories(rows), ...damages(rows)];
}

type Rows = <R>(sql: string) => R[];

function lostOrDoubled(rows: Rows, log: Acknowledged[]): string[] {
  const stories = new Map(
    rows<{ value: string; stories: number }>(
      `SELECT substr(headline, 9) AS value, count(*) AS stories FROM articles WHERE headline LIKE 'Phoenix %' GROUP BY headline`,
    ).map(({ value, stories }) => [value, stories]),
  );
  const ids = new Set(rows<{ id: string }>('SELECT id FROM articles').map(({ id }) => id));
  const said = counted(
    rows<{ mark: string }>(
      `SELECT article_id || ' ' || version || ' ' || json_extract(content, '$.standfirst') AS mark
       FROM article_versions WHERE json_extract(content, '$.standfirst') IS NOT NULL`,
    ),
  );
  const changes = counted(
    rows<{ mark: string }>(`SELECT article_id || ' ' || text AS mark FROM corrections`),
  );
  const published = counted(
    rows<{ mark: string }>(
      `SELECT subject || ' ' || coalesce(json_extract(data, '$.change.text'), 'first') AS mark
       FROM events WHERE action = 'article.published'`,
    ),
  );
  const withdrawn = counted(
    rows<{ mark: string }>(`SELECT subject AS mark FROM events WHERE action = 'article.withdrawn'`),
  );
  const keys = counted(rows<{ mark: string }>('SELECT name AS mark FROM idempotency_keys'));

  function once(count: number | undefined, what: string): string[] {
    return count === 1 ? [] : [`${what} is there ${count ?? 0} times`];
  }
  const doubled = [...stories].filter(([, count]) => count > 1);
  return [
    ...doubled.map(([mark, count]) => `story ${mark} is there ${count} times`),
    ...log.flatMap((entry) => {
      const { did, id } = entry;
      if (!ids.has(id)) return [`${did} ${id} was acknowledged, and there is no such story`];
      if (did === 'patched') {
        return once(said.get(`${id} ${entry.version} ${entry.mark}`), `version ${entry.mark} of ${id}`);
      }
      const kept = once(keys.get(entry.key), `the answer to ${entry.key}`);
      if (did === 'created') return [...once(stories.get(entry.mark), `story ${entry.mark}`), ...kept];
      if (did === 'withdrawn') return [...once(withdrawn.get(id), `the withdrawal of ${id}`), ...kept];
      const of = `${id} ${entry.mark ?? 'first'}`;
      return [
        ...kept,
        ...once(published.get(of), `the publication ${of}`),
        ...(entry.mark === undefined ? [] : once(changes.get(of), `the correction ${of}`)),
      ];
    }),
  ];
}

/** What must hold of every newsroom, and how often each story of ours was published. */
function tornStories(rows: Rows): string[] {
  const published = {
    fault: 'was published as often as its events and corrections do not say',
    query: `SELECT id FROM articles a WHERE published_at IS NOT NULL AND
      (SELECT count(*) FROM events WHERE subject = a.id AND action = 'article.published') - 1
      <> (SELECT count(*) FROM corrections WHERE article_id = a.id)`,
  };
  return [...storyRules({ itemsOf: (json) => `json_each(${json})` }), published].flatMap(({ fault, query }) =>
    rows<{ id: string }>(query).map(({ id }) => `${id} ${fault}`),
  );
}

function damages(rows: Rows): string[] {
  const integrity = rows<{ integrity_check: string }>('PRAGMA integrity_check').map(
    (row) => row.integrity_check,
  );
  const orphans = rows<{ table: string; rowid: number }>('PRAGMA foreign_key_check');
  return [
    ...integrity.filter((word) => word !== 'ok'),
    ...orphans.map(({ table, rowid }) => `${table} ${rowid} names what is not there`),
  ];
}

function counted(rows: { mark: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { mark } of rows) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return counts;
}
