import type { Db } from '../../foundation/database/database.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { uniqueCredits } from '../../edition/show/unique.ts';
import { findSurvivors } from '../../library/records/merged.ts';

/**
 * Replaces merged bylines, agencies and topics in the content of a version by the remaining ones, each once. The stored
 * version does not change. One query.
 */
export async function withSurvivors(db: Db, content: ArticleContent): Promise<ArticleContent> {
  const { agency, attributions, bylines, topics } = content;
  const named = [
    agency,
    ...attributions.flatMap((attribution) => [attribution.agency, attribution.via]),
    ...bylines.map(({ byline }) => byline),
    ...topics,
  ];
  const survivors = await findSurvivors(
    db,
    named.filter((id) => id !== undefined),
  );
  if (survivors.size === 0) return content;
  function remaining(id: string): string {
    return survivors.get(id) ?? id;
  }
  return {
    ...content,
    ...(agency !== undefined && { agency: remaining(agency) }),
    attributions: attributions.map(({ ...attribution }) => {
      if (attribution.agency !== undefined) attribution.agency = remaining(attribution.agency);
      if (attribution.via !== undefined) attribution.via = remaining(attribution.via);
      return attribution;
    }),
    bylines: uniqueCredits(bylines.map((credit) => ({ ...credit, byline: remaining(credit.byline) }))),
    topics: [...new Set(topics.map(remaining))],
  };
}
