import { expect, it } from 'vitest';
import { slugOf } from '../../src/foundation/slug.ts';

it.each([
  ['サンプル、200人', 'story-1'],
  ['2025年の予算', 'story-1'],
  ['試合は 0-5', 'story-1'],
  ['日本', 'story-1'],
  ['…', 'story-1'],
  ['NATO首脳会議 2022', 'nato-2022'],
  ['2025', '2025'],
  ['Eﬃcient oﬃces', 'efficient-offices'],
  ['ＮＡＴＯ summit', 'nato-summit'],
  ['Donau\u00addampf\u200bschiff', 'donaudampfschiff'],
])('a slug of %s is %s', (text, slug) => {
  expect(slugOf(text, 'story-1')).toBe(slug);
});
