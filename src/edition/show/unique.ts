import type { ArticleContent, RelatedStory } from '../articles/content.ts';
import type { LiveHeadline } from '../articles/find.ts';

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

/** An entry of the related stories, with the story that readers are shown. */
export type ShownRelated = Omit<RelatedStory, 'article'> & { story?: LiveHeadline };

/**
 * The related stories of a story, each once in a relation: of a consolidated one the story that it went into. Without
 * those that are not live, and without the story itself.
 */
export function relatedOf(
  { id, content: { related } }: { id: string; content: Pick<ArticleContent, 'related'> },
  { headlines }: { headlines: ReadonlyMap<string, LiveHeadline> },
): ShownRelated[] {
  const shown = related.flatMap(({ article, ...entry }): ShownRelated[] => {
    if (article === undefined) return [entry];
    const story = headlines.get(article);
    return story && story.id !== id ? [{ ...entry, story }] : [];
  });
  return firstOf(shown, ({ relation, story, url }) => `${relation} ${story?.id ?? url}`);
}

function firstOf<T>(all: T[], keyOf: (one: T) => string): T[] {
  return [...Map.groupBy(all, keyOf).values()].map(([first]) => first!);
}
