import { describe, expect, it } from 'vitest';
import { diffWords, newBudget, type Segment } from '../../../src/desk/diff/words.ts';
import { choicesOf } from './choices.ts';

function said(segments: Segment[]): string {
  const signs = {
    equal: (text: string) => text,
    insert: (text: string) => `[+${text}]`,
    delete: (text: string) => `[-${text}]`,
  };
  return segments.map(({ op, text }) => signs[op](text)).join('');
}

function diff(before: string, after: string, locale = 'en'): string {
  return said(diffWords(before, after, locale, newBudget()).segments);
}

describe('the words of two texts', () => {
  it.each([
    ['', '', ''],
    ['', 'New.', '[+New.]'],
    ['Old.', '', '[-Old.]'],
    ['It took two years.', 'It took three years.', 'It took [-two][+three] years.'],
    ['by 14 votes to 9', 'by 15 votes to 8', 'by [-14][+15] votes to [-9][+8]'],
    ['the old fish market', 'a new bus station', '[-the old fish market][+a new bus station]'],
    ["Japan's leader", "Spain's leader", "[-Japan's][+Spain's] leader"],
    ['Naïve café', 'Naïve cafés', 'Naïve [-café][+cafés]'],
    ['👩‍👩‍👧 left', '👩‍👩‍👦 left', '[-👩‍👩‍👧][+👩‍👩‍👦] left'],
  ])('%j and %j', (before, after, expected) => expect(diff(before, after)).toBe(expected));

  it('are those of the language where there are no spaces', () => {
    const [before, after] = ['閉館時間を午後10時に延長する。', '閉館時間を午後9時に延長する。'];
    expect(diff(before, after, 'ja')).toBe('閉館時間を午後[-10][+9]時に延長する。');
  });

  it('make both texts again, to the letter, whatever they are', () => {
    const words = ['the', 'bus', ' ', ' ', '\n', ',', '10', 'é', 'é', '午後', '時', '👩‍👩‍👧', 'the bus', '<b>'];
    for (let seed = 1; seed <= 500; seed += 1) {
      const chance = choicesOf(seed);
      function text(): string {
        return Array.from({ length: chance.below(30) }, () => chance.of(words)).join('');
      }
      const [before, after] = [text(), text()];
      const budget = { characters: 200, steps: chance.below(200) };
      const { segments } = diffWords(before, after, chance.of(['en', 'ja']), budget);
      function kept(op: string): string {
        return segments
          .filter((one) => one.op !== op)
          .map((one) => one.text)
          .join('');
      }
      expect([seed, kept('insert'), kept('delete')]).toEqual([seed, before, after]);
      expect(segments.every((one) => one.text !== '')).toBe(true);
    }
  });

  it('are told as replaced when they are too many, or too different, and leave the rest its share', () => {
    const budget = newBudget();
    const long = 'word '.repeat(30_000);
    expect(diffWords(long, `${long}.`, 'en', budget)).toMatchObject({
      coarse: true,
      segments: { length: 2 },
    });
    expect(budget).toEqual(newBudget());
    function numbers(from: number): string {
      return Array.from({ length: 3000 }, (_, index) => from + index).join(' ');
    }
    expect(diffWords(numbers(0), numbers(10_000), 'en', budget).coarse).toBe(true);
    expect(budget.steps).toBeLessThan(newBudget().steps);
    expect(diffWords('one two', 'one three', 'en', budget).coarse).toBe(false);
  });

  it('cost no more than the effort, however many blocks there are', () => {
    const budget = newBudget();
    function numbers(from: number): string {
      return Array.from({ length: 900 }, (_, index) => from + index).join(' ');
    }
    let [fine, coarse] = [0, 0];
    for (let turn = 0; turn < 200; turn += 1) {
      if (diffWords(numbers(0), numbers(10_000), 'en', budget).coarse) coarse += 1;
      else fine += 1;
    }
    expect(budget.characters).toBeGreaterThanOrEqual(0);
    expect(budget.steps).toBe(0);
    expect([fine, coarse]).toEqual([0, 200]);
  });
});
