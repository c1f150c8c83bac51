import { describe, expect, it } from 'vitest';
import { fromMarkdown } from '../../../src/library/body/reading/from-markdown.ts';
import { linesOf, readHtml } from './reading.ts';

describe('a line of HTML says what a browser shows', () => {
  it.each([
    [
      'the reading of a word',
      '<p><ruby>岸田<rp>(</rp><rt>きしだ</rt><rp>)</rp></ruby>首相</p>',
      ['normal: 岸田（きしだ）首相'],
    ],
    [
      'readings letter by letter',
      '<p><ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby></p>',
      ['normal: 漢（かん）字（じ）'],
    ],
    ['a reading in Latin letters', '<p><ruby>北京<rt>Běijīng</rt></ruby></p>', ['normal: 北京(Běijīng)']],
    ['a quotation', '<p>He said <q>we <q>must</q> go</q>.</p>', ['normal: He said “we ‘must’ go”.']],
    [
      'a quotation in German',
      '<div lang="de-AT"><p>Er sagte <q>so</q>.</p></div>',
      ['normal: Er sagte „so“.'],
    ],
    ['a quotation in French', '<p lang="fr">Il dit <q>oui</q>.</p>', ['normal: Il dit «\u00a0oui\u00a0».']],
    ['a quotation in Japanese', '<p lang="ja"><q>行く<q>必ず</q></q>と</p>', ['normal: 「行く『必ず』」と']],
    [
      'bold around blocks',
      '<b><p>a</p><ul><li>b</li></ul></b>',
      ['normal: {a|strong}', 'bullet1 {b|strong}'],
    ],
    ['struck blocks', '<del><p>a</p></del><ins><p>b</p></ins>', ['normal: {a|strike-through}', 'normal: b']],
    [
      'a link around blocks',
      '<a href="https://x.example"><h3>A</h3><p>b <i>c</i></p></a>',
      ['h3: {A|https://x.example}', 'normal: {b |https://x.example}{c|https://x.example,em}'],
    ],
    ['a link without a scheme', '<p><a href="//x.example/a">a</a></p>', ['normal: {a|https://x.example/a}']],
    ['CDATA of a feed', '<![CDATA[<p>a &amp; b</p><p>c < d</p>]]>', ['normal: a & b', 'normal: c < d']],
    ['CDATA within a text', '<p>a <![CDATA[b]]> c]]></p>', ['normal: a b c]]>']],
    ['CDATA without an end', '<![CDATA[a', ['normal: a']],
    ['line breaks of Windows', '<p>a\r\nb<br>\r\nc</p><pre>d\r\ne</pre>', ['normal: a b\nc', 'normal: d\ne']],
    ['a paragraph of characters without width', '<p>&#8203;&#65279;</p><p>a</p>', ['normal: a']],
    [
      'a task of a form',
      '<ul><li><label><input type="checkbox" checked> a</label></li></ul>',
      ['bullet1 [x] a'],
    ],
  ])('%s', (_, html, lines) => {
    expect(readHtml(html).lines).toEqual(lines);
  });
});

describe('Markdown of Chinese, Japanese and Korean', () => {
  it.each([
    ['**「必ず行く」**と述べた。', ['normal: {「必ず行く」|strong}と述べた。']],
    ['**重要。**です', ['normal: {重要。|strong}です']],
    ['首相は*（岸田）*だ', ['normal: 首相は{（岸田）|em}だ']],
    ['他说**“一定要去”**，然后', ['normal: 他说{“一定要去”|strong}，然后']],
    ['**이순신(李舜臣)**은', ['normal: {이순신(李舜臣)|strong}은']],
    [
      '**[日本](https://x.example)**は**ここ。**と~~四〇。~~十四',
      ['normal: {日本|https://x.example,strong}は{ここ。|strong}と{四〇。|strike-through}十四'],
    ],
  ])('%s', (markdown, lines) => {
    expect(linesOf(fromMarkdown(markdown))).toEqual(lines);
  });
});
