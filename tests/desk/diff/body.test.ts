import { describe, expect, it } from 'vitest';
import { diffBody } from '../../../src/desk/diff/body.ts';
import { newBudget } from '../../../src/desk/diff/words.ts';
import { withKeys } from '../../../src/library/body/keys.ts';
import type { BlockIn, Body } from '../../../src/library/body/schema.ts';
import { choicesOf } from './choices.ts';

function diff(before: Body, after: Body, locale = 'en') {
  return diffBody(before, after, { locale, budget: newBudget() });
}

function paragraph(key: string, text: string, marks: string[] = []): Body[number] {
  return {
    _type: 'block',
    _key: key,
    style: 'normal',
    children: [{ _type: 'span', _key: 's', text, marks }],
    markDefs: [],
  };
}

const [one, two, three] = [
  paragraph('a', 'The council voted for a night bus.'),
  paragraph('b', 'The first one leaves the harbour on July 1.'),
  paragraph('c', 'Bicycles may be pushed.'),
];

describe('the blocks of two bodies', () => {
  it('are unchanged when they are the same', () => {
    expect(diff([one, two], [one, two]).map(({ change }) => change)).toEqual(['unchanged', 'unchanged']);
    expect(diff([], [])).toEqual([]);
  });

  it('are added, removed where they stood, and changed by their words', () => {
    const edited = paragraph('b', 'The first one leaves the station on July 1.');
    expect(diff([one, two, three], [paragraph('n', 'New.'), one, edited])).toMatchObject([
      { change: 'added', key: 'n', to: 0 },
      { change: 'unchanged', key: 'a', from: 0, to: 1 },
      {
        change: 'changed',
        key: 'b',
        from: 1,
        to: 2,
        text: [
          { op: 'equal', text: 'The first one leaves the ' },
          { op: 'delete', text: 'harbour' },
          { op: 'insert', text: 'station' },
          { op: 'equal', text: ' on July 1.' },
        ],
      },
      { change: 'removed', key: 'c', from: 2 },
    ]);
  });

  it('that moved are told as moved, as few as can be, and may have changed too', () => {
    expect(diff([one, two, three], [three, one, two])).toMatchObject([
      { change: 'moved', moved: true, key: 'c', from: 2, to: 0 },
      { change: 'unchanged', key: 'a' },
      { change: 'unchanged', key: 'b' },
    ]);
    const edited = paragraph('c', 'Bicycles may not be pushed.');
    expect(diff([one, two, three], [edited, one, two])[0]).toMatchObject({ change: 'changed', moved: true });
  });

  it('are known by their words where keys were lost', () => {
    const edited = paragraph('x', 'The first one leaves the station on July 1.');
    expect(diff([one, two], [paragraph('y', 'The council voted for a night bus.'), edited])).toMatchObject([
      { change: 'unchanged', from: 0 },
      { change: 'changed', from: 1, key: 'x' },
    ]);
    const ja = [paragraph('j', '閲覧室には60席がある。'), paragraph('k', '閲覧室には80席がある。')];
    expect(diff([ja[0]!], [ja[1]!], 'ja')).toMatchObject([{ change: 'changed', from: 0, to: 0 }]);
  });

  it('are others when their type is another, whatever their key', () => {
    const image = { _type: 'image' as const, _key: 'a', media: 'media_01g4q22g00epn9j77xa3hcy7rk' };
    expect(
      diff([one], [image])
        .map(({ change }) => change)
        .sort(),
    ).toEqual(['added', 'removed']);
  });

  it('show words that stayed while their marks changed, and links by where they lead', () => {
    const linked: Body[number] = {
      ...{ _type: 'block', _key: 'a', style: 'h2' },
      markDefs: [{ _type: 'link', _key: 'l', href: 'https://www.nato.int/' }],
      children: [
        { _type: 'span', _key: 's1', text: 'The council ', marks: [] },
        { _type: 'span', _key: 's2', text: 'voted', marks: ['strong', 'l'] },
        { _type: 'span', _key: 's3', text: ' for a night bus.', marks: [] },
      ],
    };
    expect(diff([one], [linked])).toMatchObject([
      {
        change: 'changed',
        text: [
          { op: 'equal', text: 'The council ' },
          {
            op: 'equal',
            text: 'voted',
            marks: [{ type: 'link', href: 'https://www.nato.int/' }, { type: 'strong' }],
            marksBefore: [],
          },
          { op: 'equal', text: ' for a night bus.' },
        ],
        fields: [{ pointer: '/style', before: 'normal', after: 'h2' }],
      },
    ]);
    const renamed = structuredClone(linked);
    renamed.markDefs[0]!._key = 'other';
    renamed.children[1]!.marks = ['other', 'strong'];
    expect(diff([linked], [renamed])[0]!.change).toBe('unchanged');
  });

  it('tell of pictures, galleries, tables and notes field by field', () => {
    function media(letter: string): string {
      return `media_01g4q22g00epn9j77xa3hcy7r${letter}`;
    }
    const before = withKeys([
      { _type: 'image', _key: 'i', media: media('a'), caption: 'A bus.' },
      {
        _type: 'gallery',
        _key: 'g',
        items: [
          { _type: 'image', media: media('a') },
          { _type: 'image', media: media('b') },
        ],
      },
      {
        _type: 'table',
        _key: 't',
        rows: [
          ['a', '1'],
          ['b', '2'],
        ],
      },
      { _type: 'note', _key: 'n', text: 'The G7 meets.' },
    ] as BlockIn[]);
    const after = structuredClone(before) as any[];
    after[0].caption = 'A night bus.';
    after[1].items.reverse();
    after[2].rows = [
      ['a', '1'],
      ['c', '3'],
      ['b', '2'],
    ];
    after[3].text = 'The G8 meets.';
    expect(diff(before, after).map(({ fields }) => fields)).toMatchObject([
      [{ pointer: '/caption', text: [{ text: 'A ' }, { op: 'insert', text: 'night ' }, { text: 'bus.' }] }],
      [{ pointer: '/items', items: [{ change: 'moved' }] }],
      [{ pointer: '/rows', items: [{ change: 'added', to: 1, after: ['c', '3'] }] }],
      [{ pointer: '/text', before: 'The G7 meets.', after: 'The G8 meets.' }],
    ]);
  });

  it('are all there, before and after, whatever happened to them', () => {
    const texts = Array.from(
      { length: 12 },
      (_, index) => `Sentence ${index} of the story says this and that.`,
    );
    for (let seed = 1; seed <= 300; seed += 1) {
      const chance = choicesOf(seed);
      function make(): Body {
        return Array.from({ length: chance.below(10) }, (_, index) =>
          paragraph(chance.below(2) ? `k${chance.below(12)}-${index}` : `k${index}`, chance.of(texts)),
        );
      }
      const [before, after] = [make(), make()];
      const blocks = diff(before, after);
      const news = blocks.filter(({ to }) => to !== undefined);
      const olds = blocks.filter(({ from }) => from !== undefined);
      expect([seed, news.map(({ to }) => to)]).toEqual([seed, [...after.keys()]]);
      expect(olds.map(({ from }) => from!).sort((a, b) => a - b)).toEqual([...before.keys()]);
      const inPlace = blocks.filter(({ moved }) => !moved).flatMap(({ from }) => from ?? []);
      expect([seed, inPlace]).toEqual([seed, inPlace.toSorted((a, b) => a - b)]);
    }
  });

  it('stay affordable at the size of the largest story', () => {
    function many(word: string): Body {
      return Array.from({ length: 2000 }, (_, index) =>
        paragraph(`k${index}`, `${word} ${index} of many, and more.`),
      );
    }
    const blocks = diff(many('One'), many('Two'));
    expect(
      blocks.every(({ change, coarse }) => change === 'changed' && (coarse === true || coarse === undefined)),
    ).toBe(true);
  });
});
