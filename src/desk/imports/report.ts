import { outcomes, type ImportReport, type ImportResult } from './schema.ts';

/** The number of items with each result. */
export function totalsOf(results: ImportResult[]): ImportReport['totals'] {
  const counts = Object.fromEntries(
    outcomes.map((name) => [name, results.filter(({ outcome }) => outcome === name).length]),
  ) as Record<(typeof outcomes)[number], number>;
  return { items: results.length, ...counts, published: results.filter(({ published }) => published).length };
}
