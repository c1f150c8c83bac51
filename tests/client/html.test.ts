import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHtml as clientHtml, type HtmlOptions } from '../../packages/client/src/html.ts';
import { withKeys } from '../../src/library/body/keys.ts';
import { resolveBody } from '../../src/library/body/resolve.ts';
import { BodyIn, type Body } from '../../src/library/body/schema.ts';
import { toHtml as serverHtml } from '../../src/library/body/writing/to-html.ts';
import { article } from '../library/body/bodies.ts';
import { anyBody, anyMarks } from '../library/body/generated.ts';

type Blocks = Parameters<typeof clientHtml>[0];

const picture = {
  id: 'media_1',
  type: 'picture',
  src: 'https://api.example/media/1/md.jpg',
  width: 1024,
  height: 683,
  creditLine: 'Pool',
};

/** A body as an answer has it. */
function shown(body: Body) {
  return resolveBody(body, {
    pictureOf: ({ caption, altText }) => ({ ...picture, srcset: 'a.webp 320w', caption, altText }),
    links: new Map([
      [article, { id: article, slug: 'a-story', locale: 'en', href: 'https://news.example/a-story' }],
    ]),
  });
}

function html(blocks: unknown[], options?: HtmlOptions): string {
  return clientHtml(blocks as Blocks, options);
}

function paragraph(text: string, marks: string[] = [], markDefs: object[] = []) {
  const children = [{ _type: 'span', _key: 'b', text, marks }];
  return { _type: 'block', _key: 'a', style: 'normal', children, markDefs };
}

describe('a body as HTML by the client', () => {
  it.each([
    { what: 'bodies', any: anyBody },
    { what: 'marks', any: anyMarks.map((block) => [block]) },
  ])('is what the server writes, of any $what', ({ any }) => {
    fc.assert(
      fc.property(any, (blocks) => {
        const body = shown(withKeys(BodyIn.parse(blocks)));
        expect(html(body)).toBe(serverHtml(body));
      }),
      { numRuns: Number(process.env['CHANCES'] ?? 50) },
    );
  });

  it('escapes words and makes no link of an address that would run', () => {
    function link(href: string): string {
      return html([paragraph('<b>', ['l'], [{ _type: 'link', _key: 'l', href }])]);
    }
    expect(link('https://nato.int/?a=1&b="')).toBe(
      '<p><a href="https://nato.int/?a=1&amp;b=&quot;">&lt;b&gt;</a></p>',
    );
    for (const href of [
      'javascript:alert(1)',
      ' JavaScript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      '//evil',
    ])
      expect(link(href)).toBe('<p>&lt;b&gt;</p>');
    expect(html([{ _type: 'embed', _key: 'e', url: 'javascript:alert(1)' }])).toBe(
      '<figure>javascript:alert(1)</figure>',
    );
  });

  it('leads to other stories as the site wants it', () => {
    const def = {
      _type: 'articleLink',
      _key: 'l',
      article: 'article_1',
      slug: 'one',
      href: 'https://api.example/one',
    };
    const blocks = [paragraph('One', ['l'], [def])];
    expect(html(blocks)).toBe('<p><a href="https://api.example/one" data-article="article_1">One</a></p>');
    expect(html(blocks, { articleHref: ({ slug }) => `/stories/${slug}` })).toBe(
      '<p><a href="/stories/one" data-article="article_1">One</a></p>',
    );
  });

  it('says how wide pictures are, and in which language a caption is', () => {
    const foreign = { ...picture, caption: 'Ein Hafen', captionLocale: 'de', srcset: 'a.webp 320w' };
    const image = { _type: 'image', _key: 'i', media: 'media_1', picture: foreign };
    expect(html([image], { sizes: '100vw', locale: 'en' })).toBe(
      '<figure><img src="https://api.example/media/1/md.jpg" srcset="a.webp 320w" sizes="100vw" alt="" ' +
        'width="1024" height="683" loading="lazy"><figcaption lang="de" dir="auto">Ein Hafen <small>Pool</small></figcaption></figure>',
    );
  });

  it('writes a kind of block as the site wants it', () => {
    const note = { _type: 'note', _key: 'n', text: 'One', kind: 'box' };
    expect(html([note], { blocks: { note: ({ text }) => `<my-note>${text}</my-note>` } })).toBe(
      '<my-note>One</my-note>',
    );
  });

  it('keeps the words of marks and leaves out kinds of block that it does not know', () => {
    expect(html([paragraph('One', ['glow', 'toString'])])).toBe('<p>One</p>');
    expect(html([{ _type: 'hologram', _key: 'h' }, paragraph('One')])).toBe('<p>One</p>');
    expect(html([{ _type: 'toString', _key: 'h' }])).toBe('');
  });
});
