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
  ['a\u200fb\u2066c\u2069 \u202bd\u202c e\ufe0f', 'abc-d-e'],
  ['Ærø, Œuvre, Þingvellir', 'aero-oeuvre-thingvellir'],
  ['ﬆ ﬁne ĳs ﬓ', 'st-fine-ijs-mn'],
  ['Æ, ÆØÅ, ØRSTED, ÞÓR', 'ae-aeoa-orsted-thor'],
  ['Straße, STRAẞE', 'strasse-strasse'],
  ["McDonald’s, MacArthur's, DON'T", 'mcdonalds-macarthurs-dont'],
  ["O’Brien, O'Neill, l’Otan, rock’n’roll", 'obrien-oneill-l-otan-rock-n-roll'],
  ['U.S. and J.F.K., e.g. 3.5', 'us-and-jfk-eg-3-5'],
  ['10,000 of 1,234,567, 1,2 and 12.5', '10000-of-1234567-1-2-and-12-5'],
  ['iPhone and YouTube', 'iphone-and-youtube'],
  ['Ђоковић и Љубав', 'djokovic-i-ljubav'],
  ['Ѓорѓи Ќосе', 'gjorgji-kjose'],
  ['Қазақстан әңгіме', 'qazaqstan-angime'],
  ['Ἀθῆναι', 'athinai'],
  ['Зеленський їде', 'zelenskiy-yide'],
  ['Thủ tướng Việt Nam', 'thu-tuong-viet-nam'],
  ['ראש הממשלה 2025', 'story-1'],
  ['प्रधानमंत्री मोदी', 'story-1'],
  ['นายกรัฐมนตรี', 'story-1'],
  ['대통령 방문', 'story-1'],
  ['ኢትዮጵያ', 'story-1'],
])('a slug of %s is %s', (text, slug) => {
  expect(slugOf(text, 'story-1')).toBe(slug);
});
