import { describe, expect, it } from 'vitest';
import { readHtml } from './reading.ts';

describe('what a body has no form for is told', () => {
  it.each([
    [
      'underlined words, by tag and by style',
      '<p><u>a</u> <span style="text-decoration: underline">b</span></p>',
      ['normal: a b'],
      ['Underlined words are plain here: "a".', 'Underlined words are plain here: "b".'],
    ],
    [
      'levels of headings',
      '<h1>a</h1><h5>b</h5><h5>c</h5>',
      ['h2: a', 'h4: b', 'h4: c'],
      ['A heading of level 1 becomes one of level 2.', 'A heading of level 5 becomes one of level 4.'],
    ],
    [
      'marks and links in cells',
      '<table><tr><td><s>a</s> b <a href="https://x.example/">c</a> <b>d</b></td></tr></table>',
      ['table {"rows":[["b c d"]]}'],
      [
        'Struck words are left out of a cell: "a".',
        'Words in a cell cannot be a link: "c" led to "https://x.example/".',
        'Bold and italic words are plain in a cell: "d".',
      ],
    ],
    [
      'marks in captions of tables',
      '<table><caption><s>a</s> b</caption><tr><td>c</td></tr></table>',
      ['table {"caption":"b","rows":[["c"]]}'],
      ['Struck words are left out of a caption: "a".'],
    ],
    [
      'marks in captions of embeds',
      '<figure><iframe src="https://x.example/"></iframe><figcaption><del>a</del> b <a href="https://y.example/">c</a></figcaption></figure>',
      ['embed {"url":"https://x.example/","caption":"b c"}'],
      [
        'Struck words are left out of a caption: "a".',
        'Words in a caption cannot be a link: "c" led to "https://y.example/".',
      ],
    ],
    [
      'control characters',
      '<p>a&#1;b</p>',
      ['normal: ab'],
      ['Control characters are not kept: those in "ab".'],
    ],
    [
      'titles of words',
      '<p><abbr title="United Nations">UN</abbr> <a href="https://x.example/" title="a">a</a></p>',
      ['normal: UN {a|https://x.example/}'],
      ['The title of "UN" is not kept: "United Nations".'],
    ],
    [
      'pictures without an address',
      '<p>a<img src="/b.jpg" alt="Boat">c</p>',
      ['normal: a Boat c'],
      ['The picture "/b.jpg" is not here: upload it, if you may show it.'],
    ],
    ['rules', '<p>a</p><hr><p>b</p>', ['normal: a', 'normal: b'], ['A story cannot show <hr>.']],
    [
      'letters of lists',
      '<ol type="a"><li>x</li><li>y</li></ol>',
      ['number1 x', 'number1 y'],
      ['A list with letters has numbers here.'],
    ],
    ...[
      '<ol style="list-style-type: lower-alpha">',
      '<ol style="list-style: upper-roman inside">',
      '<style>.c1{list-style-type:lower-latin}</style><ol class="c1">',
      '<ol style="list-style-type: none">',
    ].map((list): [string, string, string[], string[]] => [
      `letters of lists by their style: ${list}`,
      `${list}<li>x</li></ol>`,
      ['number1 x'],
      [`A list with ${list.includes('none') ? 'no signs' : 'letters'} has numbers here.`],
    ]),
    [
      'letters of single items',
      '<ol><li type="i">x</li></ol>',
      ['number1 x'],
      ['A list with letters has numbers here.'],
    ],
    [
      'numbers below nought',
      '<ol start="0" reversed><li>x</li><li>y</li></ol>',
      ['number1 (0) x', 'number1 y'],
      ['An item of a list cannot have the number -1.'],
    ],
    [
      'deep lists',
      '<ul><li>1<ul><li>2<ul><li>3<ul><li>4<ul><li>5<ul><li>6</li></ul></li></ul></li></ul></li></ul></li></ul></li></ul>',
      ['bullet1 1', 'bullet2 2', 'bullet3 3', 'bullet4 4', 'bullet5 5', 'bullet5 6'],
      ['Lists are 5 deep at most: deeper items stand at level 5.'],
    ],
    [
      'comments that somebody wrote',
      '<!--StartFragment--><!-- wp:paragraph --><p>a<!-- is this true? --></p><!-- /wp:paragraph --><!--[if gte mso 9]><xml/><![endif]-->',
      ['normal: a'],
      ['A comment is not text: "is this true?".'],
    ],
  ])('%s', (_, html, lines, details) => {
    const { lines: read, notes } = readHtml(html);
    expect({ lines: read, details: [...new Set(notes.map(({ detail }) => detail))] }).toEqual({
      lines,
      details,
    });
  });

  it('but not the underlining of a link', () => {
    expect(readHtml('<p><a href="https://x.example/"><u>a</u></a></p>').notes).toEqual([]);
  });
});
