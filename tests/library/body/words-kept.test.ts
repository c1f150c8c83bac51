import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHtml } from '../../../src/library/body/reading/from-html.ts';
import { fromMarkdown } from '../../../src/library/body/reading/from-markdown.ts';
import { BodyIn, type Body } from '../../../src/library/body/schema.ts';
import { toHtml } from '../../../src/library/body/writing/to-html.ts';
import { toMarkdown } from '../../../src/library/body/writing/to-markdown.ts';

const numRuns = Number(process.env['CHANCES'] ?? 50);

/** HTML, and the text of it as a browser shows it: what stands in blocks of their own is apart. */
type Piece = { html: string; shown: string; holdsBlocks?: boolean };

function joined(pieces: Piece[]): Piece {
  return {
    html: pieces.map(({ html }) => html).join(''),
    shown: pieces.map(({ shown }) => shown).join(''),
    holdsBlocks: pieces.some(({ holdsBlocks }) => holdsBlocks),
  };
}

const inlineTags = ['b', 'i', 'em', 'span', 'u', 'code', 'mark', 'sup', 'a href="https://x.example/"', 'o:p'];
const blockTags = [
  'p',
  'div',
  'section',
  'h2',
  'h5',
  'blockquote',
  'pre',
  'aside',
  'figure',
  'center',
  'dl',
  'article',
];
/** Blocks that stand in others. */
const wraps: [string, string][] = [
  ['<ul><li>', '</li></ul>'],
  ['<ul><li><p>', '</p></li></ul>'],
  ['<table><tr><td>', '</td><td>'],
  ['<table><caption>', '</caption><tr><td>0</td></tr></table>'],
  ['<table>', '<tr><td>0</td></tr></table>'],
  ['<table><tbody>', '</tbody></table>'],
  ['<tr><td>', '</td></tr>'],
  ['<figure><figcaption>', '</figcaption></figure>'],
  ['<figure><a href="https://v.example/1">a</a><figcaption>', '</figcaption></figure>'],
  ['<b style="font-weight:normal"><p>', '</p></b>'],
  ['<a href="https://x.example/"><h3>', '</h3></a>'],
];

const text = fc
  .tuple(
    fc.constantFrom('', ' ', '\n', ' \r\n '),
    fc.constantFrom('14', 'w2', 'word', '1,5', '日本', 'é'),
    fc.constantFrom('', ' ', '\n'),
  )
  .map((parts): Piece => ({ html: parts.join(''), shown: parts.join('') }));

const { pieces } = fc.letrec<{ pieces: Piece; piece: Piece; inline: Piece; block: Piece; wrap: Piece }>(
  (tie) => ({
    pieces: fc.array(tie('piece'), { minLength: 1, maxLength: 4 }).map(joined),
    piece: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'html' },
      text,
      fc.constant<Piece>({ html: '<br>', shown: ' ' }),
      tie('inline'),
      tie('block'),
      tie('wrap'),
    ),
    inline: fc
      .tuple(fc.constantFrom(...inlineTags), tie('pieces'))
      .map(([tag, { html, shown, holdsBlocks = false }]) => ({
        html: `<${tag}>${html}</${tag.split(' ')[0]}>`,
        // One that holds blocks is read as they are, and ends a line.
        shown: holdsBlocks ? ` ${shown} ` : shown,
        holdsBlocks,
      })),
    block: fc.tuple(fc.constantFrom(...blockTags), tie('pieces')).map(([tag, { html, shown }]) => ({
      html: `<${tag}>${html}</${tag}>`,
      shown: ` ${shown} `,
      holdsBlocks: true,
    })),
    wrap: fc.tuple(fc.constantFrom(...wraps), tie('pieces')).map(([[open, close], { html, shown }]) => ({
      html: `${open}${html}${close}${close.endsWith('<td>') ? '</td></tr></table>' : ''}`,
      shown: ` ${open.includes('v.example') ? 'a' : ''} ${shown} ${close.includes('>0<') ? '0' : ''} `,
      holdsBlocks: true,
    })),
  }),
);

/** All words of a body, wherever they stand. */
function wordsIn(body: Body): string[] {
  const texts = body.flatMap((block): (string | undefined)[] => {
    switch (block._type) {
      case 'block':
        return [block.children.map((span) => span.text).join('')];
      case 'table':
        return [block.caption, ...block.rows.flat()];
      case 'embed':
        return [block.title, block.caption];
      case 'note':
        return [block.text];
      default:
        return [];
    }
  });
  return sorted(texts.join(' '));
}

/** Signs for raised words, and addresses in cells, are no words of the text. */
function sorted(words: string): string[] {
  return words
    .normalize('NFKC')
    .replaceAll(/[()^]|https:\S*/g, '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .toSorted();
}

describe('any HTML', () => {
  it('keeps every word and digit, and glues none, in blocks and back', () => {
    fc.assert(
      fc.property(pieces, ({ html, shown }) => {
        const body = fromHtml(html);
        expect(BodyIn.safeParse(body).error).toBeUndefined();
        expect(wordsIn(body)).toEqual(sorted(shown));
        expect(wordsIn(fromHtml(toHtml(body as never)))).toEqual(sorted(shown));
        expect(wordsIn(fromMarkdown(toMarkdown(body as never)))).toEqual(sorted(shown));
      }),
      { numRuns },
    );
  });
});
