import { describe, expect, it } from 'vitest';
import type { DeskArticle } from '../../../../src/desk/show/desk-article.ts';
import type { Body } from '../../../../src/library/body/schema.ts';
import { linesOf } from '../../../library/body/reading.ts';
import { deskOf } from '../../../support/desk.ts';
import { givenPicture } from '../../../support/given.ts';
import { openHouse } from '../../../support/house.ts';

/** What the desk says that a text becomes, and what is not kept of it. */
async function read(text: { bodyHtml: string } | { bodyMarkdown: string }) {
  const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
  const answer = await desk.send('POST', '/articles?dryRun=true', { body: { headline: 'One', ...text } });
  expect(answer.statusCode).toBe(201);
  const { body, notes = [] } = answer.json<DeskArticle>();
  return { lines: linesOf(body as Body), notes: notes.map(({ name, detail }) => `${name}: ${detail}`) };
}

describe('a table of Markdown', () => {
  it.each([
    ['| P | S |\n|---|---|\n| Lab | 202 | 411 |', ['P', 'S', ''], ['Lab', '202', '411']],
    ['> | P |\n> |---|\n> | a\\|b | c\\| |', ['P', ''], ['a|b', 'c|']],
    ['- | P |\n  |---|\n  | `a|b` | c', ['P', '', ''], ['`a', 'b`', 'c']],
    ['| P |\n|---|\n| Lab | |\n| Con ||', ['P'], ['Lab'], ['Con']],
  ])('keeps the cells that its head has none for: %j', async (bodyMarkdown, ...rows) => {
    const { lines } = await read({ bodyMarkdown });
    expect(lines).toEqual([`table ${JSON.stringify({ header: true, rows })}`]);
  });
});

describe('the address of a link around what cannot be one', () => {
  const led = 'cannot be a link: it led to "https://t.example/go".';
  const table = 'table {"rows":[["1","2"]]}';
  const embed = 'embed {"url":"https://v.example/1"}';
  it.each([
    ['<a href="https://t.example/go"><table><tr><td>1<td>2</table></a>', 'A table', table],
    ['<a href="https://t.example/go"><iframe src="https://v.example/1"></iframe></a>', 'An embed', embed],
    [
      '<figure><a href="https://t.example/go"><iframe src="https://v.example/1"></iframe></a></figure>',
      'An embed',
      embed,
    ],
    ['<a href="https://t.example/go"><aside>Box</aside></a>', 'A note', 'note {"text":"Box"}'],
    [
      '<a href="https://t.example/go"><img src="https://p.example/y.jpg" alt="Y"></a>',
      'A picture',
      'normal: {Y|https://p.example/y.jpg}',
    ],
  ])('is told: %s', async (bodyHtml, what, line) => {
    const { lines, notes } = await read({ bodyHtml });
    expect(lines).toEqual([line]);
    expect(notes).toContain(`linkDropped: ${what} ${led}`);
  });

  it('is told of a picture in Markdown, but not where it is that of the picture', async () => {
    const told = await read({ bodyMarkdown: '[![Y](https://p.example/y.jpg)](https://t.example/go)' });
    expect(told.notes).toContain(`linkDropped: A picture ${led}`);
    const same = await read({ bodyMarkdown: '[![Y](https://p.example/y.jpg)](https://p.example/y.jpg)' });
    expect(same.notes).not.toContainEqual(expect.stringContaining('linkDropped'));
  });

  it('is told of a picture that is here, and of words in a note', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house);
    const bodyHtml = `<figure><a href="https://t.example/go"><img src="${media}"></a></figure><aside>See <a href="https://t.example/2">there</a></aside>`;
    const { notes } = await (await deskOf(house, 'editor')).create({ bodyHtml });
    expect(notes?.map(({ name, detail }) => `${name}: ${detail}`)).toEqual([
      `linkDropped: A picture ${led}`,
      'formattingDropped: Words in a note cannot be a link: "there" led to "https://t.example/2".',
    ]);
  });
});

describe('words that a style raises or lowers', () => {
  it.each([
    ['position:relative;top:-4.0pt;mso-text-raise:4.0pt', '10{6|sup}'],
    ['position:relative;top:3.0pt;mso-text-raise:-3.0pt', '10{6|sub}'],
    ['vertical-align:4pt', '10{6|sup}'],
    ['vertical-align:30%', '10{6|sup}'],
    ['vertical-align:-.5ex', '10{6|sub}'],
    ['vertical-align:0', '106'],
    ['vertical-align:baseline', '106'],
  ])('are so here: %s', async (style, words) => {
    const { lines } = await read({ bodyHtml: `<p>10<span style="${style}">6</span></p>` });
    expect(lines).toEqual([`normal: ${words}`]);
  });
});

describe('what a script of another site would show', () => {
  it.each([
    ['<amp-pinterest data-url="https://p.example/1"></amp-pinterest>', 'https://p.example/1'],
    ['<amp-reddit data-src="https://r.example/1"><p>Wait</p></amp-reddit>', 'https://r.example/1'],
    ['<lite-youtube videoid="x_-1"></lite-youtube>', 'https://www.youtube.com/watch?v=x_-1'],
    [
      '<div class="flourish-embed" data-src="story/1"><script></script></div>',
      'https://public.flourish.studio/story/1',
    ],
    ['<div class="infogram-embed" data-id="a-1"></div>', 'https://infogram.com/a-1'],
    ['<div class="x" data-src="https://x.example/1"> <span></span></div>', 'https://x.example/1'],
    ['<x-player src="https://x.example/1"></x-player>', 'https://x.example/1'],
  ])('is an embed: %s', async (bodyHtml, url) => {
    expect((await read({ bodyHtml })).lines).toEqual([`embed ${JSON.stringify({ url })}`]);
  });

  it('is an embed with its site where that is known', async () => {
    const url = 'https://f.example/1';
    const { lines } = await read({
      bodyHtml: `<div class="fb-comment-embed" data-href="${url}"></div><div class="tumblr-post" data-href="${url}"></div>`,
    });
    expect(lines).toEqual([
      `embed ${JSON.stringify({ url, provider: 'facebook' })}`,
      `embed ${JSON.stringify({ url, provider: 'tumblr' })}`,
    ]);
  });

  it.each([
    [
      '<amp-jwplayer data-media-id="m1" layout="fill"></amp-jwplayer>',
      'embedDropped: <amp-jwplayer> names no address: "data-media-id=m1".',
    ],
    ['<x-icon></x-icon>', 'embedDropped: <x-icon> names no address.'],
    ['<div class="my-embed" data-id="7"></div>', 'embedDropped: <div> names no address: "data-id=7".'],
    ['<div data-src="a/b"></div>', 'embedDropped: The address "a/b" cannot be embedded.'],
    [
      '<div class="fb-like" data-href="https://f.example/1"></div>',
      'elementDropped: A story cannot show a button of another site: "https://f.example/1".',
    ],
    [
      '<script src="https://gist.github.com/x/1.js"></script>',
      'elementDropped: A story cannot show <script>: "https://gist.github.com/x/1.js".',
    ],
  ])('is told where it is no embed: %s', async (html, note) => {
    const { lines, notes } = await read({ bodyHtml: `<p>a</p>${html}` });
    expect({ lines, notes }).toEqual({ lines: ['normal: a'], notes: [note] });
  });

  it('parts no paragraph where it is a sign among words', async () => {
    const { lines } = await read({ bodyHtml: '<p>a <x-icon name="b"></x-icon>c</p>' });
    expect(lines).toEqual(['normal: a c']);
  });
});

describe('a picture in several sizes', () => {
  it.each([
    '<img srcset="https://e.example/1.jpg 1x, https://e.example/2.jpg 2x" alt="A">',
    '<img src="data:image/gif;base64,R0" data-srcset="https://e.example/2.jpg 900w,https://e.example/1.jpg 300w" alt="A">',
    '<picture><source srcset="//e.example/2.jpg"><img alt="A"></picture>',
  ])('is linked to in the largest: %s', async (bodyHtml) => {
    const { lines, notes } = await read({ bodyHtml });
    expect(lines).toEqual(['normal: {A|https://e.example/2.jpg}']);
    expect(notes).toEqual([expect.stringContaining('The picture "https://e.example/2.jpg" is not here')]);
  });
});

describe('lines that a style keeps apart', () => {
  it.each([
    ['<p style="white-space: pre-wrap">A  1\nB  2</p>', 'A\u00a0\u00a01\nB\u00a0\u00a02'],
    ['<p style="white-space:pre">A\nB</p>', 'A\nB'],
    ['<div style="white-space:break-spaces"><span>A\nB</span></div>', 'A\nB'],
    ['<p style="white-space:pre-line">\n  A  1\n  B\n</p>', 'A 1\nB'],
    ['<pre style="white-space:normal">A\nB</pre>', 'A B'],
    ['<p><span style="white-space:pre;white-space:pre-wrap">One.  Two.</span></p>', 'One. Two.'],
  ])('stay apart, and others do not: %j', async (bodyHtml, words) => {
    expect(await read({ bodyHtml })).toEqual({ lines: [`normal: ${words}`], notes: [] });
  });

  it('stay apart in a cell', async () => {
    const { lines } = await read({
      bodyHtml: '<table style="white-space:pre-wrap"><tr><td>A\nB<td>2</table>',
    });
    expect(lines).toEqual(['table {"rows":[["A\\nB","2"]]}']);
  });
});

describe('the title of a picture that is not here', () => {
  const told = 'pictureDropped: The title of the picture "a" is not kept: "The caption 42".';
  it('is told beside its alt text', async () => {
    const src = 'https://e.example/x.jpg';
    const markdown = await read({ bodyMarkdown: `![a](${src} "The caption 42")` });
    const html = await read({ bodyHtml: `<img src="${src}" alt="a" title="The caption 42">` });
    for (const { lines, notes } of [markdown, html]) {
      expect(lines).toEqual([`normal: {a|${src}}`]);
      expect(notes).toContain(told);
    }
  });

  it('stands in place of an alt text', async () => {
    const { lines, notes } = await read({ bodyMarkdown: '![](https://e.example/x.jpg "The caption 42")' });
    expect(lines).toEqual(['normal: {The caption 42|https://e.example/x.jpg}']);
    expect(notes).toHaveLength(1);
  });
});

describe('words of no size', () => {
  it.each([
    '<p>a<span style="font-size:0"> b</span></p>',
    '<p>a<span style="font-size: 0.0px !important"> <b style="font-size:2em">b</b></span></p>',
    '<style>.x{font-size:0pt}</style><p>a</p><p class="x">b</p>',
    '<div style="font-size:0"><p style="font-size:12pt">a<i style="font-size:0">b</i></p></div>',
  ])('are not public, and told: %s', async (bodyHtml) => {
    expect(await read({ bodyHtml })).toEqual({
      lines: ['normal: a'],
      notes: ['hiddenDropped: What readers do not see is not text: "b".'],
    });
  });

  it('are not those of a small size', async () => {
    const { lines } = await read({ bodyHtml: '<p style="font-size:0.8em">a</p>' });
    expect(lines).toEqual(['normal: a']);
  });
});

describe('fields before Markdown', () => {
  it('are no text, and told', async () => {
    const { lines, notes } = await read({
      bodyMarkdown: '---\r\ntitle: One\r\ntags:\r\n  - a\r\n- b\r\n---\r\nText: 42\r\n\r\nMore',
    });
    expect(lines).toEqual(['normal: Text: 42', 'normal: More']);
    expect(notes).toEqual([
      'fieldDropped: A field before Markdown is no text: "title: One".',
      'fieldDropped: A field before Markdown is no text: "tags: - a - b".',
    ]);
  });

  it('are not what stands between rules', async () => {
    const { lines } = await read({ bodyMarkdown: '---\nHe said.\n\n---\nMore' });
    expect(lines).toEqual(['normal: He said.', 'normal: More']);
  });
});

describe('what stands for nothing', () => {
  it.each([
    [{ bodyHtml: 'a&#0;b' }, 'a\uFFFDb'],
    [{ bodyHtml: 'a&#xD800;b' }, 'a\uFFFDb'],
    [{ bodyMarkdown: 'a&#0;b' }, 'a\uFFFDb'],
  ])('is told where it stands for a character: %j', async (text, words) => {
    expect(await read(text)).toEqual({
      lines: [`normal: ${words}`],
      notes: [`characterDropped: A character could not be read, and U+FFFD stands in its place: "${words}".`],
    });
  });

  it('prints no brackets where a word has no reading', async () => {
    const { lines } = await read({ bodyHtml: '<p><ruby>漢<rt></rt>字<rt>じ</rt></ruby></p>' });
    expect(lines).toEqual(['normal: 漢字（じ）']);
  });

  it('quotes the words of a page within the page', async () => {
    const { lines, notes } = await read({ bodyHtml: 'a<iframe srcdoc="<p>The 411</p>"></iframe>' });
    expect(lines).toEqual(['normal: a']);
    expect(notes).toEqual(['embedDropped: A page within the page is not kept: "The 411".']);
  });
});

describe('structure that a story does not have', () => {
  it.each([
    ['<p>a <mark>b</mark></p>', 'Words in <mark>'],
    ['<p>a <kbd>b</kbd></p>', 'Words in <kbd>'],
    ['<p>a <code>b</code></p>', 'Words in <code>'],
  ])('is told of words: %s', async (bodyHtml, what) => {
    const { lines, notes } = await read({ bodyHtml });
    expect(lines).toEqual(['normal: a b']);
    expect(notes).toEqual([`formattingDropped: ${what} are plain here: "b".`]);
  });

  it.each([
    ['<ul><li>a<blockquote>b</blockquote></li></ul>', 'A quote in an item of a list is its text: "b".'],
    ['<ul><li>a<h3>b</h3></li></ul>', 'A heading stands outside of its item of a list: "b".'],
    [
      '<ul><li>a<table><tr><td>b</td></tr></table></li></ul>',
      'A table stands after its item of a list: "b".',
    ],
    ['<ul><li>a<dl><dt>b<dd>c</dl></li></ul>', 'A list of terms becomes paragraphs.'],
  ])('is told in items of lists: %s', async (bodyHtml, detail) => {
    expect((await read({ bodyHtml })).notes).toEqual([`formattingDropped: ${detail}`]);
  });

  it('is not that of code in lines of its own, nor of a quote that is the item', async () => {
    const bodyHtml = '<pre><code>a</code></pre><ul><li><blockquote>b</blockquote></li></ul>';
    expect((await read({ bodyHtml })).notes).toEqual([]);
  });
});
