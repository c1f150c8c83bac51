import type { ArticleContent } from '../articles/content.ts';

type Credits = ArticleContent['bylines'];
type Credit = { byline: string; role: string };

/** Removes repeated credits of a byline in the same role. */
export function uniqueCredits<One extends Credit>(credits: One[]): One[] {
  return firstOf(credits, ({ byline, role }) => `${byline} ${role}`);
}

/** Credits with their bylines; two bylines that were merged give one credit. */
export function signedCredits<Row extends { id: string }>(credits: Credits, rows: Map<string, Row>) {
  const signed = credits.flatMap(({ byline, ...credit }) => {
    const row = rows.get(byline);
    return row ? [{ ...credit, byline: row }] : [];
  });
  return firstOf(signed, ({ byline, role }) => `${byline.id} ${role}`);
}

/** The rows behind a story's topics, each once. */
export function topicsOf<Row extends { id: string }>(ids: string[], rows: Map<string, Row>): Row[] {
  return firstOf(
    ids.flatMap((id) => rows.get(id) ?? []),
    ({ id }) => id,
  );
}

function firstOf<T>(all: T[], keyOf: (one: T) => string): T[] {
  return [...Map.groupBy(all, keyOf).values()].map(([first]) => first!);
}
