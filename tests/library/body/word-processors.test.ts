import { describe, expect, it } from 'vitest';
import { readHtml } from './reading.ts';

/** As Word writes an item: its sign and the space after it stand in the text. */
function wordItem(text: string, sign: string, list: string): string {
  return (
    `<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:${list}'><![if !supportLists]>` +
    `<span style='font-family:Symbol'><span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>` +
    `&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${text}<o:p></o:p></p>`
  );
}

/** The same without the styles of Word only, as it saves “filtered” pages. */
function filteredItem(text: string, sign: string, margin = ''): string {
  return (
    `<p class=MsoListParagraph style='${margin}text-indent:-.25in'><span style='font-family:Symbol'>${sign}` +
    `<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span>${text}</p>`
  );
}

const run =
  'font-size:11pt;font-style:normal;text-decoration:none;vertical-align:baseline;white-space:pre-wrap;';

describe('Google Docs', () => {
  it.each([
    [
      'is not bold as a whole, and keeps what is bold in it',
      `<b style="font-weight:normal;" id="docs-internal-guid-1a2b"><p dir="ltr"><span style="font-weight:400;${run}">a </span>` +
        `<span style="font-weight:700;${run}">b</span></p><br><p>c</p></b>`,
      ['normal: a {b|strong}', 'normal: c'],
    ],
    [
      'says italics, struck and raised words by style',
      '<p><span style="font-style:italic">a</span> b ' +
        '<span style="text-decoration:line-through">c</span> 10<span style="font-size:0.6em;vertical-align:super">6</span></p>',
      ['normal: {a|em} b {c|strike-through} 10{6|sup}'],
    ],
    [
      'says all that by classes in an export',
      '<style type="text/css">@import url(x);.c1{font-weight:700;color:#000}.c2{font-style:italic}' +
        'ol.lst-kix_a-0{list-style-type:none}</style><p class="c5"><span class="c1">a</span><span class="c1 c2">b</span></p>',
      ['normal: {a|strong}{b|strong,em}'],
    ],
    [
      'has headings that are no bolder than headings',
      '<h2 dir="ltr"><span style="font-weight:700">A</span></h2>',
      ['h2: A'],
    ],
    [
      'nests lists beside each other',
      '<ul><li dir="ltr" aria-level="1"><p>a</p></li><ul><li aria-level="2"><p>b</p></li></ul><li aria-level="1">c</li></ul>',
      ['bullet1 a', 'bullet2 b', 'bullet1 c'],
    ],
    [
      'nests lists by their classes',
      '<ul class="c3 lst-kix_x1y2-0 start"><li>a</li></ul><ul class="lst-kix_x1y2-1 start"><li>b</li></ul>' +
        '<ul class="lst-kix_x1y2-0"><li>c</li></ul>',
      ['bullet1 a', 'bullet2 b', 'bullet1 c'],
    ],
    [
      'draws the boxes of tasks',
      '<ul><li role="checkbox" aria-checked="true" aria-level="1"><img src="data:image/png;base64,xx" alt="checked" ' +
        'aria-roledescription="checkbox"><p role="presentation"><span>a</span></p></li>' +
        '<li role="checkbox" aria-checked="false"><img src="data:image/png;base64,xx" alt="unchecked" ' +
        'aria-roledescription="checkbox"><p>b</p></li></ul>',
      ['bullet1 [x] a', 'bullet1 [ ] b'],
    ],
    [
      'leads links over an address of its own',
      '<p><a href="https://www.google.com/url?q=https://x.example/a?b%3D1&amp;sa=D&amp;usg=AOv">a</a></p>',
      ['normal: {a|https://x.example/a?b=1}'],
    ],
  ])('%s', (_, html, lines) => {
    expect(readHtml(html)).toEqual({ lines, notes: [] });
  });
});

describe('Word', () => {
  it.each([
    [
      'writes lists as paragraphs',
      wordItem('Apples', '·', 'l0 level1 lfo1') +
        wordItem('Pears', 'o', 'l0 level2 lfo1') +
        wordItem('Plums', '1)', 'l0 level2 lfo2') +
        wordItem('Figs', '2)', 'l0 level2 lfo2'),
      ['bullet1 Apples', 'bullet2 Pears', 'number2 Plums', 'number2 Figs'],
    ],
    [
      'goes on with a list after a paragraph',
      `${wordItem('a', '1.', 'l1 level1 lfo1')}<p class=MsoNormal>b</p>${wordItem('c', '2.', 'l1 level1 lfo1')}`,
      ['number1 a', 'normal: b', 'number1 (2) c'],
    ],
    [
      'writes lists without any style of its own',
      filteredItem('Apples', '·') +
        filteredItem('Pears', 'o', 'margin-left:1.0in;') +
        filteredItem('Plums', '3.'),
      ['bullet1 Apples', 'bullet2 Pears', 'number1 (3) Plums'],
    ],
    [
      'indents paragraphs that are no items',
      '<p class=MsoListParagraph>1986 was a year.</p><p class=MsoNormal style="mso-list:none">b</p>',
      ['normal: 1986 was a year.', 'normal: b'],
    ],
    [
      'keeps the number of a heading',
      "<h2 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>7.<span>&nbsp;&nbsp; </span></span>Next</h2>",
      ['h2: 7. Next'],
    ],
    [
      'marks changes',
      '<p>It cost <del cite="mailto:A" datetime="2024-01-01T00:00">40</del><ins cite="mailto:A">14</ins> euros.</p>',
      ['normal: It cost {40|strike-through}14 euros.'],
    ],
  ])('%s', (_, html, lines) => {
    expect(readHtml(html)).toEqual({ lines, notes: [] });
  });

  it('writes letters before items, which become numbers, and are told', () => {
    const { lines, notes } = readHtml(
      wordItem('a', 'a)', 'l0 level1 lfo1') + wordItem('b', 'iv.', 'l0 level1 lfo1'),
    );
    const note = { name: 'formattingDropped', detail: 'A list with letters has numbers here.' };
    expect({ lines, notes }).toEqual({ lines: ['number1 a', 'number1 b'], notes: [note, note] });
  });
});

describe('Word Online', () => {
  it.each([
    [
      'says headings by their role',
      '<div class="OutlineElement"><p role="heading" aria-level="2" class="Paragraph">A</p></div>' +
        '<div><p role="heading" aria-level="3">B</p></div>',
      ['h2: A', 'h3: B'],
    ],
    [
      'puts each item into a list of its own',
      '<div class="ListContainerWrapper"><ol role="list" start="1"><li data-listid="1" data-aria-level="1"><p>a</p></li></ol></div>' +
        '<div class="ListContainerWrapper"><ol role="list" start="1"><li data-listid="1" data-aria-level="2"><p>b</p></li></ol></div>' +
        '<div class="ListContainerWrapper"><ol role="list" start="2"><li data-listid="1" data-aria-level="1"><p>c</p></li></ol></div>',
      ['number1 a', 'number2 b', 'number1 c'],
    ],
    [
      'has bold words by style',
      '<p style="font-weight: normal"><span style="font-weight: bold;">a</span><span class="EOP"> </span></p>',
      ['normal: {a|strong}'],
    ],
  ])('%s', (_, html, lines) => {
    expect(readHtml(html)).toEqual({ lines, notes: [] });
  });
});

describe('Notion', () => {
  it.each([
    [
      'puts each item into a list of its own',
      '<ol type="1" class="numbered-list" start="1"><li>a</li></ol><ol type="1" class="numbered-list" start="2"><li>b</li></ol>',
      ['number1 a', 'number1 b'],
    ],
    [
      'has tasks',
      '<ul class="to-do-list"><li><div class="checkbox checkbox-on"></div> <span class="to-do-children-checked">a</span></li></ul>' +
        '<ul class="to-do-list"><li><div class="checkbox checkbox-off"></div> <span>b</span></li></ul>',
      ['bullet1 [x] a', 'bullet1 [ ] b'],
    ],
    [
      'has boxes',
      '<figure class="block-color-gray_background callout"><div><span class="icon">💡</span></div><div>Mind this</div></figure>',
      ['note {"text":"💡\\nMind this"}'],
    ],
  ])('%s', (_, html, lines) => {
    expect(readHtml(html)).toEqual({ lines, notes: [] });
  });
});

describe('headings that are items', () => {
  it('have their number before them', () => {
    expect(readHtml('<ol start="2"><li><h2>A</h2></li></ol><ul><li><h3>B</h3></li></ul>').lines).toEqual([
      'h2: 2. A',
      'h3: B',
    ]);
  });

  it('and numbers in parts stay as Word prints them', () => {
    const item = wordItem('Scope', '1.1', 'l0 level2 lfo1');
    expect(readHtml(item).lines).toEqual(['normal: 1.1 Scope']);
  });
});
