import type { SeedStory } from './seed.ts';

const bridge = 'article_01gcrkzb20e0vsqf4ydnmwadfk';
const harbourPicture = 'media_01g4q9c8g0fgrt8ry6wvcfpay3';
const bridgePicture = 'media_01g4q9c8g0ebdtzxtfrscsckgh';

/** Small stories of our own, so that lists, filters and search have something to show. Sampleville does not exist. */
export const samples: SeedStory[] = [
  {
    id: 'article_01h7g9ny80esjbnsfts2qa5sby',
    publishedAt: '2023-08-10T18:00:00Z',
    input: {
      slug: 'when-to-see-the-august-meteors',
      kind: 'story',
      headline: 'Sample: When to See the August Meteors',
      standfirst: 'A sample story. Look up after midnight, away from the street lamps.',
      bylines: [{ byline: 'robin-example', role: 'author' }],
      agency: 'sample-freelancers',
      creditLine: 'Sample Freelancers',
      leadMedia: { media: 'media_01g4q9c8g0fq1apzr13x1tyvm0' },
      section: 'science',
      topics: ['astronomy'],
      subjects: [{ code: 'medtop:20000718', name: 'astronomy' }],
      urgency: 6,
      bodyText: `The Perseids come back every August, when the Earth crosses the dust of a comet. Most fall around the 12th and the 13th of the month.

No telescope is needed. Eyes take about twenty minutes to get used to the dark, and one look at a telephone undoes it.`,
    },
  },
  {
    id: 'article_01hd8d3ar0feh94gnkk70h1zjz',
    publishedAt: '2023-10-21T06:00:00Z',
    input: {
      slug: 'in-praise-of-the-footbridge',
      kind: 'opinion',
      headline: 'Sample: In Praise of the Footbridge',
      kicker: 'Opinion',
      standfirst: 'A sample of an opinion piece, by a person who was invented for it.',
      bylines: [{ byline: 'robin-example', role: 'author' }],
      creditLine: 'Sample Freelancers',
      agency: 'sample-freelancers',
      leadMedia: { media: bridgePicture, caption: 'Sample picture: a bridge worth walking slowly on.' },
      section: 'culture',
      topics: ['transport'],
      related: [{ relation: 'background', article: bridge }],
      urgency: 8,
      bodyText: `A road bridge saves time. A footbridge gives some back.

Nobody stops in the middle of a road bridge to look at the water. On ours somebody always does, and others have to walk around them. That is not a fault in the design.`,
    },
  },
  {
    id: 'article_01hme670k0fpabynkwne6rdzwy',
    publishedAt: '2024-01-18T11:45:00Z',
    input: {
      slug: 'the-bridge-does-not-glow',
      kind: 'factCheck',
      headline: 'Sample: No, the Sampleville Bridge Does Not Glow at Night',
      standfirst: 'A sample of a fact check: the claim, what we found, the verdict.',
      bylines: [
        { byline: 'alex-sample', role: 'author' },
        { byline: 'robin-example', role: 'contributor' },
      ],
      agency: 'sampleville-courier',
      creditLine: 'Sampleville Courier',
      leadMedia: { media: bridgePicture },
      section: 'science',
      topics: ['transport'],
      related: [{ relation: 'followUp', article: bridge }],
      urgency: 6,
      bodyMarkdown: `**The claim:** the new footbridge of Sampleville glows in the dark.

**What we found:** it has lamps.

**Verdict:** false. They go out at 11 p.m.`,
    },
  },
  {
    id: 'article_01hv1g7x00f4e962nnsheca7nr',
    publishedAt: '2024-04-09T13:20:00Z',
    input: {
      slug: 'a-good-caption-names-the-day',
      kind: 'interview',
      headline: 'Sample: “A Good Caption Names the Day”',
      standfirst: 'A sample of an interview: both people in it were invented.',
      bylines: [{ byline: 'alex-sample', role: 'author' }],
      agency: 'sampleville-courier',
      creditLine: 'Sampleville Courier',
      section: 'culture',
      topics: ['photography'],
      subjects: [{ code: 'medtop:20000036', name: 'photography' }],
      urgency: 8,
      bodyMarkdown: `**What makes a good caption?**

Who, where and on which day. The picture says the rest.

**And the alt text?**

That is for those who do not see the picture. It says what the picture says, and never begins with “picture of”.`,
    },
  },
  {
    id: 'article_01j411vsy0ew79cy5z57nz9tyn',
    publishedAt: '2024-07-30T05:30:00Z',
    input: {
      slug: 'what-fewer-ferries-mean-for-the-harbour',
      kind: 'analysis',
      headline: 'Sample: What Fewer Ferries Mean for the Harbour',
      kicker: 'Analysis',
      standfirst: 'A sample of an analysis. Two years after the bridge, half of the ferries are gone.',
      bylines: [{ byline: 'alex-sample', role: 'author' }],
      agency: 'sampleville-courier',
      creditLine: 'Sampleville Courier',
      leadMedia: { media: harbourPicture },
      section: 'business',
      topics: ['transport'],
      subjects: [{ code: 'medtop:20000343', name: 'waterway and maritime transport' }],
      related: [{ relation: 'background', article: bridge }],
      urgency: 6,
      canonicalUrl: 'https://courier.example.org/what-fewer-ferries-mean',
      bodyText: `The harbour of Sampleville had eight ferries a day before the bridge was built. It now has four.

The café at the landing sells less coffee in the morning and more at noon: those who take the ferry today are not in a hurry.`,
    },
  },
  {
    id: 'article_01jxz312r0ersrwg2azpvtzgms',
    publishedAt: '2025-06-17T14:00:00Z',
    input: {
      slug: 'council-asks-residents-about-its-budget',
      kind: 'story',
      headline: 'Sample: Council Asks Residents About Its Budget',
      standfirst: 'A sample story.',
      bylines: [{ byline: 'sampleville-courier', role: 'author' }],
      agency: 'sampleville-courier',
      creditLine: 'Sampleville Courier',
      attributions: [
        { role: 'noComment', description: 'a speaker for the council', blocks: ['answer'] },
        { role: 'supplier', agency: 'sampleville-courier' },
      ],
      section: 'politics',
      topics: ['local-government'],
      subjects: [{ code: 'medtop:20000607', name: 'government budget' }],
      urgency: 5,
      body: [
        paragraph(
          'lead',
          'The council of Sampleville has put its budget on the table of the library, with a pencil.',
        ),
        paragraph('answer', 'A speaker for the council would not say whether remarks in ink count.'),
      ],
    },
  },
  {
    id: 'article_01kf09hn40f94rw0w2q87he3kt',
    publishedAt: '2026-01-15T07:40:00Z',
    input: {
      slug: 'footbridge-closed-for-inspection',
      kind: 'alert',
      headline: 'Sample: Footbridge Closed for Inspection',
      bylines: [{ byline: 'sampleville-courier', role: 'author' }],
      agency: 'sampleville-courier',
      creditLine: 'Sampleville Courier',
      section: 'europe',
      topics: ['transport'],
      related: [{ relation: 'background', article: bridge }],
      urgency: 2,
      // Far away, so that there is always a breaking story to look at.
      breakingUntil: '2099-12-31T00:00:00Z',
      bodyText: 'Sample: The footbridge of Sampleville is closed for its yearly inspection.',
    },
  },
];

function paragraph(key: string, text: string) {
  return { _type: 'block' as const, _key: key, children: [{ _type: 'span' as const, text }] };
}
