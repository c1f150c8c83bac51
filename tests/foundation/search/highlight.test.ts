import fc from 'fast-check';
import { DomUtils, parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { markHits, snippetOf } from '../../../src/foundation/search/highlight.ts';
import { readQuestion } from '../../../src/foundation/search/question.ts';

const { isTag, isText, textContent } = DomUtils;

const reading = { elides: false };

function mark(text: string, question: string): string {
  return markHits(text, readQuestion(question), reading);
}

describe('what was found', () => {
  it.each([
    ['Élection au Québec', 'election', '<mark>Élection</mark> au Québec'],
    ['The NATO summit', '"nato summit"', 'The <mark>NATO summit</mark>'],
    ['Summits and summiteers', 'summit*', '<mark>Summits</mark> and <mark>summiteers</mark>'],
    ['岸田首相は日本の首相', '首相', '岸田<mark>首相</mark>は日本の<mark>首相</mark>'],
    ['日本の祝日', '日', '<mark>日</mark>本の祝<mark>日</mark>'],
    [
      'a <script>alert(1)</script>',
      'script',
      'a &lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;',
    ],
    ['a & b', 'c', 'a &amp; b'],
    ['D’Angelo’s album', 'dangelo', '<mark>D’Angelo</mark>’s album'],
    ["McDonald's opens", 'mcdonalds', '<mark>McDonald&#39;s</mark> opens'],
    ['McDonalds opens', "McDonald's", '<mark>McDonalds</mark> opens'],
    ['The U.S. sends 10,000', 'us 10000', 'The <mark>U.S</mark>. sends <mark>10,000</mark>'],
    ['It is 1.234,56 €', '1234,56', 'It is <mark>1.234,56</mark> €'],
    ['Près de 10 000 emplois', '10000', 'Près de <mark>10 000</mark> emplois'],
    ['Au Québec et à l’Otan', 'otan', 'Au Québec et à l’<mark>Otan</mark>'],
  ])('in %s by %s is marked', (text, question, html) => {
    expect(mark(text, question)).toBe(html);
  });

  it('never makes a tag but the mark, and loses no letter', () => {
    const texts = fc.string({
      unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', 'b', ' ', '岸', '田', '/', '='),
    });
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom('a', 'b*', 'a b', '"a b"', '岸', '岸田', 'amp', 'lt'),
        (text, question) => {
          const html = mark(text, question);
          const { children } = parseDocument(html, { decodeEntities: true });
          for (const node of children)
            if (isTag(node))
              expect([node.name, node.attribs, node.children.map(isText)]).toEqual(['mark', {}, [true]]);
          const read = children.map((node) => textContent(node));
          expect(read.join('')).toBe(text);
        },
      ),
    );
  });
});

describe('a snippet', () => {
  const long = `${'Before it all. '.repeat(30)}The minister spoke of trains. ${'Much later. '.repeat(30)}The minister opened a bridge over the river. ${'After it. '.repeat(30)}`;

  it('is the part that holds most of what was asked for', () => {
    const snippet = snippetOf([long], readQuestion('minister bridge'), reading);
    expect(snippet).toContain('The <mark>minister</mark> opened a <mark>bridge</mark> over the river.');
    expect(snippet).not.toContain('trains');
    expect(snippet).toMatch(/^… .* …$/u);
    expect(snippet.length).toBeLessThan(320);
  });

  it('is of the first text that holds most, else the beginning', () => {
    expect(snippetOf(['One.', 'Two words.'], readQuestion('words'), reading)).toBe('Two <mark>words</mark>.');
    expect(snippetOf(['One.', 'Two words.'], readQuestion('nothing'), reading)).toBe('One.');
    expect(snippetOf([], readQuestion('nothing'), reading)).toBe('');
  });

  it('is looked for in the first sixty thousand letters', () => {
    const filler = 'word '.repeat(11_000);
    expect(snippetOf([`${filler} needle`], readQuestion('needle'), reading)).toContain('<mark>needle</mark>');
    expect(snippetOf([filler, `${filler} needle`], readQuestion('needle'), reading)).not.toContain('needle');
  });

  it('cuts no character in two', () => {
    const faces = '😀'.repeat(400);
    expect(snippetOf([faces], readQuestion('x'), reading).isWellFormed()).toBe(true);
    expect(snippetOf([`${faces} needle ${faces}`], readQuestion('needle'), reading).isWellFormed()).toBe(
      true,
    );
  });

  it('is the same beside a letter that is not of ASCII', () => {
    const texts = fc.string({
      unit: fc.constantFrom('U', 's', '.', ' ', '’', '“', '1', '0', ',', '\u00ad', '\u0301'),
    });
    const questions = fc.constantFrom('us', 'u', 's*', '"u s"', 'u.s.', '10', '1000', '0*');
    fc.assert(
      fc.property(texts, questions, (text, question) => {
        expect(mark(`é ${text}`, question)).toBe(`é ${mark(text, question)}`);
      }),
    );
  });
});
