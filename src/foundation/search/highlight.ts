import { placeToCut } from '../cut-text.ts';
import { escapeHtml } from '../escape-html.ts';
import type { Term } from '../database/full-text.ts';
import { compoundsIn } from './compounds.ts';
import { hasAsciiWords } from './fold.ts';
import { tokenize, type Word } from './words.ts';

type Hit = { start: number; end: number; term: number };

/** The length of a snippet in UTF-16 units, and of the text before the first hit. */
const snippetLength = 240;
const leadLength = 60;

/** How the text is read: as it was for the index. */
type Reading = { elides: boolean };

/** A text as HTML with the hits in `<mark>`; everything else is escaped. */
export function markHits(text: string, terms: Term[], reading: Reading): string {
  return marked(text, hitsIn(text, wantedOf(terms), reading), 0, text.length);
}

/** Spaces that are not a single one already. */
const otherSpaces = / \s+|[^\S ]\s*/gu;

/** How much text is searched for a snippet, in UTF-16 units. */
const mostLookedAt = 60_000;

/**
 * The part of these texts with the most different terms, as HTML; the beginning of the first text if there is no hit.
 */
export function snippetOf(texts: string[], terms: Term[], reading: Reading): string {
  const lines = texts.filter((text) => text.trim() !== '');
  let best: { text: string; hits: Hit[]; start: number; found: number } | undefined;
  const wanted = wantedOf(terms);
  let left = mostLookedAt;
  for (const spaced of lines) {
    if (left <= 0 || best?.found === terms.length) break;
    const line = spaced.replaceAll(otherSpaces, ' ');
    const text = line.slice(0, left);
    left -= text.length;
    const hits = hitsIn(text, wanted, reading);
    const { start, found } = fullest(hits);
    if (!best || found > best.found) best = { text: line, hits, start, found };
  }
  if (!best) return '';
  const { text, hits, start } = best;
  const from = placeToCut(text, start <= leadLength ? 0 : start - leadLength);
  const to = placeToCut(text, Math.min(text.length, from + snippetLength));
  const part = marked(text, hits, from, to).trim();
  return `${from > 0 ? '… ' : ''}${part}${to < text.length ? ' …' : ''}`;
}

/** The first window of a snippet's length with the most different terms, found in one pass. */
function fullest(hits: Hit[]): { start: number; found: number } {
  const inside = new Map<number, number>();
  let best = { start: 0, found: 0 };
  let next = 0;
  for (const { start, term } of hits) {
    const last = start + snippetLength - leadLength;
    for (; next < hits.length && hits[next]!.end <= last; next += 1)
      inside.set(hits[next]!.term, (inside.get(hits[next]!.term) ?? 0) + 1);
    const found = [...inside.values()].filter((count) => count > 0).length;
    if (found > best.found) best = { start, found };
    inside.set(term, (inside.get(term) ?? 0) - 1);
  }
  return best;
}

/**
 * What stands for the terms in a text: every spelling and form, also by their first words; the spellings alone, since compounds
 * have no other forms; and the single words that may be the beginning of a longer one.
 */
function wantedOf(asked: Term[]) {
  const spelled = asked.flatMap(({ words, isBeginning, otherwise = [] }, term) =>
    [words, ...otherwise].map((spelling) => ({ words: spelling, isBeginning, term })),
  );
  const formed = asked.flatMap(({ forms = [] }, term) =>
    forms.map((form) => ({ words: [form], isBeginning: false, term })),
  );
  const terms = [...spelled, ...formed];
  return {
    terms,
    spelled,
    byFirst: Map.groupBy(terms, (one) => one.words[0]!),
    beginnings: terms.filter((one) => one.isBeginning && one.words.length === 1),
  };
}

type Wanted = ReturnType<typeof wantedOf>;

/** Whether any of the terms may stand in a text, in one glance where its words are ASCII's. */
function mayHold(text: string, terms: Wanted['terms']): boolean {
  if (!hasAsciiWords(text)) return true;
  const folded = text.toLowerCase();
  return terms.some(({ words }) => folded.includes(words[0]!));
}

/** Where the terms stand, in order. */
function hitsIn(text: string, { terms, spelled, byFirst, beginnings }: Wanted, reading: Reading): Hit[] {
  const words = mayHold(text, terms) ? tokenize(text, reading) : [];
  const hits: Hit[] = [];
  function take(within: Word[], at: number, { term, ...one }: (typeof terms)[number]): void {
    const hit = hitAt(within, at, one);
    if (hit) hits.push({ ...hit, term });
  }
  for (let at = 0; at < words.length; at += 1) {
    const { token } = words[at]!;
    for (const one of byFirst.get(token) ?? []) take(words, at, one);
    for (const one of beginnings)
      if (one.words[0] !== token && token.startsWith(one.words[0]!)) take(words, at, one);
  }
  for (const compound of compoundsIn(text)) for (const one of spelled) take(compound, 0, one);
  return hits.toSorted((one, other) => one.start - other.start);
}

function hitAt(words: Word[], at: number, { words: asked, isBeginning }: Term) {
  const last = words[at + asked.length - 1];
  if (!last) return undefined;
  const fits = asked.every((token, index) => {
    const found = words[at + index]!.token;
    return isBeginning && index === asked.length - 1 ? found.startsWith(token) : found === token;
  });
  if (!fits) return undefined;
  // In a script without spaces a single character is a prefix of a pair: only that character is marked.
  const end = isBeginning && last.unspaced ? last.unspaced.firstEnd : last.end;
  return { start: words[at]!.start, end };
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
