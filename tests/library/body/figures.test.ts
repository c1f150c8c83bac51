import { describe, expect, it } from 'vitest';
import { readHtml } from './reading.ts';

const picture = 'media_01g4q22g00epn9j77xa3hcy7rk';

function image(caption?: string): string {
  return `image ${JSON.stringify({ media: picture, ...(caption !== undefined && { caption }) })}`;
}

describe('a figure', () => {
  it.each([
    [
      'with a caption of several paragraphs',
      `<figure><img src="${picture}"><figcaption><p>One.</p><p>Two <b>three</b>.</p></figcaption></figure>`,
      [image('One.\nTwo three.')],
    ],
    [
      'with a credit in its caption',
      `<figure><img src="${picture}"><figcaption>A boat.<span class="photo-credit">A. Person/Pool</span></figcaption></figure>`,
      [image('A boat. (A. Person/Pool)')],
    ],
    [
      'with a credit that has its brackets',
      `<figure><img src="${picture}"><figcaption>A boat. <cite>(Pool)</cite></figcaption></figure>`,
      [image('A boat. (Pool)')],
    ],
    [
      'with numbers that are raised',
      `<figure><img src="${picture}"><figcaption>10<sup>6</sup> km<sup>2</sup></figcaption></figure>`,
      [image('10⁶ km²')],
    ],
    [
      'of figures with a caption of their own',
      `<figure class="wp-block-gallery"><ul><li><figure><img src="${picture}"><figcaption>A</figcaption></figure></li>` +
        `<li><figure><img src="${picture}"></figure></li></ul><figcaption>All</figcaption></figure>`,
      [
        `gallery ${JSON.stringify({
          items: ['A', undefined].map((caption, index) => ({
            _type: 'image',
            _key: index,
            media: picture,
            ...(caption && { caption }),
          })),
        })}`,
        'normal: All',
      ],
    ],
    [
      'with a table',
      '<figure class="wp-block-table"><table><tr><td>1</td></tr></table><figcaption>Results</figcaption></figure>',
      ['table {"rows":[["1"]],"caption":"Results"}'],
    ],
    [
      'with two pictures from elsewhere',
      '<figure><img src="https://x.example/a.jpg" alt="A"><figcaption>One</figcaption></figure>',
      ['normal: {A|https://x.example/a.jpg}', 'normal: One'],
    ],
  ])('%s', (_, html, lines) => {
    const read = readHtml(html).lines.map((line) => line.replaceAll(/"_key":"[^"]*"/g, '"_key":0'));
    expect(read).toEqual(lines.map((line) => line.replaceAll(/"_key":\d/g, '"_key":0')));
  });
});

describe('a table', () => {
  it('tells what its cells cannot hold', () => {
    const { lines, notes } = readHtml(
      `<table><tr><td><img src="${picture}" alt="A boat"></td><td><table><tr><td>1</td><td>2</td></tr></table></td>` +
        '<td><ol start="3"><li>a<li>b</ol></td><td><iframe src="https://v.example/1"></iframe></td></tr></table>',
    );
    expect(lines).toEqual(['table {"rows":[["A boat","1 2","3. a\\n4. b","https://v.example/1"]]}']);
    expect(notes.map(({ name, detail }) => `${name}: ${detail}`)).toEqual([
      'formattingDropped: A cell cannot hold a picture: its words are kept, "A boat".',
      'formattingDropped: A cell cannot hold a table: its words are kept, "1 2".',
      'formattingDropped: A cell cannot hold a list: its words are kept, "3. a 4. b".',
      'formattingDropped: A cell cannot hold an embed: its words are kept, "https://v.example/1".',
    ]);
  });

  it('of one cell with more than paragraphs is a box of a page', () => {
    const html = `<table><tr><td><h2>A</h2><p>b</p><img src="${picture}"></td></tr></table>`;
    expect(readHtml(html).lines).toEqual(['h2: A', 'normal: b', image()]);
  });
});
