import { describe, expect, it } from 'vitest';
import { fromHtml } from '../../../src/library/body/reading/from-html.ts';
import { fromMarkdown } from '../../../src/library/body/reading/from-markdown.ts';
import { plainText } from '../../../src/library/body/references.ts';
import { BodyIn, type Body } from '../../../src/library/body/schema.ts';
import { toHtml } from '../../../src/library/body/writing/to-html.ts';
import { toMarkdown } from '../../../src/library/body/writing/to-markdown.ts';
import { toText } from '../../../src/library/body/writing/to-text.ts';

const media = 'media_01g4q22g00epn9j77xa3hcy7rk';

function text(html: string): string {
  return toText(fromHtml(html) as never);
}

/** The spans of a block by their words and marks. */
function wordsOf(block: Body[number]): unknown {
  return block._type === 'block' ? block.children.map(({ text, marks }) => [text, marks]) : block._type;
}

/** Each block as its style or kind and its words. */
function shape(body: Body): string[] {
  return body.map((block) => {
    if (block._type !== 'block') return block._type;
    const words = block.children.map((span) => span.text).join('');
    return `${block.listItem ? `${block.listItem}${block.level}` : block.style}: ${words}`;
  });
}

describe('HTML to a body', () => {
  it.each([
    ['<h1>A</h1><h2>B</h2><h3>C</h3><h6>D</h6>', ['h2: A', 'h2: B', 'h3: C', 'h4: D']],
    ['plain<br>line<br><br>next', ['normal: plain\nline', 'normal: next']],
    ['<div><div>a <p>b</p> c</div></div>', ['normal: a', 'normal: b', 'normal: c']],
    ['<blockquote>q<p>r</p></blockquote>', ['blockquote: q', 'blockquote: r']],
    ['<ul><li>a<ol><li>b</ol><li>c</ul>', ['bullet1: a', 'number2: b', 'bullet1: c']],
    ['<p>  many \n spaces <b> kept </b> once </p>', ['normal: many spaces kept once']],
    ['<p>a</p><hr><p>&nbsp;</p><p>b</p>', ['normal: a', 'normal: b']],
    ['<aside><p>one</p><p>two</p></aside>', ['note']],
    [`<p>a <img src="${media}"> b</p>`, ['normal: a', 'image', 'normal: b']],
    ['<iframe src="https://www.youtube.com/embed/x"></iframe>', ['embed']],
    ['<pre>a 1\n<b>b</b>  2\n\nc</pre>', ['normal: a 1\nb\u00a0\u00a02', 'normal: c']],
    ['<b>a</b>\n<i>b</i>', ['normal: a b']],
    [`<aside><p>a</p><img src="${media}"></aside>`, ['note', 'image']],
    ['<table><tr><td><img src="x" alt="A boat">1</td></tr></table>', ['table']],
    ['', []],
  ])('reads %s', (html, blocks) => {
    expect(shape(fromHtml(html))).toEqual(blocks);
  });

  it('keeps strong, emphasis and links, and nothing else of a line', () => {
    const [block] = fromHtml(
      '<p><b>a<i>b</i></b><u>c</u> <a href="https://example.org/?a=1&amp;b=2">d</a></p>',
    );
    expect(block).toMatchObject({
      children: [
        { text: 'a', marks: ['strong'] },
        { text: 'b', marks: ['strong', 'em'] },
        { text: 'c ', marks: [] },
        { text: 'd', marks: ['l1'] },
      ],
      markDefs: [{ _type: 'link', href: 'https://example.org/?a=1&b=2' }],
    });
  });

  it.each([
    ['<p><del>40</del><ins>14</ins> and <s>40</s> 14</p>', '14 and 14'],
    [
      '<p>10<sup>6</sup> km<sup>2</sup>, H<sub>2</sub>O, 5<sup>1</sup>/<sub>2</sub></p>',
      '10⁶ km², H₂O, 5¹/₂',
    ],
    ['<p>said<sup>[3, Q]</sup> x<sub>Я</sub></p>', 'said^([3, Q]) x_(Я)'],
    ['<table><tr><td>10<sup>6</sup></td><td>10<br>2</td><td><s>4</s>5</td></tr></table>', '10⁶\t10 2\t5'],
  ])('tells struck, raised and lowered words apart: %s', (html, plain) => {
    const body = fromHtml(html);
    expect(text(html)).toBe(plain);
    expect(plainText(body)).toBe(plain);
    expect(BodyIn.safeParse(body).error).toBeUndefined();
    expect(fromHtml(toHtml(body as never))).toEqual(body);
    expect(fromMarkdown(toMarkdown(body as never)).map(wordsOf)).toEqual(body.map(wordsOf));
  });

  it('reads the rows of a table in the order in which they are shown', () => {
    const html = '<table><tfoot><tr><td>3</tfoot><tbody><tr><td>2</tbody><thead><tr><td>1</thead></table>';
    expect(fromHtml(html)).toMatchObject([{ rows: [['1'], ['2'], ['3']] }]);
  });

  it('reads tables, pads short rows, and tells headings from cells', () => {
    expect(
      fromHtml('<table><caption>C</caption><thead><tr><th>A<th>B</thead><tr><td>1<b>2</b></td></tr></table>'),
    ).toMatchObject([
      {
        _type: 'table',
        caption: 'C',
        header: true,
        rows: [
          ['A', 'B'],
          ['12', ''],
        ],
      },
    ]);
  });

  it.each<[string, string[][]]>([
    [
      '<td>10<br>2</td><td><p>a</p><p>b <i>c</i></p></td><td><ul><li>d<li>e</ul></td>',
      [['10\n2', 'a\nb c', 'd\ne']],
    ],
    [
      '<td rowspan="2">a</td><td colspan="2">b</td></tr><tr><td>c</td><td>d</td></tr><tr><td colspan=3>e</td>',
      [
        ['a', 'b', ''],
        ['', 'c', 'd'],
        ['e', '', ''],
      ],
    ],
    [
      '<td rowspan="9999">a</td><td>b</td></tr><tr><td>c</td>',
      [
        ['a', 'b'],
        ['', 'c'],
      ],
    ],
    [
      `<td><img src="${media}" alt="A boat"></td><td><table><tr><td>1</td><td>2</td></tr></table></td>`,
      [['A boat', '1 2']],
    ],
  ])('keeps the lines of a cell and the places of all: %s', (cells, rows) => {
    const body = fromHtml(`<table><tr>${cells}</tr></table>`);
    expect(body).toMatchObject([{ _type: 'table', rows }]);
    expect(BodyIn.safeParse(body).error).toBeUndefined();
    expect(fromHtml(toHtml(body as never))).toEqual(body);
  });

  it('does not spread a cell without end', () => {
    const [table] = fromHtml('<table><tr><td colspan="1000000000" rowspan="1000000000">a</td></tr></table>');
    expect(table).toMatchObject({ rows: [[...['a'], ...Array<string>(50).fill('')]] });
  });

  it('knows pictures of ours by id and by address, and links to all others', () => {
    const address = `https://news.example/media/${media}/5e0ad2c1/md.webp`;
    expect(
      fromHtml(`<figure><img src="${address}" alt="Alt"><figcaption>Words</figcaption></figure>`),
    ).toMatchObject([{ _type: 'image', media, altText: 'Alt', caption: 'Words' }]);
    expect(fromHtml('<img src="https://elsewhere.example/a.jpg" alt="A boat">')).toMatchObject([
      { children: [{ text: 'A boat' }], markDefs: [{ href: 'https://elsewhere.example/a.jpg' }] },
    ]);
  });

  it('makes the same body of the same HTML, and reads back what it writes', () => {
    const html =
      '<h2>A</h2><p>b <strong>c</strong></p><ul><li>d</li></ul><table><tbody><tr><td>e</td></tr></tbody></table>';
    expect(fromHtml(html)).toEqual(fromHtml(html));
    expect(toHtml(fromHtml(html) as never)).toBe(html);
  });
});

describe('hostile HTML', () => {
  const corpus = [
    '<script>alert(1)</script>',
    '<p onclick="alert(1)" style="background:url(javascript:alert(1))">ok</p>',
    '<img src=x onerror=alert(1)>',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=" alt="">',
    '<a href="javascript:alert(1)">ok</a>',
    '<a href=" &#14; javascript:alert(1)">ok</a>',
    '<a href="java\nscript:alert(1)">ok</a>',
    '<a href="JaVaScRiPt&colon;alert(1)">ok</a>',
    '<a href="data:text/html,<script>alert(1)</script>">ok</a>',
    '<a href="vbscript:msgbox(1)">ok</a>',
    '<svg><script>alert(1)</script><animate onbegin=alert(1)></svg>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="x.swf"></object><embed src="x.swf">',
    '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">x</button></form>',
    '<style>@import "javascript:alert(1)";</style>',
    '<link rel=stylesheet href="javascript:alert(1)"><base href="javascript:alert(1)//">',
    '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<template><script>alert(1)</script></template>',
    '</body></html><script>alert(1)</script><p>ok</p>',
    '<!--><img src=x onerror=alert(1)>-->',
    '<![CDATA[<img src=x onerror=alert(1)>]]>',
    '<x-y onfocus=alert(1) tabindex=1>ok</x-y>',
    '<video><source onerror="alert(1)"></video><audio src=x onerror=alert(1)>',
    '<p>&#0;&#1;&#xD800;&#xFFFF; ok</p>',
    '<table><tr><td><script>alert(1)</script>ok</td></tr></table>',
    '<aside><script>alert(1)</script><p onclick=alert(1)>ok</p></aside>',
    '<figure><img src="x" onerror=alert(1)><figcaption><script>alert(1)</script>ok</figcaption></figure>',
    '<a href="https://ok.example/" data-article="javascript:alert(1)">ok</a>',
    '<details open ontoggle=alert(1)>ok</details>',
  ];

  it.each(corpus)('comes out harmless: %s', (html) => {
    const body = fromHtml(html);
    expect(BodyIn.safeParse(body).error).toBeUndefined();
    const out = toHtml(body as never);
    expect(out).not.toMatch(
      /<(script|style|svg|math|iframe|object|embed|form|link|base|meta|template|img)\b/i,
    );
    expect(out).not.toMatch(/<[^>]*\s(on\w+|style|srcdoc|formaction)\s*=/i);
    expect(out).not.toMatch(/href="(?!https?:|mailto:)/i);
    if (!/[^<]*alert\(1\)[^>]*-->/.test(html) && !html.includes('CDATA'))
      expect(text(html)).not.toContain('alert');
  });

  it('keeps escaped markup as the words it is', () => {
    const html = '&lt;script&gt;alert(1)&lt;/script&gt;';
    expect(text(html)).toBe('<script>alert(1)</script>');
    expect(toHtml(fromHtml(html) as never)).toBe(`<p>${html}</p>`);
  });

  it.each([
    '<div>',
    '<b>',
    '<sup>',
    '<table><td><sup>',
    '<ul>',
    '<ul><li>',
    '<blockquote>',
    '<table><tr><td>',
    '<a href=https://x.example>',
  ])('does not fall over %s nested ten thousand times', (tag) => {
    expect(() => fromHtml(`${tag.repeat(10_000)}deep`)).not.toThrow();
  });
});
