import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHtml } from '../../../src/library/body/reading/from-html.ts';
import { fromMarkdown } from '../../../src/library/body/reading/from-markdown.ts';
import { fromText } from '../../../src/library/body/reading/from-text.ts';
import { rekey, withKeys } from '../../../src/library/body/keys.ts';
import {
  BodyIn,
  type Block,
  type BlockIn,
  type Body,
  type ImageBlock,
} from '../../../src/library/body/schema.ts';
import { resolveBody } from '../../../src/library/body/resolve.ts';
import { toHtml } from '../../../src/library/body/writing/to-html.ts';
import { toMarkdown } from '../../../src/library/body/writing/to-markdown.ts';
import { toText } from '../../../src/library/body/writing/to-text.ts';
import { wordsIn } from '../../../src/library/body/words.ts';
import { article, paragraph, textsOf } from './bodies.ts';
import { anyBody, anyMarks, anyTextBody, keptBody } from './generated.ts';

/** How often each is tried; `npm run test:long` looks longer. */
const numRuns = Number(process.env['CHANCES'] ?? 25);

/** As delivery would, with the address of one file for each picture, and its credit. */
function shown(body: Body, creditLine: string | undefined = 'Pool') {
  return resolveBody(body, {
    pictureOf: ({ media, caption, altText }) => ({
      src: `https://api.example/media/${media}/1a2b3c4d/md.jpg`,
      width: 1024,
      height: 683,
      creditLine,
      caption,
      altText,
    }),
    links: new Map([
      [article, { id: article, slug: 'a-story', locale: 'en', href: 'https://news.example/a-story' }],
    ]),
  });
}

/** What a body says, without keys: links by where they lead, neighbours with the same marks as one. */
function said(body: Body): unknown[] {
  return body.map((block) => {
    if (block._type === 'gallery')
      return { ...block, _key: '', items: block.items.map((item) => ({ ...item, _key: '' })) };
    if (block._type !== 'block') return { ...block, _key: '' };
    const { style, listItem, level } = block;
    return { style, listItem, level, spans: spansOf(block) };
  });
}

function spansOf(block: Extract<Block, { _type: 'block' }>): [text: string, marks: string][] {
  const spans: [string, string][] = [];
  for (const { text, marks } of block.children) {
    const names = marks.map((mark) => {
      const def = block.markDefs.find(({ _key }) => _key === mark);
      return def ? (def._type === 'link' ? def.href : def.article) : mark;
    });
    const all = names.toSorted().join(' ');
    const last = spans.at(-1);
    if (last?.[1] === all) last[0] += text;
    else spans.push([text, all]);
  }
  return spans;
}

const knownTag =
  /^<\/?(?:p|h[234]|blockquote|ul|ol|li|strong|em|del|sup|sub|a|br|figure|figcaption|img|small|table|caption|thead|tbody|tr|th|td|aside)(?: (?:href|src|alt|width|height|loading|scope|data-provider|data-kind|data-article)="[^"<>]*")*>$/;

function keysOf(body: Body): string[] {
  return body.map(({ _key }) => _key);
}

/** A picture's credit stands behind its caption in every form; whoever knows the picture takes it away. */
function withCredits(body: Body): BlockIn[] {
  return body.map((block): BlockIn => {
    if (block._type === 'image')
      return { ...block, caption: [block.caption, '(Pool)'].filter(Boolean).join(' ') };
    return block._type === 'gallery' ? { ...block, items: withCredits(block.items) as ImageBlock[] } : block;
  });
}

/**
 * What Markdown says of each block. By design it has no galleries, no hosts of embeds, five kinds of notes, no captions
 * of tables, no links to stories but to their pages; and a picture's credit stands behind its caption.
 */
function asMarkdownKeeps(body: Body): BlockIn[] {
  return body.flatMap((block): BlockIn[] => {
    switch (block._type) {
      case 'image':
        return withCredits([block]);
      case 'gallery':
        return asMarkdownKeeps(block.items);
      case 'embed':
        return [
          line(block.title ?? block.url, { _type: 'link', _key: 'l', href: block.url }),
          ...(block.caption ? [line(block.caption, 'em')] : []),
        ];
      case 'table': {
        const { caption, ...table } = block;
        return [...(caption ? [line(caption, 'em')] : []), table];
      }
      case 'note':
        return [{ ...block, kind: block.kind === 'tip' ? 'tip' : 'note' }];
      case 'block': {
        const markDefs = block.markDefs.map((def) =>
          def._type === 'link'
            ? def
            : { _type: 'link' as const, _key: def._key, href: 'https://news.example/a-story' },
        );
        return [{ ...block, markDefs }];
      }
    }
  });
}

/** Each letter and digit with its marks. */
function letters(body: Body): [string, string][] {
  return body.flatMap((block) =>
    block._type === 'block'
      ? spansOf(block).flatMap(([text, marks]) =>
          (text.match(/[\p{L}\p{N}]/gu) ?? []).map((letter): [string, string] => [letter, marks]),
        )
      : [],
  );
}

/** Marks that were lost or came to be in Markdown. */
const onceLost: BlockIn[] = [
  [span('1.'), span('aX]')],
  [span('a ', 'em'), span('b', 'strong', 'em'), span('"c ', 'sub', 'em'), span('d')],
].map((children) => ({ _type: 'block', style: 'normal', children, markDefs: [] }));

function span(text: string, ...marks: string[]) {
  return { _type: 'span' as const, text, marks };
}

type Def = NonNullable<Extract<BlockIn, { _type: 'block' }>['markDefs']>[number];

function line(text: string, mark: 'em' | Def): BlockIn {
  const [name, markDefs] = mark === 'em' ? [mark, []] : [mark._key, [mark]];
  return { _type: 'block', style: 'normal', children: [{ _type: 'span', text, marks: [name] }], markDefs };
}

describe('any body', () => {
  it('to HTML and back says the same, with every block, mark, link, caption and alt text', () => {
    fc.assert(
      fc.property(anyBody, (blocks) => {
        const body = withKeys(blocks);
        const back = fromHtml(toHtml(shown(body)));
        expect(BodyIn.safeParse(back).error).toBeUndefined();
        expect(said(back)).toEqual(said(withKeys(withCredits(body))));
      }),
      { numRuns },
    );
  });

  it('to HTML and back keeps the key of every block', () => {
    fc.assert(
      fc.property(anyBody, (blocks) => {
        const body = withKeys(blocks.map((block, index) => ({ ...block, _key: `k${index}` })));
        expect(keysOf(rekey(body, fromHtml(toHtml(shown(body, '')))))).toEqual(keysOf(body));
      }),
      { numRuns },
    );
  });

  it('to Markdown and back says the same, but for what Markdown has no signs for', () => {
    fc.assert(
      fc.property(anyBody, (blocks) => {
        const body = withKeys(blocks);
        const back = fromMarkdown(toMarkdown(shown(body)));
        expect(BodyIn.safeParse(back).error).toBeUndefined();
        expect(said(back)).toEqual(said(withKeys(asMarkdownKeeps(body))));
      }),
      { numRuns },
    );
  });

  it('to Markdown and back keeps every word, link and mark, wherever marks begin and end', () => {
    fc.assert(
      fc.property(anyMarks, (block) => {
        const body = withKeys([block]);
        const back = fromMarkdown(toMarkdown(shown(body)));
        expect(textsOf(back)).toEqual(textsOf(body));
        expect(letters(back)).toEqual(letters(withKeys(asMarkdownKeeps(body))));
      }),
      { numRuns: numRuns * 3, examples: onceLost.map((block) => [block]) },
    );
  });

  it('to HTML is safe and semantic: known elements alone, words escaped, every picture in a figure with alt text', () => {
    fc.assert(
      fc.property(anyBody, (blocks) => {
        const html = toHtml(shown(withKeys(blocks)));
        const tags = html.match(/<[^>]*>/g) ?? [];
        expect(tags.filter((tag) => !knownTag.test(tag))).toEqual([]);
        expect(html.match(/<figure><img [^>]*alt="/g) ?? []).toHaveLength(html.match(/<img/g)?.length ?? 0);
      }),
      { numRuns },
    );
  });
});

describe('the keys of any body', () => {
  const edits = ['insert', 'delete', 'move', 'change a word'] as const;

  it('stay over an insertion, a deletion, a move and a changed word, in every form that says what the block is', () => {
    fc.assert(
      fc.property(
        keptBody,
        fc.constantFrom(...edits),
        fc.nat(),
        fc.nat(),
        fc.boolean(),
        (blocks, edit, at, to, throughHtml) => {
          const before = withKeys(blocks);
          const told = before.flatMap((block, index) => (isSentence(block) ? [index] : []));
          const place = edit === 'change a word' ? told[at % told.length]! : at % before.length;
          const next: BlockIn[] = before.map(({ _key, ...block }) => block as BlockIn);
          const expected: (string | undefined)[] = keysOf(before);
          const [taken] = next.slice(place, place + 1);
          if (edit === 'insert') {
            next.splice(place, 0, paragraph('Officials gave no comment at all.'));
            expected.splice(place, 0, undefined);
          } else if (edit === 'delete' || edit === 'move') {
            next.splice(place, 1);
            const [key] = expected.splice(place, 1);
            const target = to % (next.length + 1);
            if (edit === 'move') next.splice(target, 0, taken!);
            if (edit === 'move') expected.splice(target, 0, key);
          } else next[place] = paragraph(changed((taken as Sentence).children[0]!.text, to));
          const sent = throughHtml ? fromHtml(toHtml(shown(withKeys(next), ''))) : next;
          const after = rekey(before, sent);
          const known = new Set(keysOf(before));
          expect(after.map(({ _key }) => (known.has(_key) ? _key : undefined))).toEqual(expected);
          expect(new Set(keysOf(after)).size).toBe(after.length);
        },
      ),
      { numRuns },
    );
  });
});

type Sentence = Extract<BlockIn, { _type: 'block' }>;

function isSentence(block: BlockIn): boolean {
  return (
    block._type === 'block' &&
    block.listItem === undefined &&
    block.children.length === 1 &&
    /.{30}[.。]$/.test(block.children[0]!.text)
  );
}

/** The sentence with one of its words replaced. */
function changed(text: string, at: number): string {
  const words = wordsIn(text).filter((word) => word.length > 1);
  return text.replace(words[at % words.length]!, /\p{sc=Han}/u.test(text) ? '記者' : 'Madrid');
}

describe('any text', () => {
  it('to a body and back is the same text', () => {
    fc.assert(
      fc.property(anyTextBody, (paragraphs) => {
        const text = paragraphs.join('\n\n');
        expect(toText(shown(fromText(text)))).toBe(text);
        expect(textsOf(fromText(text))).toEqual(paragraphs);
      }),
      { numRuns },
    );
  });
});
