import type { Database } from 'better-sqlite3';
import { placeToCut } from '../../src/foundation/cut-text.ts';
import { escapeHtml } from '../../src/foundation/escape-html.ts';
import { presentSummary } from './present.ts';
import { relationReader } from './relations.ts';
import type { Row, Story } from './rows.ts';

/**
 * Searches for one plain word by hand. Dateline's ranking is one statement; the word is sought in texts only, in no names and
 * in no other forms, and not in captions where it is marked. Where a text may be cut is Dateline's to say.
 */
export function storySearcher(db: Database): (word: string, limit: number) => object {
  const select = db.prepare<{ anywhere: string; headline: string; limit: number }, Row>(
    `WITH
       newest AS (SELECT rowid AS seq FROM live_search WHERE live_search MATCH $anywhere ORDER BY rowid DESC LIMIT 1000),
       titled AS (SELECT rowid AS seq FROM live_search WHERE live_search MATCH $headline ORDER BY rowid DESC LIMIT 1000),
       found AS MATERIALIZED (SELECT seq FROM newest UNION SELECT seq FROM titled),
       held AS (SELECT count(*) AS many FROM (SELECT 1 FROM live_search WHERE live_search MATCH $anywhere LIMIT 5001)),
       weighed AS MATERIALIZED (
         SELECT rowid AS seq, -bm25(live_search, 10, 5, 1, 2, 4, 0) AS weight FROM live_search
         WHERE live_search MATCH $anywhere AND rowid >= (SELECT min(seq) FROM found) AND (SELECT many FROM held) <= 5000
       ),
       ranked AS (
         SELECT seq, coalesce(weight, 0) + 4 * (seq IN (SELECT seq FROM titled))
           + 2 * pow(2, ((seq - (SELECT max(seq) FROM found)) / 1048576.0 / 86400) / 30) AS score
         FROM found LEFT JOIN weighed USING (seq) ORDER BY score DESC, seq DESC LIMIT $limit
       )
     SELECT a.* FROM ranked JOIN live_articles a USING (seq) ORDER BY score DESC, seq DESC`,
  );
  const relationsOf = relationReader(db, { whole: false });

  return function searchStories(word, limit) {
    const rows = select.all({
      anywhere: `{headline standfirst body captions} : "${word}"`,
      headline: `headline : "${word}"`,
      limit: limit + 1,
    });
    const stories = rows.slice(0, limit).map((row) => ({ row, content: JSON.parse(row.content) }));
    const around = relationsOf(stories);
    return {
      data: stories.map((story) => ({ ...presentSummary(story, around), match: matchIn(story, word) })),
      page: { limit, next: rows.length > limit ? rows[limit - 1]!.seq : undefined },
    };
  };
}

function matchIn({ row, content }: Story, word: string): object {
  const wanted = new RegExp(String.raw`\b${word}\b`, 'gi');
  function mark(text: string): string {
    return escapeHtml(text).replace(wanted, '<mark>$&</mark>');
  }
  const body = JSON.parse(row.body) as { children: { text: string }[] }[];
  const texts = [
    content.standfirst,
    ...body.map(({ children }) => children.map(({ text }) => text).join('')),
    ...[content.dateline?.text, content.bylineText, content.creditLine],
  ].filter((text) => text !== undefined);
  const text = texts.find((one) => one.search(wanted) >= 0) ?? texts[0]!;
  const at = Math.max(0, text.search(wanted) - 60);
  const from = placeToCut(text, at);
  const to = placeToCut(text, Math.min(text.length, from + 240));
  return {
    headlineHtml: mark(content.headline),
    snippetHtml: `${from > 0 ? '… ' : ''}${mark(text.slice(from, to)).trim()}${to < text.length ? ' …' : ''}`,
  };
}
