/** The story of the desk's examples. */
export const nightBus = {
  headline: 'Sample: Council Votes for a Night Bus',
  slug: 'council-votes-for-a-night-bus',
  locale: 'en',
  kind: 'story' as const,
  standfirst: 'The first bus is to leave the harbour on July 1.',
  dateline: { text: 'SAMPLEVILLE, June 14', place: 'Sampleville', date: '2022-06-14' },
  bylines: [{ byline: 'alex-sample', role: 'author' as const }],
  agency: 'sampleville-courier',
  section: 'politics',
  urgency: 5,
  bodyMarkdown:
    'The council of Sampleville voted on Tuesday for a bus that runs **all night**, by 14 votes to 9.\n\nThe first one is to leave the harbour on July 1.',
  deskNote: 'Ask the mayor for a comment.',
};

const { slug: _, bodyMarkdown, ...story } = nightBus;
const { headline, section } = nightBus;
const inShort = { headline, section };

/** The same story with its text in each of the four forms. */
export const inEachForm = [
  { ...story, bodyMarkdown },
  {
    ...inShort,
    body: [
      {
        _type: 'block' as const,
        children: [{ _type: 'span' as const, text: 'The council of Sampleville voted for a bus.' }],
      },
    ],
  },
  {
    ...inShort,
    bodyHtml: '<p>The council of Sampleville voted for a bus that runs <strong>all night</strong>.</p>',
  },
  { ...inShort, bodyText: 'The council of Sampleville voted for a bus that runs all night.' },
];

const politics = { id: 'section_01g4q9c8g0ff08vy7pbs6mqnzv', slug: 'politics', name: 'Politics' };

/** The story after its creation. */
export const summaryExample = {
  id: 'article_01g5h0tk00e1tsx9r2q4b6n8vz',
  etag: '"r1"',
  revision: 1,
  copy: { version: 1, state: 'draft' as const },
  publication: { state: 'none' as const },
  hasUnpublishedChanges: false,
  createdAt: '2022-06-14T18:00:00.000Z',
  createdBy: { id: 'actor_01g3d9z400e2qs2t3x2v0h0000', name: 'Dateline' },
  updatedAt: '2022-06-14T18:00:00.000Z',
  slug: nightBus.slug,
  locale: 'en',
  kind: 'story' as const,
  headline: nightBus.headline,
  section: politics,
};
