import { quoted } from '../../notes.ts';
import { linesOf, paragraphsOf } from './from-text.ts';
import { limits } from '../parts.ts';

/** Limits far above any story; more would keep the server busy for seconds. */
const most = {
  lines: 10_000,
  indent: 100,
  nested: 10,
  starts: limits.blocks,
  cells: 3000,
  signs: 8000,
  signsInParagraph: 1000,
  addresses: 2000,
  addressesInParagraph: 500,
  escapes: 60_000,
};

// Quotes, list items and headings that a line opens, one in the other.
const openings = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)]|#{1,6})(?=[ \t]|$)))+/;
const opening = />|[-+*]|\d+[.)]|#+/g;
const underline = /^[ \t>]*(?:=+|-+)[ \t]*$/;
const tableLine = /^(?=.*[|:])[ \t>]*[|:-][-|: \t]*$/;
// Characters that may start or end emphasis, code, links, pictures or tags.
const sign = /[*_~`[\]<>]/g;
// What may be a link as it stands: `https://`, `name@place`, `example.com`.
const address = /:\/\/|@|\.(?=\p{L})/gu;
const escape = /[\\&:!/]/g;

/** Why plain text is not read; nothing when it may be. */
export function refusalOfText(text: string): string | undefined {
  const paragraphs = paragraphsOf(linesOf(text));
  const next = paragraphs[limits.blocks];
  return next === undefined
    ? undefined
    : `${tooMany(limits.blocks, 'paragraphs')}: the next one is ${quoted(next)}`;
}

/**
 * Why this Markdown is refused, and where the limit is reached; undefined when it is within the limits. Counts characters
 * line by line without parsing, so some are counted that mean nothing.
 */
export function refusalOfMarkdown(markdown: string): string | undefined {
  const text = linesOf(markdown);
  let at = 0;
  const refusalOfLine = counting();
  for (const line of text.split('\n')) {
    const refusal = refusalOfLine(line);
    if (refusal !== undefined) return withPlace(refusal, text, at, { isLine: true });
    at += line.length + 1;
  }
  return undefined;
}

/** Takes line after line, and says at which one, and why, the text before and with it is too much. */
function counting(): (line: string) => string | undefined {
  const counts = {
    lines: 0,
    filled: 0,
    starts: 0,
    cells: 0,
    signs: 0,
    signsInParagraph: 0,
    addresses: 0,
    addressesInParagraph: 0,
    escapes: 0,
  };
  let [wasBlank, columns] = [true, 0];
  return (line) => {
    counts.lines += 1;
    if (counts.lines > most.lines * 2) return tooMany(most.lines * 2, 'lines');
    if (line.trim() === '') {
      [wasBlank, columns] = [true, 0];
      return undefined;
    }
    const opened = openings.exec(line)?.[0].match(opening)?.length ?? 0;
    const isStart = wasBlank || opened > 0;
    const [signs, addresses] = [countOf(sign, line), countOf(address, line)];
    if (tableLine.test(line)) columns = countOf(/\|/g, line) + 1;
    wasBlank = false;
    counts.filled += 1;
    counts.starts += Math.max(opened, isStart || underline.test(line) ? 1 : 0);
    counts.cells += columns;
    counts.signs += signs;
    counts.signsInParagraph = signs + (isStart ? 0 : counts.signsInParagraph);
    counts.addresses += addresses;
    counts.addressesInParagraph = addresses + (isStart ? 0 : counts.addressesInParagraph);
    counts.escapes += countOf(escape, line);
    if (counts.filled > most.lines) return tooMany(most.lines, 'lines that are not blank');
    if (/^[ \t]*/.exec(line)![0].length > most.indent)
      return `must not indent a line by more than ${most.indent} characters`;
    if (opened > most.nested) return `must not nest quotes and lists more than ${most.nested} deep`;
    if (counts.starts > most.starts)
      return tooMany(most.starts, 'paragraphs, headings, list items and quotes');
    if (counts.cells > most.cells) return tooMany(most.cells, 'cells of tables');
    if (counts.signs > most.signs) return tooMany(most.signs, signsMeant);
    if (counts.signsInParagraph > most.signsInParagraph)
      return `${tooMany(most.signsInParagraph, signsMeant)} in one paragraph`;
    if (counts.addresses > most.addresses) return tooMany(most.addresses, 'addresses');
    if (counts.addressesInParagraph > most.addressesInParagraph)
      return `${tooMany(most.addressesInParagraph, 'addresses')} in one paragraph`;
    return counts.escapes > most.escapes
      ? tooMany(most.escapes, 'backslashes, slashes, ampersands, colons and exclamation marks')
      : undefined;
  };
}

const signsMeant = 'signs that may stand for emphasis, code, links or tags';

function countOf(what: RegExp, line: string): number {
  return line.match(what)?.length ?? 0;
}

/** The message about a limit. */
export function tooMany(count: number, what: string): string {
  return `must not hold more than ${count.toLocaleString('en')} ${what}`;
}

/** A message with the line in which a limit is reached, and the text there. */
export function withPlace(message: string, text: string, at: number, { isLine = false } = {}): string {
  const lines = text.slice(0, at).split('\n');
  const place = `line ${lines.length}${isLine ? '' : `, character ${lines.at(-1)!.length + 1}`}`;
  return `${message}: the limit is reached in ${place}, at ${quoted(text.slice(at, at + 200))}`;
}
