/** The spans of a paragraph as Markdown can write them. Pure. */
import type { Span, TextBlockOut } from '../schema.ts';
import { joinSpans } from '../join-spans.ts';
import { isDecorator } from '../parts.ts';

/** The mark of literal characters. `code` is used, since the library writes it innermost. */
export const literal = 'code';

const emphases = ['strong', 'em'];
/** The library writes a mark of that name inside of literal characters. */
const written: Record<string, string> = { 'strike-through': 'struck' };

/**
 * The spans of a block, each so that it is read back as it is. A heading is one line. Emphasis must begin and end at
 * words: spaces at its edges stand beside it; where signs there touch a word outside (`**「首相」**は`), or where `inTags`
 * says so, it is written as HTML.
 */
export function markdownSpans(
  { style, children }: Pick<TextBlockOut, 'style' | 'children'>,
  { inTags = false } = {},
): Span[] {
  const lines = joinSpans(
    style.startsWith('h')
      ? children.map((span) => ({ ...span, text: span.text.replaceAll('\n', ' ') }))
      : children,
  );
  const fitted = inTags
    ? lines.map((span) => ({ ...span, isTagged: true }))
    : joinSpans(lines.flatMap((span, index) => fit(span, lines[index - 1], lines[index + 1])));
  const spans = fitted.flatMap((span, index) => literalEdges(span, fitted[index - 1], fitted[index + 1]));
  return style === 'blockquote' ? withLiteralStart(spans) : spans;
}

/** A quote that starts with `[!NOTE]` would be an alert in Markdown. */
function withLiteralStart([first, ...others]: Span[]): Span[] {
  if (!first?.text.startsWith('[') || first.marks.includes(literal)) return first ? [first, ...others] : [];
  const rest = first.text.slice(1);
  return [
    { ...first, text: '[', marks: [...first.marks, literal] },
    ...(rest === '' ? [] : [{ ...first, text: rest }]),
    ...others,
  ];
}

/** Whether emphasis changes inside a word or next to other emphasis, where Markdown may read it differently. */
export function isEmphasisTight(spans: Span[]): boolean {
  return spans.some((span, index) => {
    const before = spans[index - 1];
    if (!before || String(before.marks) === String(span.marks)) return false;
    const emphasised = [before, span].filter(({ marks }) => emphases.some((mark) => marks.includes(mark)));
    const isApart = /\s$/u.test(before.text) || /^\s/u.test(span.text);
    return emphasised.length === 2 || (emphasised.length === 1 && !isApart);
  });
}

/** A span whose emphasis is written as an element of HTML. */
type Fitted = Span & { isTagged?: boolean };

/** A span in up to three: the spaces at its start and at its end, which cannot be emphasised, and what is between them. */
function fit(span: Span, before: Span | undefined, after: Span | undefined): Fitted[] {
  const [opened, closed] = [emphasesOnlyIn(span, before), emphasesOnlyIn(span, after)];
  const first = opened.length > 0 ? /^\s*/u.exec(span.text)![0] : '';
  const rest = span.text.slice(first.length);
  const last = closed.length > 0 ? /\s*$/u.exec(rest)![0] : '';
  const middle = rest.slice(0, rest.length - last.length);
  // Signs there that touch a word outside begin and end no emphasis.
  const isTagged =
    (first === '' &&
      opened.length > 0 &&
      word.test(lastOf(before, span)) &&
      !/^[\p{L}\p{N}]/u.test(middle)) ||
    (last === '' &&
      closed.length > 0 &&
      word.test(firstOf(after, span)) &&
      !/[\p{L}\p{N}\p{M}]$/u.test(middle));
  return [
    { ...span, text: first, marks: span.marks.filter((mark) => !opened.includes(mark)) },
    { ...span, text: middle, isTagged },
    { ...span, text: last, marks: span.marks.filter((mark) => !closed.includes(mark)) },
  ].filter(({ text }) => text !== '');
}

function emphasesOnlyIn({ marks }: Span, other: Span | undefined): string[] {
  return emphases.filter((mark) => marks.includes(mark) && !other?.marks.includes(mark));
}

const word = /[\p{L}\p{N}\p{M}]/u;

/** The library does not escape a character that joins its own markup: `!` before a link, `*` in emphasis. */
function literalEdges(
  { isTagged, ...span }: Fitted,
  before: Span | undefined,
  after: Span | undefined,
): Span[] {
  // `_` opens no emphasis within a word, `*` does.
  const touchesWord = word.test(lastOf(before, span)) || word.test(firstOf(after, span));
  const marks = span.marks.map((mark) => {
    if (isTagged && emphases.includes(mark)) return `${mark}Tag`;
    return mark === 'em' && touchesWord ? 'emInWord' : (written[mark] ?? mark);
  });
  const first = isMarkBetween(before, span) ? (/^[*_~\\]+/.exec(span.text)?.[0] ?? '') : '';
  const rest = span.text.slice(first.length);
  const isBeforeLink = after !== undefined && linkOf(after) !== undefined && linkOf(after) !== linkOf(span);
  const signs = isBeforeLink ? /[*_~\\!]+$/ : /[*_~\\]+$/;
  const last = isMarkBetween(span, after) ? (signs.exec(rest)?.[0] ?? '') : '';
  return [
    { ...span, text: first, marks: [...marks, literal] },
    { ...span, text: rest.slice(0, rest.length - last.length), marks },
    { ...span, text: last, marks: [...marks, literal] },
  ].filter(({ text }) => text !== '');
}

function isMarkBetween(before: Span | undefined, after: Span | undefined): boolean {
  return String(before?.marks ?? []) !== String(after?.marks ?? []);
}

/** The character before or after; empty where a link starts or ends, since its brackets are there. */
function lastOf(before: Span | undefined, of: Span): string {
  return before && linkOf(before) === linkOf(of) ? (/.$/su.exec(before.text)?.[0] ?? '') : '';
}

function firstOf(after: Span | undefined, of: Span): string {
  return after && linkOf(after) === linkOf(of) ? (/^./su.exec(after.text)?.[0] ?? '') : '';
}

function linkOf({ marks }: Span): string | undefined {
  return marks.find((mark) => !isDecorator(mark));
}
