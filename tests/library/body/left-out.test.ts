import { describe, expect, it } from 'vitest';
import { fromMarkdown } from '../../../src/library/body/reading/from-markdown.ts';
import type { Note } from '../../../src/library/notes.ts';
import { linesOf, readHtml } from './reading.ts';

function said(html: string): { lines: string[]; details: string[] } {
  const { lines, notes } = readHtml(html);
  return { lines, details: notes.map(({ name, detail }) => `${name}: ${detail}`) };
}

const address = 'https://x.example/v';

describe('the words of elements', () => {
  it.each([
    ['an object', `<object><p>b</p></object>`],
    ['an audio', '<audio>b</audio>'],
    ['a video', '<video><p>b</p></video>'],
    ['a canvas', '<canvas>b</canvas>'],
    ['an applet', '<applet>b</applet>'],
    ['a map', '<map><p>b</p></map>'],
    ['a set of frames', '<frameset><noframes><p>b</p></noframes></frameset>'],
    ['a meter', '<meter value="0.6">b</meter>'],
    ['a box that opens', '<details><summary>b</summary></details>'],
    ['a dialog that is open', '<dialog open>b</dialog>'],
    ['a head that the body is in', '<head><p>b</p></head>'],
    ['what no standard knows', '<marquee>b</marquee>'],
  ])('are kept where they are seen in place of it: %s', (_, html) => {
    expect(said(`<p>a</p>${html}`).lines).toEqual(['normal: a', 'normal: b']);
  });

  it.each([
    ['object', `<object data="${address}"><p>b</p></object>`],
    ['audio', `<audio src="${address}">b</audio>`],
    ['video', `<video><source src="${address}"><p>b</p></video>`],
  ])('are told where something else is seen in place of them: %s', (_, html) => {
    expect(said(html)).toEqual({
      lines: [`embed {"url":"${address}"}`],
      details: ['hiddenDropped: What readers do not see is not text: "b".'],
    });
  });

  it.each([
    ['<button>b</button>', 'A story cannot show <button>: "b".'],
    ['<select><option>b<option>c</select>', 'A story cannot show <select>: "b c".'],
    ['<textarea>b</textarea>', 'A story cannot show <textarea>: "b".'],
    ['<input value="b">', 'A story cannot show <input>: "b".'],
    ['<input type="hidden" value="b">', undefined],
    ['<svg><title>b</title><text>c</text></svg>', 'A story cannot show <svg>: "b c".'],
    ['<math><mi>x</mi><mo>=</mo><mn>2</mn></math>', 'A story cannot show <math>: "x = 2".'],
    ['<progress value="3" max="5"></progress>', 'A story cannot show <progress>: "3".'],
    ['<canvas></canvas>', 'A story cannot show <canvas>.'],
    ['<map><area alt="b" href="https://x.example/"></map>', 'A story cannot show <area>: "b".'],
    ['<script src="w.js"></script>', 'A story cannot show <script>: "w.js".'],
  ])('are quoted where a story cannot show it: %s', (html, detail) => {
    expect(said(`<p>a</p>${html}`)).toEqual({
      lines: ['normal: a'],
      details: detail === undefined ? [] : [`elementDropped: ${detail}`],
    });
  });

  it.each([
    '<template><p>b</p></template>',
    '<noscript>b</noscript>',
    '<head><title>b</title></head>',
    '<datalist><option>b</datalist>',
    '<dialog>b</dialog>',
  ])('are told where no reader sees them: %s', (html) => {
    expect(said(`<p>a</p>${html}`)).toEqual({
      lines: ['normal: a'],
      details: ['hiddenDropped: What readers do not see is not text: "b".'],
    });
  });

  it('of a frame are its address', () => {
    expect(said('<frameset><frame src="b.html"></frameset>').details).toEqual([
      'embedDropped: The address "b.html" cannot be embedded.',
    ]);
  });
});

describe('what is never closed', () => {
  it.each([
    ['<p>a</p><title>b<p>c</p>', ['normal: a', 'normal: b', 'normal: c'], []],
    ['<p>a</p><textarea>b<p>c</p>', ['normal: a', 'normal: b', 'normal: c'], []],
    [
      '<p>a</p><style>b<p>c</p>',
      ['normal: a'],
      ['elementDropped: <style> is never closed: what follows it is not text, "b<p>c</p>".'],
    ],
    [
      '<p>a</p><script>b<p>c</p>',
      ['normal: a'],
      [
        'elementDropped: <script> is never closed: what follows it is not text, "b<p>c</p>".',
        'elementDropped: A story cannot show <script>.',
      ],
    ],
    ['<p>a <!-- b --!>c</p>', ['normal: a c'], ['commentDropped: A comment is not text: "b".']],
    ['a <x', ['normal: a <x'], []],
    ['a <b', ['normal: a <b'], []],
    ['a </b', ['normal: a </b'], []],
    ['a <x b="c> d', ['normal: a <x b="c> d'], []],
    ['a <!b c> d', ['normal: a d'], ['commentDropped: A comment is not text: "!b c".']],
  ])('swallows nothing in silence: %s', (html, lines, details) => {
    expect(said(html)).toEqual({ lines, details });
  });
});

describe('what Markdown defines', () => {
  it.each([
    ['[//]: # (secret)', [], 'commentDropped: A comment is not text: "secret".'],
    ['[comment]: <> "secret"', [], 'commentDropped: A comment is not text: "secret".'],
    ['[x]: https://x.example/ "T"', [], 'linkDropped: No words lead to "https://x.example/ T".'],
    [
      '[a]: https://x.example/\n[a]: https://y.example/\n\n[a]',
      ['normal: {a|https://x.example/}'],
      'linkDropped: No words lead to "https://y.example/".',
    ],
    ['[^1]: Source', [], 'linkDropped: No words lead to "Source".'],
    ['[^1]: Two sources', ['normal: [^1]: Two sources'], undefined],
    ['[a]\n\n[a]: https://x.example/', ['normal: {a|https://x.example/}'], undefined],
    ['![a]\n\n[a]: media_01g4pyc6wje2v8w3tbgj7dq5kz', ['image'], undefined],
  ])('is told where nothing leads to it: %s', (markdown, lines, detail) => {
    const notes: Note[] = [];
    const read = linesOf(fromMarkdown(markdown, (note) => notes.push(note)));
    expect(read.map((line) => line.replace(/^image .*/, 'image'))).toEqual(lines);
    expect(notes.map((note) => `${note.name}: ${note.detail}`)).toEqual(detail === undefined ? [] : [detail]);
  });
});
