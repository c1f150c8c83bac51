import { describe, expect, it } from 'vitest';
import { fromMarkdown } from '../../../src/library/body/reading/from-markdown.ts';
import { withKeys } from '../../../src/library/body/keys.ts';
import {
  isEmptyBody,
  plainText,
  referencesIn,
  withArticleIds,
} from '../../../src/library/body/references.ts';
import { resolveBody } from '../../../src/library/body/resolve.ts';
import type { BlockIn, BodyOut } from '../../../src/library/body/schema.ts';
import { toHtml } from '../../../src/library/body/writing/to-html.ts';
import type { Shown } from '../../../src/library/body/writing/to-html.ts';
import { toMarkdown } from '../../../src/library/body/writing/to-markdown.ts';
import { article, kishidaPicture, otherPicture, paragraph, shown } from './bodies.ts';

const linked: BlockIn = {
  _type: 'block',
  children: [
    { _type: 'span', text: 'NATO ' },
    { _type: 'span', text: 'invited', marks: ['a1', 'strong'] },
    { _type: 'span', text: ' Japan', marks: ['l1'] },
  ],
  markDefs: [
    { _type: 'articleLink', _key: 'a1', article },
    { _type: 'link', _key: 'l1', href: 'https://x.example/?a=1&b="2"'.replaceAll('"', '%22') },
  ],
};

describe('a body to HTML', () => {
  it('writes semantic elements', () => {
    const html = toHtml(
      shown(
        withKeys([
          paragraph('A & B', { style: 'h2' }),
          paragraph('one\ntwo'),
          paragraph('quoted', { style: 'blockquote' }),
          paragraph('a', { listItem: 'bullet' }),
          paragraph('b', { listItem: 'number', level: 2 }),
          linked,
          { _type: 'note', text: 'first\nsecond', kind: 'background' },
          { _type: 'table', caption: 'C', header: true, rows: [['h'], ['d']] },
          { _type: 'embed', url: 'https://x.example/v', provider: 'tube', title: 'Film', caption: 'Watch' },
        ]),
      ),
    );
    expect(html).toBe(
      [
        '<h2>A &amp; B</h2>',
        '<p>one<br>two</p>',
        '<blockquote>quoted</blockquote>',
        '<ul><li>a<ol><li>b</li></ol></li></ul>',
        `<p>NATO <a href="https://example.org/nato-invites-partners" data-article="${article}"><strong>invited</strong></a>`,
        '<a href="https://x.example/?a=1&amp;b=%222%22"> Japan</a></p>',
        '<aside data-kind="background"><p>first</p><p>second</p></aside>',
        '<table><caption>C</caption><thead><tr><th scope="col">h</th></tr></thead><tbody><tr><td>d</td></tr></tbody></table>',
        '<figure data-provider="tube"><a href="https://x.example/v">Film</a><figcaption>Watch</figcaption></figure>',
      ].join(''),
    );
  });

  const sizes = ' sizes="auto, (min-width: 48rem) 48rem, 100vw"';

  it('shows a picture with its words, the story’s own before the picture’s', () => {
    const body = withKeys([
      { _type: 'image', media: kishidaPicture },
      {
        _type: 'gallery',
        items: [{ _type: 'image', media: kishidaPicture, caption: 'Own', altText: 'Own alt' }],
      },
    ]);
    const html = toHtml(
      shown(body, { caption: 'C', altText: 'A "quoted" alt', creditLine: 'Pool', srcset: 'a 320w, b 640w' }),
    );
    expect(html).toBe(
      `<figure><img src="https://example.org/media/md.webp" srcset="a 320w, b 640w"${sizes} alt="A &quot;quoted&quot; alt" width="1024" height="683" loading="lazy">` +
        '<figcaption>C <small>Pool</small></figcaption></figure>' +
        `<figure><figure><img src="https://example.org/media/md.webp" srcset="a 320w, b 640w"${sizes} alt="Own alt" width="1024" height="683" loading="lazy">` +
        '<figcaption>Own <small>Pool</small></figcaption></figure></figure>',
    );
    expect(toHtml(shown(body.slice(0, 1), { decorative: true, altText: 'x' }))).toContain('alt=""');
  });

  it('names a story whose address cannot be linked to', () => {
    const html = toHtml(
      resolveBody<Shown>(withKeys([linked]), {
        pictureOf: () => undefined,
        links: new Map([[article, { id: article, slug: 'a-slug', locale: 'en', href: 'data:text/html,a' }]]),
      }),
    );
    expect(html).toContain(`<a data-article="${article}"><strong>invited</strong></a>`);
  });
});

describe('hostile words and addresses', () => {
  const nasty = `"'><img src=x onerror=alert(1)><script>alert(1)</script>&lt;b&gt;`;
  const addresses = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'javascript&colon;alert(1)',
    'javascript&#58;alert(1)',
    'file:///etc/passwd',
    'https://x.example/" onclick="alert(1)',
    'https://x.example/><script>',
  ];
  const tag =
    /^<\/?(?:p|h[234]|blockquote|ul|ol|li|strong|em|a|br|figure|figcaption|img|small|table|caption|thead|tbody|tr|th|td|aside)(?: (?:alt|width|height|loading|scope|data-provider|data-kind|data-article)="[^"<>]*"| href="(?:https?:|mailto:)[^"<>]*"| src="https:\/\/example\.org\/[^"<>]*")*>$/;
  const activeMarkdown = /\]\((?!<?(?:https?:|mailto:))|<(?!https?:|mailto:)[a-z/!?]/i;

  /** Every tag that is not one of ours, written as we write it, with attributes that cannot run. */
  function strangersIn(html: string): string[] {
    return (html.match(/<[^>]*>?/g) ?? []).filter((found) => !tag.test(found));
  }

  /** Words that merely look active have been escaped, in either language. */
  function expectHarmless(body: BodyOut<Shown>): void {
    expect(strangersIn(toHtml(body))).toEqual([]);
    expect(toMarkdown(body).replace(/\\[\s\S]/g, '')).not.toMatch(activeMarkdown);
  }

  it('stay words in every kind of block', () => {
    expectHarmless(
      shown(
        withKeys([
          paragraph(nasty),
          paragraph(nasty, { style: 'h2' }),
          paragraph(nasty, { listItem: 'bullet' }),
          { _type: 'image', media: kishidaPicture, caption: nasty, altText: nasty },
          { _type: 'image', media: kishidaPicture },
          { _type: 'embed', url: 'https://x.example/v', provider: nasty, title: nasty, caption: nasty },
          {
            _type: 'table',
            caption: nasty,
            header: true,
            rows: [
              [nasty, nasty],
              [nasty, nasty],
            ],
          },
          { _type: 'note', text: nasty },
        ]),
        { caption: nasty, altText: nasty, creditLine: nasty },
      ),
    );
  });

  it.each(addresses)('make no link of %s, even past the schema', (address) => {
    const block = {
      ...linked,
      markDefs: [{ _type: 'link' as const, _key: 'l1', href: address }, linked.markDefs![0]!],
    };
    expectHarmless(shown(withKeys([block, { _type: 'embed', url: address, title: 'Film' }])));
    expect(toHtml(shown(withKeys([block])))).toContain(' Japan');
  });

  it.each([
    ...addresses.flatMap((address) => [
      `[words](${address})`,
      `[words](<${address}>)`,
      `![words](${address})`,
      `<${address}>`,
      `[words][1]\n\n[1]: ${address}`,
    ]),
    nasty,
    `<iframe src="javascript:alert(1)"></iframe>\n\n<svg onload=alert(1)>`,
    `[${nasty}](https://x.example)`,
    `![${nasty}](${kishidaPicture} "x' onerror='alert(1)")`,
    `| ${nasty} |\n|---|\n| [a](javascript:alert(1)) |`,
    `> [!NOTE]\n> ${nasty} [a](javascript:alert(1))`,
    '```json:object\n{"_type":"embed","url":"javascript:alert(1)"}\n```',
  ])('make nothing active of the Markdown %s', (markdown) => {
    const body = fromMarkdown(markdown);
    expectHarmless(shown(body));
    expectHarmless(shown(fromMarkdown(toMarkdown(shown(body)))));
  });

  it.each([
    '<a href="javascript:alert(1)">',
    '<img src=x onerror=alert(1)>',
    '<p onclick="alert(1)">',
    '<script>',
    '<img alt="<">',
  ])('would be found, had they come through: %s', (html) => {
    expect(strangersIn(`<p>${html}</p>`)).not.toEqual([]);
  });

  it('would be found in Markdown', () => {
    expect('[a](javascript:alert(1))').toMatch(activeMarkdown);
    expect('a <b onclick=x>').toMatch(activeMarkdown);
  });
});

describe('resolving a body', () => {
  it('leaves out pictures that are missing, and a gallery when none remains', () => {
    const image = { _type: 'image' as const, media: kishidaPicture };
    const other = { _type: 'image' as const, media: otherPicture };
    const body = withKeys([
      image,
      other,
      { _type: 'gallery', items: [image, other] },
      { _type: 'gallery', items: [other] },
    ]);
    const out = resolveBody(body, {
      pictureOf: ({ media }) => (media === kishidaPicture ? 'P' : undefined),
      links: new Map(),
    });
    expect(out).toMatchObject([
      { media: kishidaPicture, picture: 'P' },
      { _type: 'gallery', items: [{ picture: 'P' }] },
    ]);
    expect(out).toHaveLength(2);
  });

  it('keeps the words of a link to a story that is not live', () => {
    const [out] = resolveBody(withKeys([linked]), { pictureOf: () => undefined, links: new Map() });
    expect(out).toMatchObject({
      children: [{ marks: [] }, { text: 'invited', marks: ['strong'] }, { marks: ['l1'] }],
      markDefs: [{ _key: 'l1' }],
    });
    expect(JSON.stringify(out)).not.toContain(article);
  });

  it('changes nothing in what is stored', () => {
    const body = withKeys([linked]);
    const before = structuredClone(body);
    shown(body);
    expect(body).toEqual(before);
  });
});

describe('what a body says', () => {
  const body = withKeys([
    linked,
    { _type: 'image', media: kishidaPicture, caption: 'A caption' },
    {
      _type: 'gallery',
      items: [
        { _type: 'image', media: otherPicture },
        { _type: 'image', media: kishidaPicture },
      ],
    },
    { _type: 'table', rows: [['a', 'b']] },
    { _type: 'note', text: 'An aside' },
  ]);

  it('names its pictures and stories once, in order', () => {
    expect(referencesIn(body)).toEqual({ media: [kishidaPicture, otherPicture], articles: [article] });
  });

  it('takes ids for slugs', () => {
    const named = withArticleIds(
      withKeys([
        {
          ...linked,
          markDefs: [{ _type: 'articleLink', _key: 'a1', article: 'a-slug' }, linked.markDefs![1]!],
        },
      ]),
      new Map([['a-slug', article]]),
    );
    expect(referencesIn(named).articles).toEqual([article]);
  });

  it('has every word of its own in its plain text', () => {
    expect(plainText(body)).toBe('NATO invited Japan\n\nA caption\n\na\tb\n\nAn aside');
  });

  it.each([
    ['no blocks', [], true],
    ['blank spans', [paragraph(' \n\u00a0')], true],
    ['a word', [paragraph(' '), paragraph('x')], false],
    ['a picture', [{ _type: 'image' as const, media: kishidaPicture }], false],
  ])('is empty or not: %s', (_name, blocks, empty) => {
    expect(isEmptyBody(blocks)).toBe(empty);
  });
});
