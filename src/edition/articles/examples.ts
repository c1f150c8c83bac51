/** The Kishida story as it is served, for the contract; `tests/contract/examples.test.ts` holds it to the seed. */
const agency = { id: 'agency_01g4q22g00fbdbpfq4r0dq5zty', slug: 'reuters', name: 'Reuters' };
const byline = {
  id: 'byline_01g4q22g00f11bnvhjtywgx1q5',
  slug: 'reuters',
  name: 'Reuters',
  kind: 'desk' as const,
};

export const kishidaSummary = {
  id: 'article_01g4q22g00e0qt3m8x9c5w6y7z',
  slug: 'japans-kishida-considers-joining-nato-summit-sources',
  url: 'http://localhost:3000/v1/articles/japans-kishida-considers-joining-nato-summit-sources',
  locale: 'en',
  kind: 'story' as const,
  headline: "Japan's Kishida Considers Joining NATO Summit -Sources",
  bylines: [{ role: 'author' as const, byline }],
  agency,
  creditLine: 'Reuters',
  topics: [],
  breaking: false,
  publishedAt: '2022-06-04T12:00:00.000Z',
  updatedAt: '2022-06-04T12:00:00.000Z',
};

export const kishidaStory = {
  ...kishidaSummary,
  agency: { ...agency, kind: 'wire' as const },
  version: 1,
  placements: [],
  attributions: [],
  subjects: [],
  related: [],
  corrections: [],
  externalIds: [],
};
