import type { z } from 'zod';
import type { BlockIn } from '../src/library/body/schema.ts';
import type { SeedStory } from './seed.ts';

type Block = z.input<typeof BlockIn>;
type TextBlock = Extract<Block, { _type: 'block' }>;

const bridge = 'media_01g4q9c8g0ebdtzxtfrscsckgh';
const harbour = 'media_01g4q9c8g0fgrt8ry6wvcfpay3';
const sky = 'media_01g4q9c8g0fq1apzr13x1tyvm0';

const body: Block[] = [
  {
    _type: 'block',
    _key: 'intro',
    children: [
      { _type: 'span', text: 'This sample holds ' },
      { _type: 'span', text: 'every', marks: ['strong'] },
      { _type: 'span', text: ' kind of block, so that whoever builds a page can see ' },
      { _type: 'span', text: 'all of them', marks: ['em'] },
      { _type: 'span', text: ' at once.' },
    ],
  },
  text('links', 'Links', { style: 'h2' }),
  {
    _type: 'block',
    _key: 'both-links',
    children: [
      { _type: 'span', text: 'A link may lead to ' },
      { _type: 'span', text: 'another story here', marks: ['story'] },
      { _type: 'span', text: ' or to ' },
      { _type: 'span', text: 'a page elsewhere', marks: ['strong', 'page'] },
      { _type: 'span', text: '.' },
    ],
    markDefs: [
      { _type: 'articleLink', _key: 'story', article: 'article_01g4q22g00e0qt3m8x9c5w6y7z' },
      { _type: 'link', _key: 'page', href: 'https://www.portabletext.org/' },
    ],
  },
  text('quotes', 'Quotes and lists', { style: 'h2' }),
  text('quote', 'A quote stands on its own and is set apart.', { style: 'blockquote' }),
  text('bullets', 'Without numbers', { style: 'h3' }),
  text('bullet-1', 'one point', { listItem: 'bullet', level: 1 }),
  text('bullet-2', 'a point below it', { listItem: 'bullet', level: 2 }),
  text('bullet-3', 'another point', { listItem: 'bullet', level: 1 }),
  text('numbers', 'With numbers', { style: 'h3' }),
  text('number-1', 'first', { listItem: 'number', level: 1 }),
  text('number-2', 'second', { listItem: 'number', level: 1 }),
  text('pictures', 'Pictures', { style: 'h2' }),
  text('own-words', 'In a story a picture may have words of its own', { style: 'h4' }),
  {
    _type: 'image',
    _key: 'image',
    media: bridge,
    caption: 'Sample picture: the same bridge, with a caption for this story alone.',
  },
  {
    _type: 'gallery',
    _key: 'gallery',
    items: [
      { _type: 'image', _key: 'harbour', media: harbour },
      { _type: 'image', _key: 'sky', media: sky },
    ],
  },
  text('others', 'Everything else', { style: 'h2' }),
  {
    _type: 'embed',
    _key: 'embed',
    url: 'https://video.example.org/sampleville-harbour',
    provider: 'example',
    title: 'The harbour in one minute (sample)',
    caption: 'An embed names what it shows; the page decides how.',
  },
  {
    _type: 'table',
    _key: 'table',
    caption: 'The sizes of every picture',
    header: true,
    rows: [
      ['Name', 'Width in pixels'],
      ['xs', '320'],
      ['sm', '640'],
      ['md', '1024'],
      ['lg', '1600'],
    ],
  },
  {
    _type: 'note',
    _key: 'note',
    kind: 'background',
    text: 'A note is a box beside the text.\nIt may have two paragraphs.',
  },
  text('end', 'That was all.'),
];

/** For whoever builds a page: one story with every block type and every mark. */
export const everyBlockStory: SeedStory = {
  id: 'article_01gs7f0300e17tx7rrvjaar44z',
  publishedAt: '2023-02-14T08:00:00Z',
  input: {
    slug: 'every-block',
    kind: 'explainer',
    headline: 'Sample: Every Block That a Story Can Hold',
    kicker: 'For builders',
    standfirst: 'A sample story: headings, quotes, lists, pictures, an embed, a table, a note and links.',
    bylines: [
      { byline: 'alex-sample', role: 'author' },
      { byline: 'robin-example', role: 'contributor' },
    ],
    creditLine: 'Sample',
    body,
    leadMedia: { media: harbour },
    placements: [{ media: sky, caption: 'Sample picture: placed beside the story, outside its text.' }],
    section: 'culture',
    topics: ['photography'],
    urgency: 8,
    edNote: 'A sample note to editors who use this story.',
    related: [
      { relation: 'background', article: 'article_01g4q22g00e0qt3m8x9c5w6y7z' },
      { relation: 'background', url: 'https://www.portabletext.org/', title: 'Portable Text' },
    ],
  },
};

function text(key: string, words: string, more: Pick<TextBlock, 'style' | 'listItem' | 'level'> = {}): Block {
  return { _type: 'block', _key: key, ...more, children: [{ _type: 'span', text: words }] };
}
