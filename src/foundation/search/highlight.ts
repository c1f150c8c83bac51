import { escapeHtml } from '../escape-html.ts';
import type { Term } from './question.ts';
import { wordsIn, type Word } from './words.ts';

type Hit = { start: number; end: number; term: number };

/** As much of a text as a snippet shows, in UTF-16 units, and as much of it before the first hit. */
const snippetLength = 240;
const leadLength = 60;
/** No word is kept whole at an edge for more than this. */
const longestCut = 30;

/** A text as HTML in which what a question found is marked. Safe: only `<mark>` is a tag, all else is escaped. */
export function markHits(text: string, terms: Term[]): string {
  return marked(text, hitsIn(text, terms), 0, text.length);
}

/** The part of these texts that holds most of what a question asks for, as HTML; the beginning of the first if none does. */
export function snippetOf(texts: string[], terms: Term[]): string {
  const lines = texts.map((text) => text.replaceAll(/\s+/gu, ' '));
  let best = { text: lines.find(Boolean) ?? '', hits: [] as Hit[], start: 0, found: 0 };
  for (const text of lines) {
    const hits = hitsIn(text, terms);
    for (const { start } of hits) {
      const inside = hits.filter(
        (hit) => hit.start >= start && hit.end <= start + snippetLength - leadLength,
      );
      const found = new Set(inside.map(({ term }) => term)).size;
      if (found > best.found) best = { text, hits, start, found };
    }
  }
  const { text, hits } = best;
  const from = edge(text, best.start <= leadLength ? 0 : best.start - leadLength);
  const to = edge(text, Math.min(text.length, from + snippetLength));
  const part = marked(text, hits, from, to).trim();
  return `${from > 0 ? '… ' : ''}${part}${to < text.length ? ' …' : ''}`;
}

/** Where the terms stand, in order, what overlaps made one. */
function hitsIn(text: string, terms: Term[]): Hit[] {
  const words = wordsIn(text);
  const hits = terms.flatMap((term, index) =>
    words.flatMap((_, at) => {
      const hit = hitAt(words, at, term);
      return hit ? [{ ...hit, term: index }] : [];
    }),
  );
  return hits.toSorted((a, b) => a.start - b.start || b.end - a.end);
}

function hitAt(words: Word[], at: number, { words: asked, isBeginning }: Term) {
  const found = words.slice(at, at + asked.length);
  const last = found.at(-1);
  if (!last || found.length < asked.length) return undefined;
  const fits = asked.every((token, index) =>
    isBeginning && index === asked.length - 1
      ? found[index]!.token.startsWith(token)
      : found[index]!.token === token,
  );
  if (!fits) return undefined;
  // A single character of a script without spaces is the beginning of a pair: only that one is marked.
  const end = isBeginning && last.unspaced ? last.unspaced.firstEnd : last.end;
  return { start: found[0]!.start, end };
}

function marked(text: string, hits: Hit[], from: number, to: number): string {
  let html = '';
  let at = from;
  for (const { start, end } of joined(hits)) {
    const [first, last] = [Math.max(start, at), Math.min(end, to)];
    if (last <= first) continue;
    html += `${escapeHtml(text.slice(at, first))}<mark>${escapeHtml(text.slice(first, last))}</mark>`;
    at = last;
  }
  return html + escapeHtml(text.slice(at, to));
}

/** Hits that overlap or touch, as one. */
function joined(hits: Hit[]): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  for (const { start, end } of hits) {
    const last = ranges.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else ranges.push({ start, end });
  }
  return ranges;
}

/** The nearest place before `at` where a text may be cut: after a space, or at least not within a character. */
function edge(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(' ', at);
  if (at - space <= longestCut) return space + 1;
  return /[\udc00-\udfff]/.test(text[at]!) ? at - 1 : at;
}
