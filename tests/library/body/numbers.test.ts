import { describe, expect, it } from 'vitest';
import { fromHtml } from '../../../src/library/body/reading/from-html.ts';
import { fromMarkdown } from '../../../src/library/body/reading/from-markdown.ts';
import { withKeys } from '../../../src/library/body/keys.ts';
import { BodyIn, type Body } from '../../../src/library/body/schema.ts';
import { toHtml } from '../../../src/library/body/writing/to-html.ts';
import { toMarkdown } from '../../../src/library/body/writing/to-markdown.ts';
import { toText } from '../../../src/library/body/writing/to-text.ts';
import { paragraph } from './bodies.ts';
import { linesOf, readHtml } from './reading.ts';

function text(body: Body): string {
  return toText(body as never);
}

describe('the numbers of a list', () => {
  it.each<[string, string[], string]>([
    ['<ol start="4"><li>a<li>b</ol>', ['number1 (4) a', 'number1 b'], '4. a\n5. b'],
    [
      '<ol reversed><li>a<li>b<li>c</ol>',
      ['number1 (3) a', 'number1 (2) b', 'number1 (1) c'],
      '3. a\n2. b\n1. c',
    ],
    ['<ol><li>a<li value="7">b<li>c</ol>', ['number1 a', 'number1 (7) b', 'number1 c'], '1. a\n7. b\n8. c'],
    ['<ol><li>a</ol><ol><li>b</ol>', ['number1 a', 'number1 (1) b'], '1. a\n1. b'],
    ['<ol start="0"><li>a<li>b</ol>', ['number1 (0) a', 'number1 b'], '0. a\n1. b'],
    [
      '<ol start="9"><li>a<ol start="3"><li>c<li>d</ol><li>e</ol>',
      ['number1 (9) a', 'number2 (3) c', 'number2 d', 'number1 e'],
      '9. a\n  3. c\n  4. d\n10. e',
    ],
    [
      '<ol start="9"><li>a<ul><li>b</ul><ol><li>c<li>d</ol><li>e</ol><ul><li><ul><li>f</ul></ul>',
      ['number1 (9) a', 'bullet2 b', 'number2 c', 'number2 d', 'number1 e', 'bullet2 f'],
      '9. a\n  - b\n  1. c\n  2. d\n10. e\n  - f',
    ],
  ])('are kept: %s', (html, lines, plain) => {
    const body = fromHtml(html);
    expect(linesOf(body)).toEqual(lines);
    expect(BodyIn.safeParse(body).error).toBeUndefined();
    expect(text(body)).toBe(plain);
    expect(fromHtml(toHtml(body as never))).toEqual(body);
    expect(linesOf(fromMarkdown(toMarkdown(body as never)))).toEqual(lines);
  });

  it.each([
    ['1986. What a year.', ['normal: 1986. What a year.']],
    [
      'a\n\n1986. What *a*\n    year.\n\n1987. Another.',
      ['normal: a', 'number1 (1986) What {a|em} year.', 'number1 Another.'],
    ],
    ['1986\\. What a year.', ['normal: 1986. What a year.']],
    ['- a\n- 3. b', ['bullet1 a', 'number2 (3) b']],
    ['1. a', ['number1 a']],
    ['0. a', ['normal: 0. a']],
    ['1986. a\n\n4. b\n5. c', ['number1 (1986) a', 'number1 (4) b', 'number1 c']],
    ['1. a\n1. b\n\n   2. c\n   5. d', ['number1 a', 'number1 b', 'number2 (2) c', 'number2 (5) d']],
  ])('tell a year at the start of a line from a list: %s', (markdown, lines) => {
    expect(linesOf(fromMarkdown(markdown))).toEqual(lines);
  });

  it('stand in a paragraph where a list of HTML has one item, and goes on from none', () => {
    expect(readHtml('<p>a</p><ol start="5"><li>b</li></ol><p>c</p>').lines).toEqual([
      'normal: a',
      'normal: 5. b',
      'normal: c',
    ]);
    expect(readHtml('<ol><li value="5">b</li></ol>').lines).toEqual(['number1 (5) b']);
  });

  it('are not said where a reader counts them anyhow', () => {
    const items = [1, 2, 9].map((number) => paragraph('a', { listItem: 'number', number }));
    expect(linesOf(withKeys(items))).toEqual(['number1 a', 'number1 a', 'number1 (9) a']);
  });

  it('are refused of what has none', () => {
    for (const block of [paragraph('a', { number: 2 }), paragraph('a', { listItem: 'bullet', number: 2 })])
      expect(BodyIn.safeParse([block]).error?.issues[0]).toMatchObject({ path: [0, 'number'] });
  });

  it('are written in Markdown so that what belongs to an item stays in it', () => {
    const body = fromHtml('<ol start="10"><li>a<ul><li>b<ul><li>c</ul></ul></ol>');
    expect(toMarkdown(body as never)).toBe('10. a\n    - b\n      - c');
  });
});
