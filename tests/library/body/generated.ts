/** Bodies of every block type and words of many kinds, for tests that try what nobody thought of. */
import fc from 'fast-check';
import type { BlockIn, TextBlockIn } from '../../../src/library/body/schema.ts';
import { article, kishidaPicture, otherPicture } from './bodies.ts';

const telling = [
  ...[
    'Kishida',
    'summit',
    'said',
    'NATO',
    'Kyodo',
    '24',
    '1986.',
    '1.',
    '-',
    '+',
    '#',
    '##',
    '>',
    '---',
    '===',
  ],
  ...[
    '日本の首相は、',
    '首脳会議',
    'Зеленський',
    'é',
    'e\u0301',
    '🗞️',
    'x\u00a0y',
    'a\u200db',
    '“quoted”',
    '—',
  ],
  ...['<b>', '</p>', '<script>', '&', '&amp;', '&#42;', '<!--', '-->', ']]>', '"', "'", '`code`', '```'],
  ...[
    '*',
    '**',
    '_',
    '__',
    'a_b_c',
    '5*3*2',
    '~~',
    '[x](y)',
    '![',
    ']',
    '(',
    '|',
    '\\',
    '\\*',
    '[!NOTE]',
    '!',
  ],
  ...['$', '{{x}}', 'https', 'www', 'a@b', ':', '/', '%20', '=', '~', '^'],
];
/** One word. None looks like the name of a host (`a.example`): in Markdown such names are links wherever they stand. */
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...telling) },
  fc.string({
    minLength: 1,
    maxLength: 6,
    unit: fc.constantFrom(
      ...'a b c d e f X Y Z 0 1 8 9 ä ß о 本 ! ? , ; * _ ` [ ] ( ) < > & " \\ | # + - ~'.split(' '),
    ),
  }),
);
const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((list) => list.join(' '));
const line = words;

const links = {
  l1: { _type: 'link' as const, _key: 'l1', href: 'https://x.example/a_(b)?c=1&copy=2#d' },
  l2: { _type: 'link' as const, _key: 'l2', href: 'mailto:desk@x.example' },
  a1: { _type: 'articleLink' as const, _key: 'a1', article },
};
const marks = fc.constantFrom<string[][]>(
  ...[[], [], [], ['strong'], ['em'], ['strong', 'em'], ['l1'], ['l2', 'em'], ['a1'], ['a1', 'strong']],
  ...[['strike-through'], ['sup'], ['sub', 'em'], ['l1', 'strike-through']],
);

/** Marked words with unmarked spaces, or in some places line breaks, between them. */
function spans(breaks: boolean) {
  const between = breaks ? fc.constantFrom(' ', ' ', ' ', '\n') : fc.constant(' ');
  return fc
    .array(fc.tuple(words, marks, between), { minLength: 1, maxLength: 5 })
    .map((runs) =>
      runs.flatMap(([text, names, space], index) => [
        ...(index === 0 ? [] : [{ _type: 'span' as const, text: space, marks: [] }]),
        { _type: 'span' as const, text, marks: names },
      ]),
    );
}

function textBlock(children: TextBlockIn['children'], more: Partial<TextBlockIn>): TextBlockIn {
  const used = new Set(children.flatMap(({ marks: names = [] }) => names));
  return {
    _type: 'block',
    children,
    markDefs: Object.values(links).filter(({ _key }) => used.has(_key)),
    ...more,
  };
}

const paragraph = fc
  .tuple(spans(true), fc.constantFrom('normal' as const, 'normal' as const, 'blockquote' as const))
  .map(([children, style]) => textBlock(children, { style }));
const heading = fc
  .tuple(spans(false), fc.constantFrom('h2' as const, 'h3' as const, 'h4' as const))
  .map(([children, style]) => textBlock(children, { style }));
/** A list whose levels go down one by one: no form can say that a level is left out. */
const list = fc
  .array(fc.tuple(spans(true), fc.constantFrom('bullet' as const, 'number' as const), fc.nat({ max: 4 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((items) => {
    const kinds: ('bullet' | 'number')[] = [];
    return items.map(([children, kind, deep]) => {
      const level = Math.min(deep, kinds.length) + 1;
      kinds.length = level;
      // Items side by side are of one list; the kind of a list is that of its first item.
      kinds[level - 1] ??= kind;
      return textBlock(children, { style: 'normal', listItem: kinds[level - 1]!, level });
    });
  });

const optionalLine = fc.option(line, { nil: undefined });
const image = fc
  .record({
    media: fc.constantFrom(kishidaPicture, otherPicture),
    caption: optionalLine,
    altText: optionalLine,
  })
  .map(({ media, caption, altText }) => ({
    _type: 'image' as const,
    media,
    ...(caption !== undefined && { caption }),
    ...(altText !== undefined && { altText }),
  }));
const gallery = fc
  .array(image, { minLength: 1, maxLength: 3 })
  .map((items) => ({ _type: 'gallery' as const, items }));
const embed = fc
  .record({
    provider: fc.option(fc.constantFrom('youtube', 'x & "y"'), { nil: undefined }),
    title: optionalLine,
    caption: optionalLine,
  })
  .map((fields) => ({
    _type: 'embed' as const,
    url: 'https://video.example/watch?v=1&t=2',
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  }));
const cellOfTwoLines = fc.tuple(line, line).map((lines) => lines.join('\n'));
/** Its first cell says something: Markdown cannot tell headings that are all empty from none. */
const table = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.boolean(), optionalLine, line)
  .chain(([rows, columns, header, caption, first]) =>
    fc
      .array(
        fc.array(fc.oneof({ weight: 4, arbitrary: line }, fc.constant(''), cellOfTwoLines), {
          minLength: columns,
          maxLength: columns,
        }),
        { minLength: rows, maxLength: rows },
      )
      .map((cells) => ({
        _type: 'table' as const,
        ...(caption !== undefined && { caption }),
        ...(header && { header }),
        rows: [[first, ...cells[0]!.slice(1)], ...cells.slice(1)],
      })),
  );
const note = fc
  .record({
    text: fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
    kind: fc.constantFrom(undefined, 'background', 'tip', 'note'),
  })
  .map(({ text, kind }) => ({ _type: 'note' as const, ...(kind && { kind }), text }));

/** A body of any blocks. Between two lists stands something else: side by side they are one in every form. */
export const anyBody: fc.Arbitrary<BlockIn[]> = fc
  .array(
    fc.oneof(
      ...[paragraph, heading, image, gallery, embed, table, note].map((one) =>
        (one as fc.Arbitrary<BlockIn>).map((block) => [block]),
      ),
      fc.tuple(list, heading).map(([items, after]) => [...items, after]),
    ),
    { maxLength: 5 },
  )
  .map((blocks) => blocks.flat());

/** A paragraph whose marks begin and end anywhere: within words, at signs, at spaces. */
export const anyMarks: fc.Arbitrary<BlockIn> = fc
  .array(fc.tuple(word, marks, fc.boolean()), { minLength: 1, maxLength: 6 })
  .map((runs) =>
    textBlock(
      runs.map(([text, names, spaced], index) => ({
        _type: 'span',
        text: spaced && index < runs.length - 1 ? `${text} ` : text,
        marks: names,
      })),
      { style: 'normal' },
    ),
  );

const sentences = [
  'Japanese Prime Minister Fumio Kishida is considering attending a summit of leaders in late June.',
  'Kyodo reported on Saturday that the government was arranging the visit, citing its own sources.',
  'A government spokesman said that officials would be unable to comment before the election.',
  '日本の岸田首相は、六月下旬にマドリードで開かれる首脳会議への出席を検討している。',
  '共同通信は土曜日、政府筋の話として、訪問の調整が進んでいると報じた。',
  'Прем’єр-міністр Японії розглядає можливість участі в саміті лідерів наприкінці червня.',
];
/** A body as it stands in the desk, no two blocks alike, each with a key that does not follow from its words. */
export const keptBody = fc
  .tuple(fc.shuffledSubarray(sentences, { minLength: 3 }), anyBody)
  .map(([told, others]): BlockIn[] => {
    const paragraphs = told.map((text) => textBlock([{ _type: 'span', text }], { style: 'normal' }));
    const all = [...others.slice(0, 3), ...paragraphs, ...others.slice(3)];
    const distinct = [...new Map(all.map((block) => [JSON.stringify(block), block])).values()];
    return distinct.map((block, index) => ({ ...block, _key: `k${index}` }));
  });

/** Paragraphs of plain text: lines without spaces around them. */
export const anyTextBody = fc.array(
  fc
    .array(
      words.filter((text) => text === text.trim()),
      { minLength: 1, maxLength: 3 },
    )
    .map((lines) => lines.join('\n')),
  { maxLength: 5 },
);
