import { diffArrays } from 'diff';

export type Segment = { op: 'equal' | 'insert' | 'delete'; text: string };

/** What a text became. `coarse` where it was too much to compare word by word, and is told as replaced. */
export type TextDiff = { segments: Segment[]; coarse: boolean };

/** What one diff may still spend: characters to part into words, and steps of the search for the least change. */
export type DiffBudget = { characters: number; steps: number };

// Some tenths of a second at worst. A book's chapter with a thousand small edits stays far below.
const most = { characters: 200_000, steps: 700_000, edits: 800 };

export function newBudget(): DiffBudget {
  return { characters: most.characters, steps: most.steps };
}

/**
 * The words that went and came between two texts of one language: what is equal or deleted makes the first, what is
 * equal or inserted the second, to the letter. Words are those of Unicode (UAX #29), by dictionary where a language puts
 * no spaces. Takes what it costs from `effort`.
 */
export function diffWords(before: string, after: string, locale: string, budget: DiffBudget): TextDiff {
  if (before === after) return { segments: spans('equal', after), coarse: false };
  const replaced = { segments: [...spans('delete', before), ...spans('insert', after)], coarse: true };
  if (before === '' || after === '') return { ...replaced, coarse: false };
  const length = before.length + after.length;
  if (length > budget.characters) return replaced;
  budget.characters -= length;
  const maxEditLength = Math.min(most.edits, Math.floor(Math.sqrt(2 * budget.steps)));
  const changes = diffArrays(wordsIn(before, locale), wordsIn(after, locale), { maxEditLength });
  const edits = changes
    ? changes.reduce((sum, { added, removed, count }) => sum + (added || removed ? count : 0), 0)
    : maxEditLength;
  // The search looks at a triangle of ways: as many high as there are edits.
  budget.steps = Math.max(0, budget.steps - (edits * edits) / 2);
  if (!changes) return replaced;
  const segments = changes.map(({ added, removed, value }): Segment => ({
    op: added ? 'insert' : removed ? 'delete' : 'equal',
    text: value.join(''),
  }));
  return { segments: inGroups(segments), coarse: false };
}

function wordsIn(text: string, locale: string): string[] {
  return Array.from(segmenterOf(locale).segment(text), ({ segment }) => segment);
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(locale: string): Intl.Segmenter {
  let segmenter = segmenters.get(locale);
  if (!segmenter) segmenters.set(locale, (segmenter = new Intl.Segmenter(locale, { granularity: 'word' })));
  return segmenter;
}

/** Changes that only spaces part are one change, and in each what went stands before what came. */
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
