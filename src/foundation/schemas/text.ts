import { z } from 'zod';
import { closeBidi } from '../close-bidi.ts';

/**
 * The schema of a text for people. Trimmed and not empty by default, so also not of characters without width alone;
 * lines end with `\n`; `max` counts UTF-16 units. Refuses lone surrogates and control characters other than tab and line
 * breaks, which XML 1.0 (§2.2) cannot hold.
 */
export function printableText({
  max,
  min = 1,
  trim = true,
  turnsNothing = false,
}: {
  max: number;
  min?: number;
  trim?: boolean;
  /** Whether its control characters of direction are closed, so that they turn no text beside it. */
  turnsNothing?: boolean;
}): z.ZodString {
  const string = trim ? z.string().trim() : z.string();
  return string
    .overwrite((text) => text.replace(/\r\n?/g, '\n'))
    .overwrite((text) => (turnsNothing ? closeBidi(text) : text))
    .min(min, min === 1 ? 'must not be empty' : undefined)
    .max(max)
    .refine((text) => min === 0 || !trim || isVisible(text), 'must not be empty')
    .refine(isPrintable, 'must not hold control characters or broken Unicode');
}

/** A text on one line, as `printableText`, which turns no text beside it: a headline, a name, a credit line. */
export function printableLine(options: { max: number }): z.ZodString {
  return printableText({ ...options, turnsNothing: true }).refine(isOneLine, notOneLine);
}

/** What is said of a text that should be one line. */
export const notOneLine = 'must be one line, without tabs';

/** Whether a text has neither line breaks nor tabs. */
export function isOneLine(text: string): boolean {
  return !/[\t\n\v\f\r\u0085\u2028\u2029]/.test(text);
}

/** Whether a text holds a character that readers see. */
export function isVisible(text: string): boolean {
  return /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
}

// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Whether every format that Dateline writes can hold the text. */
export function isPrintable(string: string): boolean {
  return string.isWellFormed() && string.search(unprintable) === -1;
}

/** The text without characters that XML cannot hold. */
export function toPrintable(string: string): string {
  return string.toWellFormed().replace(unprintable, '');
}
