import type { z } from 'zod';
import type { ArticleIn } from '../src/desk/stories/schema.ts';
import type { SeedStory } from './seed.ts';

const libraryPicture = 'media_01g4q9c8g0en0v6y7pzweyrxv3';
const library = 'article_01ggz3gz00e45rw352r6hc28hf';

const hours: z.input<typeof ArticleIn> = {
  slug: 'library-extends-its-evening-hours',
  kind: 'brief',
  headline: 'Sample: Library Extends Its Evening Hours',
  standfirst: 'A sample story.',
  bylines: [{ byline: 'sampleville-courier', role: 'author' }],
  agency: 'sampleville-courier',
  creditLine: 'Sampleville Courier',
  leadMedia: { media: libraryPicture },
  section: 'culture',
  topics: ['libraries', 'local-government'],
  subjects: [{ code: 'medtop:20000043', name: 'library and museum' }],
  urgency: 7,
  bodyText:
    'The Sampleville library will stay open until 10 p.m. on Thursdays from December. The reading room has 60 seats.',
};

const regatta: z.input<typeof ArticleIn> = {
  slug: 'sampleville-regatta-result',
  kind: 'brief',
  headline: 'Sample: Harbour Rowers Win the Sampleville Regatta',
  standfirst: 'A sample story.',
  bylines: [{ byline: 'sampleville-courier', role: 'author' }],
  agency: 'sampleville-courier',
  creditLine: 'Sampleville Courier',
  leadMedia: { media: 'media_01g4q9c8g0fgrt8ry6wvcfpay3' },
  section: 'sport',
  topics: ['rowing'],
  subjects: [{ code: 'medtop:20001026', name: 'rowing' }],
  urgency: 6,
  bodyText: `The Harbour Rowers won the Sampleville Regatta on Sunday by half a length.

The Old Market Eight came second. A third boat turned back to rescue a hat.`,
};

/** Stories that something happened to after their first publication. */
export const changedStories: SeedStory[] = [
  {
    id: library,
    publishedAt: '2022-11-03T16:00:00Z',
    input: hours,
    then: [
      {
        at: '2022-11-04T09:00:00Z',
        save: { ...hours, bodyText: hours.bodyText!.replace('10 p.m.', '9 p.m.') },
        publish: {
          change: {
            kind: 'correction',
            text: 'An earlier version gave the wrong closing time. The library closes at 9 p.m. on Thursdays, not at 10 p.m.',
            material: true,
          },
          correction: 'correction_01g5d1tk00e2vstkxc1ks2wnpm',
        },
      },
    ],
  },
  {
    id: 'article_01jnhx23m0evws818efrzpvn21',
    publishedAt: '2025-03-05T01:00:00Z',
    input: {
      slug: 'mihon-toshokan-kaikan-jikan',
      locale: 'ja',
      translationOf: library,
      kind: 'brief',
      headline: '見本:図書館、夜間の開館時間を延長',
      standfirst: '見本の記事。',
      bylines: [
        { byline: 'sampleville-courier', role: 'author' },
        { byline: 'hanako-mihon', role: 'translator' },
      ],
      agency: 'sampleville-courier',
      creditLine: 'Sampleville Courier',
      leadMedia: { media: libraryPicture },
      section: 'culture',
      topics: ['libraries', 'local-government'],
      subjects: [{ code: 'medtop:20000043', name: 'library and museum' }],
      urgency: 7,
      bodyText: 'サンプルビル図書館は12月から、木曜日の閉館時間を午後9時に延長する。閲覧室には60席がある。',
    },
  },
  {
    // Moved to a better address: the former one keeps redirecting.
    id: 'article_01j7vaa5k0e9xa9ygd4ff45q5t',
    publishedAt: '2024-09-15T17:05:00Z',
    input: regatta,
    then: [
      {
        at: '2024-09-16T08:00:00Z',
        save: { ...regatta, slug: 'harbour-rowers-win-sampleville-regatta' },
        publish: { change: { kind: 'refile', text: 'New address that names the winner.' } },
      },
    ],
  },
  {
    id: 'article_01jj6md4j0fpp8kwtmm3qz7nky',
    publishedAt: '2025-01-22T09:10:00Z',
    input: {
      slug: 'clock-tower-to-be-moved',
      kind: 'story',
      headline: 'Sample: Clock Tower of Sampleville to Be Moved',
      standfirst: 'A sample story, withdrawn after publication.',
      bylines: [{ byline: 'alex-sample', role: 'author' }],
      agency: 'sampleville-courier',
      creditLine: 'Sampleville Courier',
      section: 'politics',
      topics: ['local-government'],
      urgency: 5,
      bodyText: 'The clock tower of Sampleville is to be moved ten metres to the left.',
    },
    then: [
      {
        at: '2025-01-22T15:30:00Z',
        withdraw: {
          reason: 'Sample: the plan was a drawing by a school class.',
          notice: 'Sample: This story has been withdrawn. There is no plan to move the clock tower.',
        },
      },
    ],
  },
];
