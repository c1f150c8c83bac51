/** Holds a database against what was acknowledged: everything that is broken, a sentence each. */
import type Sqlite from 'better-sqlite3';
import type { Acknowledged } from './writer.ts';

/** The file as it is, and the log of what its server said was done. */
export function brokenPromises(database: Sqlite.Database, log: Acknowledged[]): string[] {
  function rows<R>(sql: string): R[] {
    return database.prepare(sql).all() as R[];
  }
  return [...lostOrDoubled(rows, log), ...tornVersions(rows), ...tornPublications(rows), ...damages(rows)];
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

/** Versions without gaps, each with the one event that made it, and the copy on the newest. */
function tornVersions(rows: Rows): string[] {
  const versions = rows<{ mark: string }>(
    `SELECT article_id || ' ' || version AS mark FROM article_versions ORDER BY mark`,
  );
  const made = rows<{ mark: string }>(
    `SELECT subject || ' ' || to_version AS mark FROM events
     WHERE action IN ('article.created', 'article.saved', 'article.restored') ORDER BY mark`,
  );
  const copies = rows<{ id: string }>(
    `SELECT id FROM articles WHERE copy_version <>
       (SELECT count(*) FROM article_versions WHERE article_id = id)
     OR copy_version <> (SELECT max(version) FROM article_versions WHERE article_id = id)
     OR headline <> (SELECT json_extract(content, '$.headline') FROM article_versions WHERE article_id = id AND version = copy_version)`,
  );
  return [
    ...beside(versions, made, 'has no event'),
    ...beside(made, versions, 'has an event and is not there'),
    ...copies.map(({ id }) => `the copy of ${id} is not its newest version`),
  ];
}

/** All or nothing: the story, its edition, its slug, its links, its corrections, its tombstone. */
function tornPublications(rows: Rows): string[] {
  const faults: [string, string][] = [
    [
      'is live, and the edition has it not, or another version',
      `SELECT id FROM articles a WHERE publication = 'live' AND NOT EXISTS (
         SELECT 1 FROM live_articles l JOIN article_versions v ON v.article_id = l.id AND v.version = l.version
         WHERE l.id = a.id AND l.version = a.published_version AND l.published_at = a.published_at
           AND json_extract(l.content, '$.headline') = json_extract(v.content, '$.headline')
           AND json_extract(l.content, '$.standfirst') IS json_extract(v.content, '$.standfirst'))`,
    ],
    [
      'is in the edition, and not live',
      `SELECT id FROM live_articles WHERE id NOT IN (SELECT id FROM articles WHERE publication = 'live')`,
    ],
    [
      'is live without its slug',
      `SELECT id FROM live_articles l WHERE NOT EXISTS (SELECT 1 FROM live_slugs s WHERE s.article_id = l.id AND s.slug = l.slug)`,
    ],
    [
      'is live without its bylines, topics or references',
      `SELECT id FROM live_articles l WHERE json_array_length(content, '$.bylines') > 0 AND NOT EXISTS (SELECT 1 FROM live_article_bylines WHERE article_id = l.id)
         OR json_array_length(content, '$.topics') > 0 AND NOT EXISTS (SELECT 1 FROM live_article_topics WHERE article_id = l.id)
         OR json_array_length(content, '$.topics') > 0 AND NOT EXISTS (SELECT 1 FROM article_references WHERE article_id = l.id AND state = 'live')`,
    ],
    [
      'has links in the edition, and is not in it',
      `SELECT article_id AS id FROM live_article_bylines WHERE article_id NOT IN (SELECT id FROM live_articles)
       UNION SELECT article_id FROM live_article_topics WHERE article_id NOT IN (SELECT id FROM live_articles)
       UNION SELECT article_id FROM article_references WHERE state = 'live' AND article_id NOT IN (SELECT id FROM live_articles)`,
    ],
    [
      'is withdrawn without a tombstone, or has one and is not',
      `SELECT id FROM articles WHERE (publication = 'withdrawn') <> (id IN (SELECT article_id FROM tombstones))`,
    ],
    [
      'was published as often as its events and corrections do not say',
      `SELECT id FROM articles a WHERE published_at IS NOT NULL AND
         (SELECT count(*) FROM events WHERE subject = a.id AND action = 'article.published') - 1
         <> (SELECT count(*) FROM corrections WHERE article_id = a.id)`,
    ],
    [
      'was published, and its last event names another version',
      `SELECT id FROM articles a WHERE published_version IS NOT (SELECT to_version FROM events
         WHERE subject = a.id AND action = 'article.published' ORDER BY seq DESC LIMIT 1)`,
    ],
  ];
  return faults.flatMap(([fault, sql]) => rows<{ id: string }>(sql).map(({ id }) => `${id} ${fault}`));
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

function beside(these: { mark: string }[], those: { mark: string }[], fault: string): string[] {
  const counts = counted(those);
  return these.flatMap(({ mark }) =>
    counts.get(mark) === 1 ? [] : [`version ${mark} ${fault} (${counts.get(mark) ?? 0})`],
  );
}

function counted(rows: { mark: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { mark } of rows) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return counts;
}
