import { describe, expect, it } from 'vitest';
import { fromMarkdown } from '../../../src/library/body/reading/from-markdown.ts';
import { fromText } from '../../../src/library/body/reading/from-text.ts';
import { BodyIn } from '../../../src/library/body/schema.ts';
import type { Body, ImageBlock } from '../../../src/library/body/schema.ts';
import { resolveBody } from '../../../src/library/body/resolve.ts';
import { toMarkdown } from '../../../src/library/body/writing/to-markdown.ts';
import { article, kishidaPicture, seedParagraphs, shown, textsOf } from './bodies.ts';

/** `style`, list and level, and the text with its marks: what a reader sees of a body. */
function seen(body: Body): string[] {
  return body.map((block) => {
    if (block._type !== 'block') {
      const { _key, ...rest } = block;
      return JSON.stringify(rest);
    }
    const list = block.listItem ? `${block.listItem}${block.level} ` : '';
    const spans = block.children.map(({ text, marks }) => {
      const names = marks.map((mark) => {
        const def = block.markDefs.find(({ _key }) => _key === mark);
        return def ? (def._type === 'link' ? def.href : def.article) : mark;
      });
      return names.length === 0 ? text : `{${text}|${names.join(',')}}`;
    });
    return `${list}${block.style}: ${spans.join('')}`;
  });
}

describe('Markdown to a body', () => {
  it.each<[string, string, string[]]>([
    [
      'headings, the headline being the h1',
      '# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f',
      ['h2: a', 'h2: b', 'h3: c', 'h4: d', 'h4: e', 'h4: f'],
    ],
    ['a heading over two lines', 'a  \nb\n===', ['h2: a b']],
    ['strong, emphasis, both', '**a** *b* ***c***', ['normal: {a|strong} {b|em} {c|strong,em}']],
    ['code as plain words, struck words as struck', '`a` ~~b~~', ['normal: a {b|strike-through}']],
    ['soft and hard line breaks', 'a\nb  \nc', ['normal: a b\nc']],
    [
      'links',
      '[a](https://x.example/?a=1&b=2 "t") <mailto:a@b.example>',
      ['normal: {a|https://x.example/?a=1&b=2} {mailto:a@b.example|mailto:a@b.example}'],
    ],
    [
      'bare addresses, and no words with a dot inside',
      'https://x.example/a me@example.com 1.am Node.js U.S.is booking.com',
      [
        'normal: {https://x.example/a|https://x.example/a} {me@example.com|mailto:me@example.com} 1.am Node.js U.S.is booking.com',
      ],
    ],
    ['a link to a story', `[a](${article})`, [`normal: {a|${article}}`]],
    [
      'links in strong and emphasis',
      '**a [b](https://x.example) c *d [e](https://y.example)* f** g [h](https://z.example) i',
      [
        'normal: {a |strong}{b|https://x.example,strong}{ c |strong}{d |strong,em}{e|https://y.example,strong,em}{ f|strong} g {h|https://z.example} i',
      ],
    ],
    [
      'links that are not ours to make',
      '[a](ftp://x.example) [b](/c) [d](#e) [f](tel:1)',
      ['normal: a b d f'],
    ],
    [
      'lists in lists',
      '- a\n  1. b\n     - c\n- d',
      ['bullet1 normal: a', 'number2 normal: b', 'bullet3 normal: c', 'bullet1 normal: d'],
    ],
    [
      'a list item of several paragraphs',
      '- one\n\n  two\n\n  - sub\n\n- three',
      ['bullet1 normal: one\ntwo', 'bullet2 normal: sub', 'bullet1 normal: three'],
    ],
    [
      'a list deeper than five',
      '- a\n  - b\n    - c\n      - d\n        - e\n          - f',
      [
        'bullet1 normal: a',
        'bullet2 normal: b',
        'bullet3 normal: c',
        'bullet4 normal: d',
        'bullet5 normal: e',
        'bullet5 normal: f',
      ],
    ],
    ['tasks with their boxes', '- [x] a\n- [ ] b', ['bullet1 normal: [x] a', 'bullet1 normal: [ ] b']],
    [
      'quotes',
      '> a\n>\n> b\n>\n> > c\n>\n> d',
      ['blockquote: a', 'blockquote: b', 'blockquote: c', 'blockquote: d'],
    ],
    [
      'code blocks as paragraphs',
      '```js\na()\n\n  b()\n```\n\n    c',
      ['normal: a()', 'normal: \u00a0\u00a0b()', 'normal: c'],
    ],
    ['no rules', 'a\n\n---\n\nb', ['normal: a', 'normal: b']],
    [
      'HTML as HTML, without comments',
      '<div onclick="x()">a</div>\n\nb <b>c</b><!-- d -->\n\n<!-- e\n\nf -->\n\n`<i>g</i>`',
      ['normal: a', 'normal: b {c|strong}', 'normal: <i>g</i>'],
    ],
    [
      'emphasis beside punctuation of Chinese and Japanese',
      '**「必ず行く」**と述べた。**重要。**です',
      ['normal: {「必ず行く」|strong}と述べた。{重要。|strong}です'],
    ],
    ['emphasis on two lines', '*a*\n*b*', ['normal: {a|em} {b|em}']],
    [
      'alt text with signs and code',
      `![a \\"b\\" \`c\` *d*](${kishidaPicture})`,
      [JSON.stringify({ _type: 'image', media: kishidaPicture, altText: 'a "b" c d' })],
    ],
    [
      'a picture of ours',
      `![Alt](${kishidaPicture} "Caption")`,
      [JSON.stringify({ _type: 'image', media: kishidaPicture, caption: 'Caption', altText: 'Alt' })],
    ],
    [
      'a picture of ours without words',
      `![](${kishidaPicture})`,
      [JSON.stringify({ _type: 'image', media: kishidaPicture })],
    ],
    [
      'a picture of ours in a line',
      `a ![](${kishidaPicture}) b`,
      ['normal: a ', JSON.stringify({ _type: 'image', media: kishidaPicture }), 'normal:  b'],
    ],
    [
      'a picture of ours in a link',
      `[a ![](${kishidaPicture}) b](https://x.example)`,
      [
        'normal: {a|https://x.example}',
        JSON.stringify({ _type: 'image', media: kishidaPicture }),
        'normal: {b|https://x.example}',
      ],
    ],
    [
      'a picture from elsewhere',
      'a ![Alt](https://x.example/a.jpg) b',
      ['normal: a {Alt|https://x.example/a.jpg} b'],
    ],
    [
      'a picture from elsewhere alone',
      '![](https://x.example/a.jpg)',
      ['normal: {https://x.example/a.jpg|https://x.example/a.jpg}'],
    ],
    ['a picture from a file', '![Alt](a.jpg)', ['normal: Alt']],
    [
      'tables',
      '| a | **b** |\n|---|:-:|\n| c | d\\|e |\n| f |',
      [
        JSON.stringify({
          _type: 'table',
          header: true,
          rows: [
            ['a', 'b'],
            ['c', 'd|e'],
            ['f', ''],
          ],
        }),
      ],
    ],
    [
      'tables without headings',
      '| | |\n|---|---|\n| c | d |',
      [JSON.stringify({ _type: 'table', rows: [['c', 'd']] })],
    ],
    [
      'pictures in tables',
      `| ![A](${kishidaPicture}) | ![B](https://x.example/b.jpg) |\n|---|---|\n| c | d |`,
      [
        JSON.stringify({
          _type: 'table',
          header: true,
          rows: [
            ['A', 'B'],
            ['c', 'd'],
          ],
        }),
      ],
    ],
    [
      'alerts as notes',
      '> [!WARNING]\n> a *b*\n>\n> c',
      [JSON.stringify({ _type: 'note', kind: 'warning', text: 'a b\nc' })],
    ],
    ['empty headings and items', '##\n\n- \n\n>', []],
    ['nothing', '', []],
  ])('%s', (_name, markdown, expected) => {
    const body = fromMarkdown(markdown);
    expect(seen(body).map((line) => line.replace(/: +/, ': ').trimEnd())).toEqual(
      expected.map((line) => line.replace(/: +/, ': ').trimEnd()),
    );
    expect(BodyIn.safeParse(body).error).toBeUndefined();
  });

  it('gives the same body every time', () => {
    expect(fromMarkdown('# a\n\n[b](https://x.example)')).toEqual(
      fromMarkdown('# a\n\n[b](https://x.example)'),
    );
  });

  it.each([
    [
      'a block',
      {
        _type: 'block',
        _key: 'x',
        style: 'normal',
        children: [{ _type: 'span', _key: 'y', text: 'z', marks: ['l'] }],
        markDefs: [{ _type: 'link', _key: 'l', href: 'javascript:alert(1)' }],
      },
    ],
    ['an unknown type', { _type: 'html', _key: 'x', html: '<script>alert(1)</script>' }],
    ['an embed', { _type: 'embed', url: 'javascript:alert(1)' }],
  ])('takes %s that is smuggled in as JSON for text', (_name, object) => {
    const json = JSON.stringify(object);
    for (const markdown of [`\`\`\`json:object\n${json}\n\`\`\``, `a json:object\`${json}\` b`]) {
      const body = fromMarkdown(markdown);
      expect(body.map(({ _type }) => _type)).toEqual(['block']);
      expect(textsOf(body)[0]).toContain(json);
      expect(BodyIn.safeParse(body).error).toBeUndefined();
    }
  });
});

describe('Markdown there and back', () => {
  /** As the desk would hand it to an editor: pictures by their ids. */
  function roundTrip(body: Body): Body {
    function pictureOf({ media, caption, altText }: ImageBlock) {
      return media === kishidaPicture ? { src: media, width: 1, height: 1, caption, altText } : undefined;
    }
    return fromMarkdown(toMarkdown(resolveBody(body, { pictureOf, links: new Map() })));
  }

  it.each([
    '# a\n\nb **c** *d* ***e*** f.\n\n## g',
    'in*side*word and un**believ**able, *a***b**, **a*b***, _a_**b**',
    '- a\n- b\n  1. c\n  2. d\n\n     e\n- f\n\ng',
    '1. a\n2. b\n\n> c\n>\n> d\n\n- > e',
    'a  \nb\\\nc',
    'Hola\\![here](https://x.example) **a!**[b](https://x.example)',
    '**a [b *c*](https://x.example)[d](https://y.example)** _[e](https://x.example)f_',
    '[a](https://x.example/a_(b)?c=1&copy=2) [b \\] c](https://x.example/a%20b) https://auto.example/x_y_z.',
    '[*a*](https://x.example/a)b [**c**](https://x.example/c)',
    `![A "quoted" \\[alt\\]](${kishidaPicture} "Its 'title' & \\"more\\" <b>")`,
    '| a | b |\n|---|---|\n| c\\|d | *e* \\_f\\_ `g` |\n\n| | |\n|---|---|\n| c | |',
    '> [!TIP]\n> a\n>\n> b * c _d_',
    '<div>\n\na <b>c</b> &lt;d&gt; &amp;amp; &#42;\n\n</div>',
    '    code *a*\n\n```\n# b\n- c\n\n1. d\n```',
    '1\\. a\n\n\\- b\n\n\\# c\n\n\\> d\n\n+e\n\n1986\\. A year.\n\n\\---\n\n\\`\\`\\`',
    '"Quotes" — dashes… 日本の**首相**は、*NATO*。 🗞️ 5 * 3 * 2 and a_b_c',
  ])('comes to the same body: %s', (markdown) => {
    const body = fromMarkdown(markdown);
    expect(body.length).toBeGreaterThan(0);
    expect(seen(roundTrip(body))).toEqual(seen(body));
    expect(roundTrip(body)).toEqual(body);
  });

  it.skipIf(!seedParagraphs())('keeps the ten paragraphs of the Kishida story word for word', () => {
    const ten = seedParagraphs()!;
    expect(textsOf(fromMarkdown(toMarkdown(shown(fromText(ten.join('\n\n'))))))).toEqual(ten);
  });

  it('keeps signs that mean something to Markdown when they come as plain text', () => {
    const lines = [
      '# no heading',
      '- no item',
      '1. no number',
      '> no quote',
      '*no* _emphasis_ **here**',
      '[no](https://link.example)x',
      '![no](image)',
      '<b>no</b>',
      '&lt; no entity',
      '`no code`',
      '| no | table |',
      '--- no rule',
      '\\*',
      '[!NOTE]',
    ];
    expect(textsOf(fromMarkdown(toMarkdown(shown(fromText(lines.join('\n\n'))))))).toEqual(lines);
  });
});
