import type { OwnSql } from '../../foundation/database/engine.ts';

/** The search indexes, with the rows that each must have. */
export const searchIndexes = [
  { name: 'live_search', what: 'the public search', rows: 'SELECT seq FROM live_articles WHERE indexed = 1' },
  {
    name: 'desk_search',
    what: "the desk's search",
    rows: 'SELECT search_seq AS seq FROM articles WHERE search_seq IS NOT NULL',
  },
  { name: 'name_search', what: 'the search for names', rows: 'SELECT seq FROM record_names' },
] as const;

export type SearchIndex = (typeof searchIndexes)[number]['name'];

/** Counts the rows that an index lacks, and those that it has too many. */
export function differenceQuery(
  { name, rows }: (typeof searchIndexes)[number],
  { rowsIndexed }: Pick<OwnSql, 'rowsIndexed'>,
): string {
  const indexed = rowsIndexed(name);
  return `SELECT (SELECT count(*) FROM (${rows} EXCEPT ${indexed}) AS lacking) AS missing,
    (SELECT count(*) FROM (${indexed} EXCEPT ${rows}) AS others) AS surplus`;
}
