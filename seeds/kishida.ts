/**
 * The story that Dateline starts with, from a page of Voice of America: headline, caption, paragraphs and the
 * agency's profile are its words. What the page does not say is absent, or said here to be ours.
 */
import type { Seed, SeedPicture, SeedStory } from './seed.ts';

/** The page credits nobody for the photograph, so there is no credit line and no creator. */
export const kishidaPicture: SeedPicture = {
  id: 'media_01g4q22g00epn9j77xa3hcy7rk',
  folder: 'kishida',
  fields: { contentCreated: '2022-05-24', place: 'Tokyo' },
  captions: {
    en: {
      caption:
        "Japan's Prime Minister Fumio Kishida speaks at a news conference following the Quadrilateral Security Dialogue (Quad) leaders meeting at the prime minister's official residence in Tokyo, May 24, 2022.",
      // Ours: the page repeats the caption in its place. True of the placeholder, and of what it stands for.
      altText:
        "A grey placeholder with the words 'Placeholder picture'. The original photograph showed a man speaking at a news conference.",
    },
    // Ours, both: translated from the two above.
    ja: {
      caption:
        '2022年5月24日、東京の首相官邸で、日米豪印4カ国(クアッド)首脳会合の後に記者会見する日本の岸田文雄首相。',
      altText:
        '「Placeholder picture」と書かれた灰色の仮の画像。元の写真には、記者会見で話す男性が写っていた。',
    },
  },
};

export const reuters: Seed['agencies'][number] = {
  id: 'agency_01g4q22g00fbdbpfq4r0dq5zty',
  slug: 'reuters',
  name: 'Reuters',
  kind: 'wire',
  profile:
    "Reuters is a news agency founded in 1851 and owned by the Thomson Reuters Corporation based in Toronto, Canada. One of the world's largest wire services, it provides financial news as well as international coverage in over 16 languages to more than 1000 newspapers and 750 broadcasters around the globe.",
  founded: 1851,
  owner: { name: 'Thomson Reuters Corporation', basedIn: 'Toronto, Canada' },
  url: 'https://www.reuters.com/',
  logo: 'media_01g4q9c8g0ewzbhfzd4g4xt9py',
  creditLine: 'Reuters',
  // Ours: the page states no terms.
  rights: {
    holder: 'Reuters',
    usageTerms: 'Agency material. Do not copy, redistribute or sell it without the permission of Reuters.',
  },
};

/** The page names no person: the agency itself stands where the author would. */
export const reutersByline: Seed['bylines'][number] = {
  id: 'byline_01g4q22g00f11bnvhjtywgx1q5',
  slug: 'reuters',
  name: 'Reuters',
  kind: 'desk',
  agency: 'reuters',
};

const paragraphs = [
  "Japanese Prime Minister Fumio Kishida is considering attending a summit of leaders from the North Atlantic Treaty Organization (NATO) in late June to spur coordination with the West over Russia's invasion of Ukraine, sources familiar with the matter said.",
  'The move would mark an unusually aggressive stance for a Japanese leader although Kishida has repeatedly condemned Russia over what he has described as a "war crime" against Ukraine.',
  'Moscow has called its action a special operation.',
  'In the past, Japanese leaders have maintained a careful line on their relations with Russia as the two countries have wrangled over decades-old territorial disputes.',
  'A government spokesman said officials would be unable to comment on the matter, which was first reported by Kyodo news on Saturday.',
  'The NATO summit takes place on June 29-30 in the Spanish capital Madrid, which would likely overlap with the campaign ahead of elections in Japan penciled in for July 10.',
  'Kishida will make a final decision later, taking into account the political situation before the upper house elections, Kyodo reported, citing government sources.',
  'NATO has invited Japan to the summit, along with Australia, New Zealand and South Korea as its partners in the Asia-Pacific region.',
  'Kishida plans to arrive in Madrid after attending a meeting of the Group of Seven (G7) industrialized nations in Germany, the sources, who asked not to be named, told Reuters.',
  "Kishida's presence at the summit would be welcomed as delivering a strong message of international solidarity on the Ukraine crisis, Kyodo's sources were quoted as saying.",
];

export const kishidaStory: SeedStory = {
  id: 'article_01g4q22g00e0qt3m8x9c5w6y7z',
  // Assumed: the page gives no time. Its "on Saturday" lies between the photograph of 24 May and the summit of
  // 29 June 2022; 4 June is one of those Saturdays, and noon UTC a guess.
  publishedAt: '2022-06-04T12:00:00Z',
  input: {
    slug: 'japans-kishida-considers-joining-nato-summit-sources',
    kind: 'story',
    locale: 'en',
    headline: "Japan's Kishida Considers Joining NATO Summit -Sources",
    bylines: [{ byline: 'reuters', role: 'author' }],
    agency: 'reuters',
    creditLine: 'Reuters',
    body: paragraphs.map((text, index) => ({
      _type: 'block',
      _key: `p${index + 1}`,
      children: [{ _type: 'span', text }],
    })),
    leadMedia: { media: kishidaPicture.id },
    // Who says so, in the order of the text. `via` stands where the word is second-hand.
    attributions: [
      { role: 'anonymousSource', description: 'sources familiar with the matter', blocks: ['p1'] },
      {
        role: 'noComment',
        name: 'Japanese government',
        description: 'a government spokesman',
        blocks: ['p5'],
      },
      { role: 'firstReport', agency: 'kyodo', blocks: ['p5'] },
      { role: 'relayed', agency: 'kyodo', description: 'government sources', via: 'kyodo', blocks: ['p7'] },
      {
        role: 'anonymousSource',
        description: 'the sources familiar with the matter, who told Reuters',
        reason: 'asked not to be named',
        blocks: ['p9'],
      },
      { role: 'relayed', description: "Kyodo's sources", via: 'kyodo', blocks: ['p10'] },
      { role: 'publisher', agency: 'voa' },
    ],
    // From here on ours: the page shows no section, keywords, slugline or urgency.
    section: 'asia-pacific',
    topics: ['nato', 'japan', 'ukraine-war', 'summits'],
    subjects: [
      { code: 'medtop:20000640', name: 'summit meetings' },
      { code: 'medtop:20000639', name: 'diplomacy' },
      { code: 'medtop:20000638', name: 'international relations' },
      { code: 'medtop:20000579', name: 'national elections' },
      { code: 'medtop:20000062', name: 'war' },
    ],
    slugline: 'JAPAN-NATO-SUMMIT',
    urgency: 4,
    related: [{ relation: 'background', article: 'article_01g4a332m0fxv9wpd7nv5d4xb1' }],
    deskNote:
      'The publication time is assumed; section, topics, subjects, slugline and urgency are ours. The original photograph is not: a placeholder stands for it.',
  },
};
