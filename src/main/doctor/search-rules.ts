/** The search indexes, with the rows that each must have. The engine keeps one row of sizes for each that is indexed. */
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
export function differenceQuery({ name, rows }: (typeof searchIndexes)[number]): string {
  const indexed = `SELECT id AS seq FROM ${name}_docsize`;
  return `SELECT (SELECT count(*) FROM (${rows} EXCEPT ${indexed})) AS missing,
    (SELECT count(*) FROM (${indexed} EXCEPT ${rows})) AS surplus`;
}
