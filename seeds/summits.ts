import type { SeedStory } from './seed.ts';

/** Background for the first story: general knowledge, nobody quoted. */
export const summitsExplainer: SeedStory = {
  id: 'article_01g4a332m0fxv9wpd7nv5d4xb1',
  publishedAt: '2022-05-30T09:00:00Z',
  input: {
    slug: 'how-a-summit-is-prepared',
    kind: 'explainer',
    headline: 'Sample: How a Summit of Leaders Is Prepared',
    headlines: { short: 'Sample: How a summit is prepared' },
    kicker: 'Background',
    standfirst: 'A sample story: what happens before the photograph on the steps.',
    bylines: [{ byline: 'alex-sample', role: 'author' }],
    agency: 'sampleville-courier',
    creditLine: 'Sampleville Courier',
    bodyMarkdown: `Leaders meet for a day or two. Their staff prepare for months.

## Who prepares it

Each leader has a chief negotiator, often called a *sherpa* after the guides of the Himalayas. The sherpas meet several times and agree on **what the leaders will talk about**.

## What comes out

1. A communiqué, most of it written beforehand.
2. Meetings of two in the margins, which seldom are in the programme.
3. A photograph.

What is still in brackets on the last evening is what the leaders decide themselves.`,
    section: 'world',
    topics: ['summits'],
    subjects: [{ code: 'medtop:20000640', name: 'summit meetings' }],
    slugline: 'SAMPLE-SUMMITS',
    urgency: 7,
  },
};
