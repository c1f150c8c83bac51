import type { ArticleContent } from '../src/edition/articles/content.ts';
import type { Body } from '../src/library/body/schema.ts';

/** Ids of what a generated story is made with. */
export type Library = {
  bylines: string[];
  agencies: { id: string; creditLine: string }[];
  sections: string[];
  topics: string[];
  pictures: string[];
};

type Options = { library: Library; bodyBytes: number; related?: string | undefined };
type Random = () => number;

/** The story of that number: always the same one, with as much around it as a wire story has. */
export function storyOf(number: number, { library, bodyBytes, related }: Options): ArticleContent {
  const random = randomFrom(number);
  const headline = titled(words(random, 6 + Math.floor(random() * 4)));
  const agency = pick(random, library.agencies);
  const place = pick(random, places);
  return {
    slug: `${headline.toLowerCase().replaceAll(' ', '-')}-${number}`,
    locale: 'en',
    kind: pick(random, ['story', 'story', 'story', 'brief', 'analysis'] as const),
    headline,
    standfirst: sentence(random, 18),
    slugline: words(random, 3).join('-').toUpperCase(),
    dateline: { text: place.toUpperCase(), place },
    bylines: some(random, library.bylines, 2).map((byline) => ({ byline, role: 'author' })),
    agency: agency.id,
    creditLine: agency.creditLine,
    attributions: [],
    body: bodyOf(random, bodyBytes),
    leadMedia: {
      media: pick(random, library.pictures),
      ...(random() < 0.5 ? { caption: sentence(random, 20) } : {}),
    },
    placements: [],
    section: pick(random, library.sections),
    topics: some(random, library.topics, 4),
    subjects: [{ code: 'medtop:20000638', name: 'international relations' }],
    related: related === undefined ? [] : [{ relation: 'background', article: related }],
    urgency: 3 + Math.floor(random() * 6),
    externalIds: [],
  };
}

function bodyOf(random: Random, bytes: number): Body {
  const blocks: Body = [];
  for (let size = 0; size < bytes;) {
    const block = paragraph(random, blocks.length);
    size += JSON.stringify(block).length + 1;
    blocks.push(block);
  }
  return blocks;
}

function paragraph(random: Random, index: number): Body[number] {
  const isHeading = index > 0 && index % 6 === 0;
  const text = isHeading
    ? titled(words(random, 4))
    : Array.from({ length: 2 + Math.floor(random() * 2) }, () => sentence(random, 20)).join(' ');
  return {
    _type: 'block',
    _key: hex(random),
    style: isHeading ? 'h2' : 'normal',
    children: [{ _type: 'span', _key: hex(random), text, marks: [] }],
    markDefs: [],
  };
}

function sentence(random: Random, length: number): string {
  const chosen = words(random, length - 5 + Math.floor(random() * 10));
  return `${titled(chosen.slice(0, 1))} ${chosen.slice(1).join(' ')}.`;
}

function words(random: Random, length: number): string[] {
  return Array.from({ length }, () => pick(random, vocabulary));
}

function titled(chosen: string[]): string {
  return chosen.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)]!;
}

/** One to `most` of the values, each once. */
function some<T>(random: Random, values: readonly T[], most: number): T[] {
  const count = 1 + Math.floor(random() * most);
  return [...new Set(Array.from({ length: count }, () => pick(random, values)))];
}

function hex(random: Random): string {
  return Math.floor(random() * 2 ** 48)
    .toString(16)
    .padStart(12, '0');
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function randomFrom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const places = ['Sampleville', 'Exampleton', 'Tokyo', 'Madrid', 'Geneva', 'Nairobi', 'Lima', 'Oslo'];
const vocabulary =
  `the of and to in a for on with at by from that it was were is are be has had have will would could said says
  minister government council parliament court police army union company bank market price budget tax trade vote
  election party leader president official spokesman report statement meeting summit talks agreement plan law
  reform strike protest border river harbour bridge road railway airport city town village region country world
  hospital school university museum theatre library film music match team season goal race champion coach
  scientist study data climate energy power gas oil water storm flood fire earthquake rain heat winter summer
  monday tuesday wednesday thursday friday saturday sunday week month year morning evening yesterday today
  new old first last early late high low strong weak open closed public private local national foreign
  million billion percent number group people workers families children students residents visitors
  announced expected reported opened closed signed agreed rejected delayed rose fell won lost met left returned
  after before during since until about against between under over near across around while because although`
    .split(/\s+/)
    .filter(Boolean);
