import { describe, expect, it } from 'vitest';
import { fromHtml } from '../../../src/library/body/reading/from-html.ts';
import { fromMarkdown } from '../../../src/library/body/reading/from-markdown.ts';
import { textsOf } from './bodies.ts';
import { fromText } from '../../../src/library/body/reading/from-text.ts';
import { refusalOfHtml } from '../../../src/library/body/reading/html-bounds.ts';
import { attributeOf } from '../../../src/library/body/reading/tree/html-nodes.ts';
import { styleOf } from '../../../src/library/body/reading/tree/html-styles.ts';
import { nodesOf } from '../../../src/library/body/reading/tree/html-tree.ts';
import { BodyIn } from '../../../src/library/body/schema.ts';
import { refusalOfMarkdown, refusalOfText } from '../../../src/library/body/reading/text-bounds.ts';

const picture = 'media_01g4q22g00epn9j77xa3hcy7rk';
const sentence = 'The prime minister (on the right, in *Madrid*) said: “We are **ready**!” ';

describe('plain text', () => {
  it('may hold as many paragraphs as a body holds blocks, and no more', () => {
    const most = 'a\n\n'.repeat(2000);
    expect(refusalOfText(most)).toBeUndefined();
    expect(fromText(most)).toHaveLength(2000);
    expect(refusalOfText(`${most}b`)).toBe('must not hold more than 2,000 paragraphs: the next one is "b"');
    expect(refusalOfText('a\n'.repeat(250_000))).toBeUndefined();
  });
});

describe('Markdown', () => {
  it.each([
    ['a long story', `${sentence.repeat(2)}[Report](https://example.org/a_b).\n\n`.repeat(450)],
    ['a story of one line a sentence', `${sentence}\n`.repeat(160)],
    ['many short paragraphs', 'Word.\n\n'.repeat(2000)],
    ['a table', `| a | b | c |\n|---|:-:|--:|\n${'| 1 | 2 | 3 |\n'.repeat(490)}`],
    ['an index', '- [Story](https://example.org/story)\n'.repeat(400)],
    ['lists in lists', `- a\n  - b\n    - c\n\n> - d\n\n`.repeat(300)],
    ['nothing', ''],
  ])('that is %s is read', (_, markdown) => {
    expect(refusalOfMarkdown(markdown)).toBeUndefined();
    expect(BodyIn.safeParse(fromMarkdown(markdown)).error).toBeUndefined();
  });

  it.each([
    ['lines', '\n'.repeat(240_000), '20,000 lines'],
    ['lines with words', 'a\n'.repeat(12_000), '10,000 lines'],
    ['paragraphs', 'a\n\n'.repeat(2001), '2,000 paragraphs'],
    ['paragraphs that no line break ends but U+2029', 'a\u2029'.repeat(2001), '2,000 paragraphs'],
    ['list items', '- a\n'.repeat(2001), '2,000 paragraphs'],
    ['numbered items', '1. a\n'.repeat(2001), '2,000 paragraphs'],
    ['headings', '# a\n'.repeat(2001), '2,000 paragraphs'],
    ['underlined headings', 'a\n=\n'.repeat(2001), '2,000 paragraphs'],
    ['lists in one line', '- - - - - a\n'.repeat(401), '2,000 paragraphs'],
    ['quotes in quotes', `${'> '.repeat(11)}a`, '10 deep'],
    ['quotes without a space', `${'>'.repeat(11)}a`, '10 deep'],
    ['spaces before a line', `- a\n${' '.repeat(101)}- b`, '100 characters'],
    ['cells', `|a|b|\n|-|-|\n${'|a|b|\n'.repeat(1000)}`, '3,000 cells'],
    [
      'cells that are left out',
      `${'|a'.repeat(50)}|\n${'|-'.repeat(50)}|\n${'a\n'.repeat(60)}`,
      '3,000 cells',
    ],
    ['brackets', '['.repeat(490_000), '8,000 signs'],
    ['emphasis', '*a '.repeat(160_000), '8,000 signs'],
    ['emphasis in one paragraph', '*a '.repeat(1001), '1,000 signs'],
    ['code', '`a'.repeat(9000), '8,000 signs'],
    ['addresses', 'https://example.org '.repeat(501), '500 addresses'],
    ['addresses without a scheme', 'example.org\n'.repeat(501), '500 addresses'],
    [
      'addresses in many paragraphs',
      'a@b\n\n'.repeat(1).concat('example.org '.repeat(499), '\n\n').repeat(5),
      '2,000 addresses',
    ],
    ['character references', '&amp;'.repeat(60_001), '60,000 backslashes'],
  ])('with too many %s is refused', (_, markdown, told) => {
    expect(refusalOfMarkdown(markdown)).toMatch(/^must not /);
    expect(refusalOfMarkdown(markdown)).toContain(told);
  });

  it('with a thousand pictures in one line is read', () => {
    expect(fromMarkdown(`![](${picture})`.repeat(5000))).toHaveLength(5000);
  });
});

describe('HTML', () => {
  it('of 600 paragraphs from a word processor is read', () => {
    const run =
      '<span lang="en" class="TextRun SCX" style="font-size:11pt"><span class="Normal SCX">Word </span></span>';
    const paragraph = `<div class="OutlineElement SCX"><p class="Paragraph SCX" paraid="1">${run.repeat(4)}</p></div>\n`;
    expect(refusalOfHtml(paragraph.repeat(600))).toBeUndefined();
  });

  it('of 3,500 words in character references is read, in Markdown too', () => {
    const words = '&#1087;&#1088;&#1077;&#1084;&#8217;&#1108;&#1088; '.repeat(3500);
    expect(refusalOfHtml(`<p>${words}</p>`)).toBeUndefined();
    expect(refusalOfMarkdown(words)).toBeUndefined();
    expect(BodyIn.safeParse(fromHtml(`<p>${words}</p>`)).error).toBeUndefined();
  });

  it('with one long paragraph, address or cell is read', () => {
    const long = 'Word '.repeat(9000);
    const address = `https://x.example/?q=${'a'.repeat(2500)}`;
    const notes: string[] = [];
    const body = fromHtml(
      `<p>${long}</p><p><b>${long}</b></p><p><a href="${address}">there</a></p><table><tr><td>${'Word '.repeat(3000)}</td></tr></table>`,
      ({ name }) => notes.push(name),
    );
    expect(BodyIn.safeParse(body).error).toBeUndefined();
    expect(textsOf(body).slice(0, 3)).toEqual([long.trim(), long.trim(), 'there']);
    expect(notes).toEqual(['linkDropped']);
  });

  it('of a long story is read', () => {
    const paragraph =
      '<p class="text lead">Word &amp; <em>word</em> <a href="https://example.org/">there</a></p>\n';
    expect(refusalOfHtml(paragraph.repeat(1500))).toBeUndefined();
  });

  it.each([
    [
      'elements',
      '<p>a'.repeat(14_000),
      '10,000 elements: the limit is reached in line 1, character 40001, at "<p>a<p>',
    ],
    ['elements in elements', '<b>'.repeat(2000), '500 deep'],
    ['character references', '&amp;'.repeat(200_000), '100,000 pieces'],
    ['comments', '<!---->'.repeat(40_000), '20,000 comments'],
    ['attributes', '<i b c d e f g h i j k></i>'.repeat(6000), '40,000 attributes'],
    ['elements in CDATA', `<![CDATA[${'<p>a'.repeat(14_000)}]]>`, '10,000 elements'],
    ['rules of styles', `<style>${'a{}'.repeat(10_001)}</style>`, '10,000 rules in style sheets'],
    [
      'long style sheets',
      `<style>${'a'.repeat(500_001)}</style>`,
      '500,000 characters in style sheets: the limit is reached in line 1, character',
    ],
    ['classes', `<p class="${'a '.repeat(200_000)}">b</p>`, 'a class of more than 10,000 characters'],
  ])('with too many %s is refused', (_, html, told) => {
    expect(refusalOfHtml(html)).toContain(told);
  });

  it('with thousands of rules for one class writes none of them into the elements of the class', () => {
    const rules = '.a{display:none}.a{display:block}'.repeat(2000);
    const nodes = nodesOf(`<style>${rules}</style>${'<p class=a>x</p>'.repeat(50)}`, () => undefined);
    const kept = nodes.map((node) => [attributeOf(node, 'style'), styleOf(node)]);
    expect(kept).toEqual(Array(50).fill([undefined, { display: 'block' }]));
  });

  it('with thousands of pictures in one line is read', () => {
    expect(fromHtml(`<img src="${picture}">`.repeat(9000))).toHaveLength(9000);
  });

  it('with a link in a link keeps the inner one', () => {
    const html = '<a href="https://a.example/">x <b><a href="https://b.example/">y</a></b></a>';
    const [block] = fromHtml(html);
    expect(block).toMatchObject({
      children: [{ text: 'x ' }, { text: 'y', marks: ['l2', 'strong'] }],
      markDefs: [{ href: 'https://a.example/' }, { href: 'https://b.example/' }],
    });
    expect(BodyIn.safeParse([block]).error).toBeUndefined();
  });

  it('with a table that is too wide to be kept is refused, and fills no row further', () => {
    const [table] = fromHtml(`<table><tr>${'<td>a'.repeat(60)}<tr><td>b</table>`);
    expect(table).toMatchObject({ rows: [{ length: 51 }, { length: 51 }] });
    expect(BodyIn.safeParse([table]).error).toBeDefined();
  });

  it('with figures in figures keeps the caption of each picture', () => {
    const figure = `<figure><img src="${picture}"><figcaption>Own</figcaption></figure>`;
    expect(fromHtml(`<figure>${figure}${figure}</figure>`)).toMatchObject([
      { _type: 'gallery', items: [{ caption: 'Own' }, { caption: 'Own' }] },
    ]);
  });

  it('with more pictures in a figure than a gallery may hold keeps them one by one', () => {
    const figure = `<figure><img src="${picture}"></figure>`;
    const body = fromHtml(`<figure>${figure.repeat(201)}</figure>`);
    expect(body.map(({ _type }) => _type)).toEqual(Array(201).fill('image'));
  });
});
