import type { z } from 'zod';
import type { ArticleIn } from '../src/desk/stories/schema.ts';
import type { SeedStory } from './seed.ts';

const bridge = 'article_01gcrkzb20e0vsqf4ydnmwadfk';
const picture = 'media_01g4q9c8g0ebdtzxtfrscsckgh';
const shared = {
  kind: 'story',
  agency: 'sampleville-courier',
  creditLine: 'Sampleville Courier',
  leadMedia: { media: picture },
  section: 'europe',
  topics: ['transport'],
  subjects: [{ code: 'medtop:20000341', name: 'road transport' }],
  slugline: 'SAMPLE-BRIDGE',
  urgency: 5,
} satisfies Partial<z.input<typeof ArticleIn>>;

const opening: z.input<typeof ArticleIn> = {
  ...shared,
  slug: 'new-bridge-opens-in-sampleville',
  headline: 'Sample: New Bridge Opens in Sampleville',
  headlines: {
    short: 'Sample: Bridge opens',
    seo: 'Sample: Sampleville footbridge opens to the public',
    social: 'Sample: You can now walk across the harbour of Sampleville',
  },
  standfirst: 'A sample story: a footbridge joins the two sides of a harbour that does not exist.',
  dateline: { text: 'SAMPLEVILLE, Sept 12', place: 'Sampleville', date: '2022-09-12' },
  bylines: [
    { byline: 'alex-sample', role: 'author', place: 'Sampleville' },
    { byline: 'robin-example', role: 'photographer' },
  ],
  bylineText: 'By Alex Sample; picture by Robin Example',
  attributions: [{ role: 'supplier', agency: 'sampleville-courier' }],
  bodyText: `Sampleville opened its new footbridge on Monday, and the first to cross it was a dog.

The bridge is 212 metres long and joins the old fish market to the station. Until now the way round took a quarter of an hour.

Bicycles may be pushed.`,
  externalIds: [{ scheme: 'sampleville-courier', value: 'SC-2022-0912' }],
};

/** Updated once: the second version adds a paragraph. */
export const bridgeStory: SeedStory = {
  id: bridge,
  publishedAt: '2022-09-12T10:30:00Z',
  input: opening,
  then: [
    {
      at: '2022-09-12T18:00:00Z',
      save: {
        ...opening,
        bodyText: `${opening.bodyText}

By the evening the city had counted 4,100 crossings.`,
      },
      publish: { change: { kind: 'update', text: 'Adds the number of crossings in the last paragraph.' } },
    },
  ],
};

export const bridgeTranslations: SeedStory[] = [
  {
    id: 'article_01gcrs44g0ftxrkvmx9dckj8s6',
    publishedAt: '2022-09-12T12:00:00Z',
    input: {
      ...shared,
      slug: 'mihon-atarashii-hodokyo',
      locale: 'ja',
      translationOf: bridge,
      headline: '見本:サンプルビルに新しい歩道橋が開通',
      standfirst: '見本の記事:実在しない港の両岸を、歩道橋が結ぶ。',
      bylines: [
        { byline: 'alex-sample', role: 'author' },
        { byline: 'hanako-mihon', role: 'translator' },
      ],
      bodyText: `サンプルビルで月曜日、新しい歩道橋が開通した。最初に渡ったのは一匹の犬だった。

橋の長さは212メートルで、旧魚市場と駅を結ぶ。これまでは回り道に15分かかっていた。

自転車は押して渡ることができる。`,
    },
  },
  {
    id: 'article_01gctv7090fj799dt6etbrehvy',
    publishedAt: '2022-09-13T07:15:00Z',
    input: {
      ...shared,
      slug: 'exemple-une-nouvelle-passerelle-ouvre',
      locale: 'fr',
      translationOf: bridge,
      headline: 'Exemple : une nouvelle passerelle ouvre à Sampleville',
      standfirst: 'Un article d’exemple : une passerelle relie les deux rives d’un port qui n’existe pas.',
      bylines: [
        { byline: 'alex-sample', role: 'author' },
        { byline: 'dominique-exemple', role: 'translator' },
      ],
      bodyText: `Sampleville a inauguré lundi sa nouvelle passerelle, et le premier à la franchir fut un chien.

Longue de 212 mètres, elle relie l’ancien marché aux poissons à la gare. Il fallait jusqu’ici un quart d’heure pour faire le tour.

Les vélos se poussent à la main.`,
    },
  },
];
