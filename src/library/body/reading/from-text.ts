import { withKeys } from '../keys.ts';
import { limits } from '../parts.ts';
import type { BlockIn, Body } from '../schema.ts';

/**
 * Plain text to paragraphs: a blank line separates them, a single line break stays one within its paragraph.
 * Spaces around lines go; every other character stays as it is.
 */
export function fromText(text: string): Body {
  return withKeys(paragraphsOf(linesOf(text)).map((paragraph) => paragraphOf(paragraph)));
}

/** The text with every line ended by `\n`, and every paragraph by a blank line. */
export function linesOf(text: string): string {
  return text
    .replace(/^\uFEFF/u, '')
    .replace(/\r\n?|\u2028|\u0085/gu, '\n')
    .replaceAll('\u2029', '\n\n');
}

/** The parts between blank lines, without the spaces around their lines. */
export function paragraphsOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .split(/\n{2,}/u)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

function paragraphOf(text: string): BlockIn {
  return {
    _type: 'block',
    style: 'normal',
    children: pieces(text).map((piece) => ({ _type: 'span', text: piece, marks: [] })),
    markDefs: [],
  };
}

/** A text longer than a span may be goes into several spans, without splitting a surrogate pair. */
export function pieces(text: string): string[] {
  if (text.length <= limits.spanText) return [text];
  const last = text.charCodeAt(limits.spanText - 1);
  const end = last >= 0xd800 && last <= 0xdbff ? limits.spanText - 1 : limits.spanText;
  return [text.slice(0, end), ...pieces(text.slice(end))];
}
