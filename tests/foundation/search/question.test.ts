import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuestion } from '../../../src/foundation/search/question.ts';

describe('a question', () => {
  it.each<[string, string[]]>([
    ['kishida nato', ['kishida', 'nato']],
    ['"nato summit" madrid', ['nato summit', 'madrid']],
    ['“NATO Summit” «sommet de l’Otan» „Gipfel“', ['nato summit', 'sommet de otan', 'gipfel']],
    ['elect* "prime min*"', ['elect…', 'prime min…']],
    ['nato-summit U.S.', ['nato summit', 'u s']],
    ['岸田首相', ['岸田 田首 首相']],
    ['日 「岸田」', ['日…', '岸田']],
    ['nato NATO Nato', ['nato']],
    [
      'AND OR NOT NEAR(a b) headline:x ^y {z} -w',
      ['and', 'or', 'not', 'near a', 'b', 'headline x', 'y', 'z', 'w'],
    ],
    ['"never closed', ['never', 'closed']],
    ['a* of*', ['a', 'of…']],
    ['aa* bb* cc* dd* ee* ff', ['aa…', 'bb…', 'cc…', 'dd…', 'ff']],
    ['* ** "" !', []],
    ['', []],
  ])('%s', (text, terms) => {
    expect(
      readQuestion(text).map(({ words, isBeginning }) => `${words.join(' ')}${isBeginning ? '…' : ''}`),
    ).toEqual(terms);
  });

  it.each<[string, (string[][] | undefined)[]]>([
    ["McDonald's", [[['mcdonalds']]]],
    ["l'Otan", [[['l', 'otan'], ['lotan']]]],
    ['"chez d\'Artagnan"', [[['chez', 'd', 'artagnan']]]],
    ['U.S. 10,000', [[['us']], [['10000']]]],
    ["Guns n' Roses", [undefined, undefined, undefined]],
    ['צה"ל "שר הביטחון"', [undefined, undefined]],
  ])('%s may be spelled otherwise', (text, spellings) => {
    expect(readQuestion(text).map(({ otherwise }) => otherwise)).toEqual(spellings);
  });

  it('is any text, and asks for words only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const { words, otherwise = [] } of readQuestion(text)) {
          expect(words.length).toBeGreaterThan(0);
          for (const word of [words, ...otherwise].flat()) expect(word).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
        }
      }),
    );
  });
});
