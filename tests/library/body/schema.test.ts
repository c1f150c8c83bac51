import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { BodyIn, bodyOut } from '../../../src/library/body/schema.ts';
import { withKeys } from '../../../src/library/body/keys.ts';
import { printableText } from '../../../src/foundation/schemas/text.ts';
import { article, kishidaPicture, paragraph, shown } from './bodies.ts';

function link(href: string) {
  return {
    _type: 'block',
    children: [{ _type: 'span', text: 'words', marks: ['l1'] }],
    markDefs: [{ _type: 'link', _key: 'l1', href }],
  };
}

const whole = [
  paragraph('A heading', { style: 'h2' }),
  { ...paragraph('An item'), listItem: 'bullet', level: 2 },
  link('https://www.nato.int/'),
  {
    _type: 'block',
    children: [{ _type: 'span', text: 'another story', marks: ['a1', 'em'] }],
    markDefs: [{ _type: 'articleLink', _key: 'a1', article }],
  },
  { _type: 'image', media: kishidaPicture, caption: 'A caption' },
  { _type: 'gallery', items: [{ _type: 'image', media: kishidaPicture }] },
  { _type: 'embed', url: 'https://www.youtube.com/watch?v=kUSYVWDRIwY' },
  {
    _type: 'table',
    header: true,
    rows: [
      ['a', 'b'],
      ['c', ''],
    ],
  },
  { _type: 'note', text: 'A note', kind: 'background' },
];

describe('a body that comes in', () => {
  it('takes every kind of block without keys', () => {
    expect(BodyIn.safeParse(whole).error).toBeUndefined();
  });

  it.each([
    ['an unknown block type', { _type: 'code', code: 'x' }, '0/_type'],
    ['an unknown field', { ...paragraph('x'), colour: 'red' }, '0'],
    ['an unknown style', paragraph('x', { style: 'h1' }), '0/style'],
    [
      'an unknown mark',
      { _type: 'block', children: [{ _type: 'span', text: 'x', marks: ['underline'] }] },
      '0/children/0/marks/0',
    ],
    ['a level without a list', paragraph('x', { level: 1 }), '0/level'],
    ['a list deeper than five', paragraph('x', { listItem: 'bullet', level: 6 }), '0/level'],
    ['a block without spans', { _type: 'block', children: [] }, '0/children'],
    ['U+0000', paragraph('a\0b'), '0/children/0/text'],
    ['a control character that no feed can carry', paragraph('a\u000bb'), '0/children/0/text'],
    ['a lone surrogate', paragraph('a\ud800b'), '0/children/0/text'],
    ['a lone surrogate in a cell', { _type: 'table', rows: [['\udc00']] }, '0/rows/0/0'],
    ['a span that is too long', paragraph('x'.repeat(20_001)), '0/children/0/text'],
    ['a table with ragged rows', { _type: 'table', rows: [['a', 'b'], ['c']] }, '0/rows'],
    ['a picture that is no media id', { _type: 'image', media: 'kishida.jpg' }, '0/media'],
    ['an embed that could run', { _type: 'embed', url: 'javascript:alert(1)' }, '0/url'],
    ['a key that is no key', paragraph('x', { _key: '__proto__' }), '0/_key'],
    ['javascript:', link('javascript:alert(1)'), '0/markDefs/0/href'],
    ['javascript: in capitals', link('JavaScript:alert(1)'), '0/markDefs/0/href'],
    ['javascript: with a tab in it', link('java\tscript:alert(1)'), '0/markDefs/0/href'],
    ['data:', link('data:text/html,<script>alert(1)</script>'), '0/markDefs/0/href'],
    ['vbscript:', link('vbscript:msgbox(1)'), '0/markDefs/0/href'],
    ['a link without a scheme', link('//evil.example'), '0/markDefs/0/href'],
    ['a quote in an address', link('https://x.example/"onclick="alert(1)'), '0/markDefs/0/href'],
    [
      'a link named like a mark',
      { ...link('https://x.example'), markDefs: [{ _type: 'link', _key: 'em', href: 'https://x.example' }] },
      '0/markDefs/0/_key',
    ],
  ])('refuses %s and says where', (_name, block, path) => {
    const { error } = BodyIn.safeParse([block]);
    expect(error?.issues.map((issue) => issue.path.join('/'))).toContain(path);
  });

  it('refuses two links on the same words', () => {
    const block = link('https://x.example');
    block.markDefs.push({ _type: 'link', _key: 'l2', href: 'https://y.example' });
    block.children[0]!.marks = ['l1', 'l2'];
    expect(BodyIn.safeParse([block]).error?.issues[0]?.message).toBe('must hold one link at most');
  });

  it('refuses a key that is used twice, in the body, a block or a gallery', () => {
    const twice = { _key: 'a' };
    expect(BodyIn.safeParse([paragraph('x', twice), paragraph('y', twice)]).error?.issues[0]?.path).toEqual([
      1,
      '_key',
    ]);
    const span = { _type: 'span', text: 'x', ...twice };
    expect(BodyIn.safeParse([{ _type: 'block', children: [span, span] }]).error?.issues[0]?.path).toEqual([
      0,
      'children',
      1,
      '_key',
    ]);
    const image = { _type: 'image', media: kishidaPicture, ...twice };
    expect(BodyIn.safeParse([{ _type: 'gallery', items: [image, image] }]).error?.issues[0]?.path).toEqual([
      0,
      'items',
      1,
      '_key',
    ]);
  });

  it('refuses more than 2000 blocks', () => {
    expect(BodyIn.safeParse(Array.from({ length: 2001 }, () => paragraph('x'))).success).toBe(false);
  });

  it.each([
    'https://www.nato.int/',
    'http://x.example/a?b=c&d=e#f',
    'mailto:desk@example.org',
    'HTTPS://X.EXAMPLE/',
  ])('takes the address %s', (href) => {
    expect(BodyIn.safeParse([link(href)]).success).toBe(true);
  });
});

describe('a body that goes out', () => {
  const Out = bodyOut(
    z.object({ src: z.string(), width: z.number(), height: z.number(), caption: z.string().optional() }),
  );

  it('has exactly the shape that its schema promises', () => {
    const out = shown(withKeys(BodyIn.parse(whole)));
    expect(Out.parse(out)).toEqual(out);
  });

  it('shows that a missing key is a fault', () => {
    const [first] = shown(withKeys(BodyIn.parse(whole)));
    const { _key, ...keyless } = first!;
    expect(Out.safeParse([keyless]).success).toBe(false);
  });

  it('reads well in the contract: one component per part, input twins only where keys may be left out', () => {
    function content(schema: z.ZodType) {
      return { content: { 'application/json': { schema } } };
    }
    const document = createDocument({
      openapi: '3.1.0',
      info: { title: 'x', version: '1' },
      paths: {
        '/x': {
          post: { requestBody: content(BodyIn), responses: { 200: { description: 'x', ...content(Out) } } },
        },
      },
    });
    expect(Object.keys(document.components?.schemas ?? {}).sort()).toEqual([
      'ArticleLink',
      'ArticleLinkIn',
      'Block',
      'BlockIn',
      'EmbedBlock',
      'EmbedBlockIn',
      'GalleryBlock',
      'GalleryBlockIn',
      'ImageBlock',
      'ImageBlockIn',
      'Link',
      'NoteBlock',
      'NoteBlockIn',
      'Span',
      'SpanIn',
      'TableBlock',
      'TableBlockIn',
      'TextBlock',
      'TextBlockIn',
    ]);
  });

  it('carries examples that are themselves valid', () => {
    for (const schema of [BodyIn.element, Out.element])
      for (const option of schema.options) {
        const examples = option.meta()?.examples ?? [];
        for (const example of examples)
          expect(option.safeParse(example).error, JSON.stringify(example)).toBeUndefined();
      }
  });
});

describe('text', () => {
  it('trims and refuses what is empty, unless told otherwise', () => {
    expect(printableText({ max: 5 }).parse('  ab ')).toBe('ab');
    expect(printableText({ max: 5 }).safeParse('  ').success).toBe(false);
    expect(printableText({ max: 5, min: 0, trim: false }).parse(' ')).toBe(' ');
  });

  it('keeps what every format can carry', () => {
    const all = 'Zażółć 日本 🗞️ \u{1F1EF}\u{1F1F5} a\tb\nc\n';
    expect(printableText({ max: 100, trim: false }).parse(all)).toBe(all);
  });
});
