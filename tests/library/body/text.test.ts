import { describe, expect, it } from 'vitest';
import { fromText } from '../../../src/library/body/reading/from-text.ts';
import { withKeys } from '../../../src/library/body/keys.ts';
import { BodyIn } from '../../../src/library/body/schema.ts';
import { toText } from '../../../src/library/body/writing/to-text.ts';
import { kishidaPicture, paragraph, seedParagraphs, shown, textsOf } from './bodies.ts';

describe('plain text to a body', () => {
  it.each([
    ['a blank line separates paragraphs', 'a\n\nb', ['a', 'b']],
    ['a blank line may hold spaces', 'a\n \t \nb', ['a', 'b']],
    ['many blank lines are one', '\n\na\n\n\n\nb\n\n', ['a', 'b']],
    ['a single line break stays', 'a\nb', ['a\nb']],
    ['Windows line ends', 'a\r\n\r\nb\r\nc', ['a', 'b\nc']],
    ['old Macintosh line ends', 'a\r\rb', ['a', 'b']],
    ['the separators of Unicode', 'a\u2029b\u2028c', ['a', 'b\nc']],
    ['a byte order mark', '\ufeffa', ['a']],
    ['spaces around lines', '  a  \n  b  ', ['a\nb']],
    ['spaces inside lines', 'a  b\u00a0c', ['a  b\u00a0c']],
    ['every script', '日本の首相\n\nЗеленський 🗞️', ['日本の首相', 'Зеленський 🗞️']],
    ['marks that mean something elsewhere', '# *a* <b> &amp; [x](y)', ['# *a* <b> &amp; [x](y)']],
    ['nothing', ' \n\n ', []],
  ])('%s', (_name, text, expected) => {
    expect(textsOf(fromText(text))).toEqual(expected);
  });

  it('cuts a paragraph beyond the limit of a span into spans, between characters', () => {
    const long = `${'x'.repeat(19_999)}🗞${'y'.repeat(30_000)}`;
    const body = fromText(long);
    expect(textsOf(body)).toEqual([long]);
    expect(BodyIn.safeParse(body).error).toBeUndefined();
  });
});

describe('a body to plain text', () => {
  it('gives back what plain text brought', () => {
    const text = 'a\nb\n\n日本 🗞️\n\nc "d" <e>';
    expect(toText(shown(fromText(text)))).toBe(text);
  });

  it.skipIf(!seedParagraphs())('keeps the ten paragraphs of the Kishida story word for word', () => {
    const ten = seedParagraphs()!;
    expect(ten).toHaveLength(10);
    expect(ten.at(-1)).toMatch(/^Kishida's presence at the summit/);
    const body = fromText(ten.join('\n\n'));
    expect(textsOf(body)).toEqual(ten);
    expect(toText(shown(body)).split('\n\n')).toEqual(ten);
  });

  it('writes lists, pictures, embeds, tables and notes as lines', () => {
    function item(text: string, listItem: string, level = 1) {
      return { ...paragraph(text), listItem, level };
    }
    const body = withKeys([
      paragraph('Before'),
      item('one', 'number'),
      item('deeper', 'bullet', 2),
      item('two', 'number'),
      { _type: 'image', media: kishidaPicture },
      { _type: 'gallery', items: [{ _type: 'image', media: kishidaPicture, caption: 'Own words' }] },
      { _type: 'embed', url: 'https://x.example/v', title: 'A film' },
      {
        _type: 'table',
        caption: 'Partners',
        header: true,
        rows: [
          ['a', 'b'],
          ['c', 'd'],
        ],
      },
      { _type: 'note', text: 'Aside' },
    ] as Parameters<typeof withKeys>[0]);
    expect(toText(shown(body, { caption: 'Kishida speaks.', creditLine: 'Pool' }))).toBe(
      [
        'Before',
        '1. one\n  - deeper\n2. two',
        'Kishida speaks. (Pool)',
        'Own words (Pool)',
        'A film\nhttps://x.example/v',
        'Partners\na\tb\nc\td',
        'Aside',
      ].join('\n\n'),
    );
  });
});
