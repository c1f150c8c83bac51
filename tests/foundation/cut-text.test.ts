import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText } from '../../src/foundation/cut-text.ts';

describe('a text that is cut', () => {
  it.each([
    ['whole where it fits', 'One two', 7, 'One two'],
    ['after a word', 'One two three', 10, 'One two …'],
    ['within a long word', 'x'.repeat(50), 40, `${'x'.repeat(38)}…`],
    ['before a character of several code points', `${'x'.repeat(36)}👩‍🚒👩‍🚒`, 40, `${'x'.repeat(36)}…`],
    ['before a flag', `${'x'.repeat(35)}🇯🇵🇺🇦`, 40, `${'x'.repeat(35)}…`],
    ['not before an accent', `${'x'.repeat(37)}e\u0301${'x'.repeat(9)}`, 40, `${'x'.repeat(37)}…`],
    [
      'in a script without spaces, not far back at the last space',
      `昨日 ${'首'.repeat(60)}`,
      40,
      `昨日 ${'首'.repeat(35)}…`,
    ],
  ])('%s', (_, text, max, cut) => {
    expect(cutText(text, max)).toBe(cut);
  });

  it('is never longer, and never broken Unicode', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 10, max: 60 }),
        (text, max) => {
          const cut = cutText(text, max);
          expect(cut.length).toBeLessThanOrEqual(max);
          expect(cut.isWellFormed()).toBe(text.isWellFormed());
        },
      ),
    );
  });
});
