import { quoted } from '../../notes.ts';
import { linesOf, paragraphsOf } from './from-text.ts';
import { limits } from '../parts.ts';

const signsMeant = 'signs that may stand for emphasis, code, links or tags';
/** Limits far above any story; more would keep the server busy for seconds. */
const most = {
  lines: [20_000, 'lines'],
  filled: [10_000, 'lines that are not blank'],
  starts: [limits.blocks, 'paragraphs, headings, list items and quotes'],
  cells: [3000, 'cells of tables'],
  signs: [8000, signsMeant],
  signsInParagraph: [1000, `${signsMeant} in one paragraph`],
  addresses: [2000, 'addresses'],
  addressesInParagraph: [500, 'addresses in one paragraph'],
  escapes: [60_000, 'backslashes, slashes, ampersands, colons and exclamation marks'],
} as const;
const [mostIndent, mostNested] = [100, 10];

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
  const counts = Object.fromEntries(Object.keys(most).map((name) => [name, 0])) as Record<
    keyof typeof most,
    number
  >;
  let [wasBlank, columns] = [true, 0];
  return (line) => {
    counts.lines += 1;
    if (line.trim() === '') {
      [wasBlank, columns] = [true, 0];
      return exceeded(counts);
    }
    const opened = openings.exec(line)?.[0].match(opening)?.length ?? 0;
    const isStart = wasBlank || opened > 0;
    const [signs, addresses] = [countOf(sign, line), countOf(address, line)];
    if (tableLine.test(line)) columns = countOf(/\|/g, line) + 1;
    wasBlank = false;
    counts.filled += 1;
    counts.starts += Math.max(opened, isStart || underline.test(line) ? 1 : 0);
    counts.cells += columns > 0 ? Math.max(columns, countOf(/\|/g, line)) : 0;
    counts.signs += signs;
    counts.signsInParagraph = signs + (isStart ? 0 : counts.signsInParagraph);
    counts.addresses += addresses;
    counts.addressesInParagraph = addresses + (isStart ? 0 : counts.addressesInParagraph);
    counts.escapes += countOf(escape, line);
    if (/^[ \t]*/.exec(line)![0].length > mostIndent)
      return `must not indent a line by more than ${mostIndent} characters`;
    if (opened > mostNested) return `must not nest quotes and lists more than ${mostNested} deep`;
    return exceeded(counts);
  };
}

function exceeded(counts: Record<keyof typeof most, number>): string | undefined {
  const name = (Object.keys(most) as (keyof typeof most)[]).find((one) => counts[one] > most[one][0]);
  return name && tooMany(most[name][0], most[name][1]);
}

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
