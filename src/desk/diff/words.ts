import { createRequire } from 'node:module';

// Loaded at the first use: twenty modules.
const require = createRequire(import.meta.url);

export type Segment = { op: 'equal' | 'insert' | 'delete'; text: string };

/** The change of a text. `coarse` when it exceeded the budget and counts as replaced. */
export type TextDiff = { segments: Segment[]; coarse: boolean };

/** The remaining budget of one diff: characters to split into words, and steps of the search. */
export type DiffBudget = { characters: number; steps: number };

// A few tenths of a second at most. A chapter of a book with a thousand small edits needs far less.
const most = { characters: 200_000, steps: 700_000, edits: 800 };

export function newBudget(): DiffBudget {
  return { characters: most.characters, steps: most.steps };
}

/**
 * The deleted and inserted words between two texts of one language. Equal and deleted segments give the first text
 * exactly, equal and inserted ones the second. Words are those of Unicode (UAX #29). Deducts its cost from `budget`.
 */
export function diffWords(before: string, after: string, locale: string, budget: DiffBudget): TextDiff {
  if (before === after) return { segments: spans('equal', after), coarse: false };
  const replaced = { segments: [...spans('delete', before), ...spans('insert', after)], coarse: true };
  if (before === '' || after === '') return { ...replaced, coarse: false };
  const length = before.length + after.length;
  if (length > budget.characters) return replaced;
  budget.characters -= length;
  const maxEditLength = Math.min(most.edits, Math.floor(Math.sqrt(2 * budget.steps)));
  const { diffArrays } = require('diff') as typeof import('diff');
  const changes = diffArrays(segmentsOf(before, locale), segmentsOf(after, locale), { maxEditLength });
  const edits = changes
    ? changes.reduce((sum, { added, removed, count }) => sum + (added || removed ? count : 0), 0)
    : maxEditLength;
  // The cost of the search is half the square of the number of edits.
  budget.steps = Math.max(0, budget.steps - (edits * edits) / 2);
  if (!changes) return replaced;
  const segments = changes.map(({ added, removed, value }): Segment => ({
    op: added ? 'insert' : removed ? 'delete' : 'equal',
    text: value.join(''),
  }));
  return { segments: inGroups(segments), coarse: false };
}

function segmentsOf(text: string, locale: string): string[] {
  return Array.from(segmenterOf(locale).segment(text), ({ segment }) => segment);
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(locale: string): Intl.Segmenter {
  let segmenter = segmenters.get(locale);
  if (!segmenter) segmenters.set(locale, (segmenter = new Intl.Segmenter(locale, { granularity: 'word' })));
  return segmenter;
}

/** Joins changes that only spaces separate; deletions come before insertions. */
function inGroups(segments: Segment[]): Segment[] {
  const grouped: Segment[] = [];
  let [deleted, inserted] = ['', ''];
  function close(): void {
    grouped.push(...spans('delete', deleted), ...spans('insert', inserted));
    [deleted, inserted] = ['', ''];
  }
  for (const [index, { op, text }] of segments.entries()) {
    const isWithin = text.trim() === '' && deleted + inserted !== '' && index < segments.length - 1;
    if (op === 'equal' && !isWithin) {
      close();
      grouped.push({ op, text });
      continue;
    }
    if (op !== 'insert') deleted += text;
    if (op !== 'delete') inserted += text;
  }
  close();
  return grouped;
}

function spans(op: Segment['op'], text: string): Segment[] {
  return text === '' ? [] : [{ op, text }];
}
