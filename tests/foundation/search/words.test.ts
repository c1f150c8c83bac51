import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elidesIn, indexed, tokenize } from '../../../src/foundation/search/words.ts';

describe('the words of a text', () => {
  it.each([
    ['Kishida’s NATO-Summit, 2022!', 'kishida s nato summit 2022 ¶ kishidas'],
    ['Élection à Łódź; Ångström, Straße', 'election a lodz angstrom strasse'],
    ['l’Otan, dell’arte', 'l otan dell arte ¶ lotan ¶ dellarte'],
    ['O’Brien don’t', 'o brien don t ¶ obrien ¶ dont'],
    ['Guns n’ Roses, rock’n’roll, ‘t’', 'guns n roses rock n roll t ¶ rocknroll ¶ rockn ¶ nroll'],
    ["She said 'all'", 'she said all'],
    ['U.S. or J.F.K., e.U', 'u s or j f k e u ¶ us ¶ jfk ¶ eu'],
    ['10,000 10.000.000 10\u202f000 3.14 1,2', '10 000 10 000 000 10 000 3 14 1 2 ¶ 10000 ¶ 10000000'],
    ['1.234,56 1,250.75', '1 234 56 1 250 75 ¶ 1234 56 ¶ 1250 75'],
    ['12,34,567 or 1,23', '12 34 567 or 1 23 ¶ 1234567'],
    ['10 000 in 2022 300 men, 10 00', '10 000 in 2022 300 men 10 00 ¶ 10000'],
    ['צה"ל צה״ל ארה”ב "שלום"', 'צהל צהל ארהב שלום'],
    ['کتاب ی ۱۲۳ ٤٥٦ مدرسة', 'كتاب ي 123 456 مدرسه'],
    ['Hawaiʻi Oʼzbek', 'hawaii ozbek'],
    ['ＮＡＴＯ ﬁnance ①', 'nato finance 1'],
    ['Йогурт ёлка', 'иогурт елка'],
    ['Ἀθῆναι Ὀδυσσεύς', 'αθηναι οδυσσευσ'],
    ['مُحَمَّد أحمد', 'محمد احمد'],
    ['שָׁלוֹם', 'שלום'],
    ['हिन्दी में', 'हिन्दी में'],
    ['岸田首相', '岸田 田首 首相 相'],
    ['NATO首脳会議2022年', 'nato 首脳 脳会 会議 議 2022 年'],
    ['ｶﾞｽ が', 'ガス ス が'],
    ['서울'.normalize('NFD'), '서울 울'],
    ['Donau\u00addampf\u200bschiff می\u200cخواهم', 'donaudampfschiff ميخواهم'],
    ['首\u200b相', '首相 相'],
    ['기시다는', '기시 시다 다는 는'],
    ['ประเทศ', 'ปร ระ ะเ เท ทศ ศ'],
    ['!!! … “” — 😀', ''],
    ['', ''],
  ])('%s', (text, words) => {
    expect(indexed(text, { elides: false })).toBe(words);
  });

  it.each([
    [
      'l’Otan, qu’elle, dell’arte, d’Artagnan',
      'otan elle arte artagnan ¶ lotan ¶ quelle ¶ dellarte ¶ dartagnan',
    ],
    ['à l’« Express », rock’n’roll', 'a express rock n roll ¶ rocknroll ¶ rockn ¶ nroll'],
  ])('%s, where articles lose their vowel', (text, words) => {
    expect(indexed(text, { elides: true })).toBe(words);
    expect(['fr', 'fr-CA', 'it', 'ca', 'en', 'de', 'ja'].map(elidesIn)).toEqual([
      ...[true, true, true, true],
      ...[false, false, false],
    ]);
  });

  it('know where they stand', () => {
    const text = 'À l’Élysée: 岸田';
    expect(
      tokenize(text, { elides: true }).map(({ token, start, end }) => [token, text.slice(start, end)]),
    ).toEqual([
      ['a', 'À'],
      ['elysee', 'Élysée'],
      ['岸田', '岸田'],
      ['田', '田'],
    ]);
  });

  it('are never longer than words are', () => {
    const [word, ...others] = tokenize('x'.repeat(100_000), { elides: false });
    expect([word!.token.length, word!.end, others.length]).toEqual([64, 100_000, 0]);
  });

  it('are the same beside a letter that is not of ASCII', () => {
    const units = [
      'a',
      'B',
      '1',
      '²',
      'ª',
      '①',
      ' ',
      '’',
      '“',
      '—',
      '。',
      '\u3000',
      '\u00ad',
      '\u200b',
      '\u0301',
    ];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...units) }), (text) => {
        expect(indexed(`é ${text}`, { elides: false })).toBe(
          ['e', indexed(text, { elides: false })].filter(Boolean).join(' '),
        );
      }),
    );
  });
});
