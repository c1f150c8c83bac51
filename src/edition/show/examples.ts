/** The Kishida story as an example for the contract; `tests/contract/examples.test.ts` compares it with the seed. */
import {
  asiaPacific,
  kishidaPicture,
  nato,
  reuters,
  reutersBylineNamed,
  reutersLogo,
  reutersNamed,
  world,
} from '../../library/examples.ts';

export const kishidaSummary = {
  id: 'article_01g4q22g00e0qt3m8x9c5w6y7z',
  slug: 'japans-kishida-considers-joining-nato-summit-sources',
  url: 'http://localhost:3000/v1/articles/japans-kishida-considers-joining-nato-summit-sources?locale=en',
  locale: 'en',
  kind: 'story' as const,
  headline: "Japan's Kishida Considers Joining NATO Summit -Sources",
  bylines: [{ role: 'author' as const, byline: reutersBylineNamed }],
  agency: reutersNamed,
  section: asiaPacific,
  topics: [
    nato,
    {
      id: 'topic_01g4q9c8g0fjm80pht6tjb28p2',
      slug: 'japan',
      name: 'Japan',
    },
  ],
  leadMedia: kishidaPicture,
  urgency: 4,
  breaking: false,
  publishedAt: '2022-06-04T12:00:00.000Z',
  updatedAt: '2022-06-04T12:00:00.000Z',
};

const kyodo = {
  id: 'agency_01g4q9c8g0frzt09b81szfmybh',
  slug: 'kyodo',
  name: 'Kyodo News',
};

/** The whole story, with one paragraph of its text and some of what its lists have. */
export const kishidaStory = {
  ...kishidaSummary,
  bylines: [{ role: 'author' as const, byline: { ...reutersBylineNamed, kind: 'desk' as const } }],
  agency: { ...reutersNamed, kind: reuters.kind, url: reuters.url, logo: reutersLogo },
  section: { ...asiaPacific, parent: world },
  creditLine: 'Reuters',
  version: 1,
  slugline: 'JAPAN-NATO-SUMMIT',
  body: [
    {
      _type: 'block' as const,
      _key: 'p3',
      style: 'normal' as const,
      children: [
        {
          _type: 'span' as const,
          _key: '8484c0595102',
          text: 'Moscow has called its action a special operation.',
          marks: [],
        },
      ],
      markDefs: [],
    },
  ],
  placements: [],
  attributions: [
    {
      role: 'relayed' as const,
      agency: kyodo,
      description: 'government sources',
      via: kyodo,
      blocks: ['p7'],
    },
    {
      role: 'anonymousSource' as const,
      description: 'the sources familiar with the matter, who told Reuters',
      reason: 'asked not to be named',
      blocks: ['p9'],
    },
  ],
  subjects: [
    {
      code: 'medtop:20000640',
      name: 'summit meetings',
    },
    {
      code: 'medtop:20000639',
      name: 'diplomacy',
    },
  ],
  related: [
    {
      relation: 'background' as const,
      article: {
        id: 'article_01g4a332m0fxv9wpd7nv5d4xb1',
        slug: 'how-a-summit-is-prepared',
        url: 'http://localhost:3000/v1/articles/how-a-summit-is-prepared?locale=en',
        locale: 'en',
        kind: 'explainer' as const,
        headline: 'Sample: How a Summit of Leaders Is Prepared',
        publishedAt: '2022-05-30T09:00:00.000Z',
      },
    },
  ],
  translations: [],
  availableLocales: ['en'],
  corrections: [],
  rights: {
    holder: 'Reuters',
    usageTerms: 'Agency material. Do not copy, redistribute or sell it without the permission of Reuters.',
  },
  externalIds: [],
};
