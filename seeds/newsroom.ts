import { bridgeStory, bridgeTranslations } from './bridge.ts';
import { everyBlockStory } from './every-block.ts';
import { kishidaStory } from './kishida.ts';
import { changedStories } from './changed.ts';
import { deskStories } from './desk.ts';
import { sentVersions } from './sent.ts';
import { library } from './library.ts';
import { keys } from './keys.ts';
import { samples } from './samples.ts';
import type { Seed } from './seed.ts';
import { webhooks } from './webhooks.ts';
import { summitsExplainer } from './summits.ts';

/** Everything that an empty newsroom starts with: one real story, and samples of our own around it. */
export const newsroom: Seed = {
  ...library,
  articles: [
    summitsExplainer,
    kishidaStory,
    bridgeStory,
    ...bridgeTranslations,
    everyBlockStory,
    ...changedStories,
    ...samples,
    ...deskStories,
  ],
  sent: sentVersions,
  keys,
  webhooks,
  alerts: [
    {
      id: 'alert_01g4q9c8g0f8da5pbgq5kz3xbj',
      headline: 'Sample: The footbridge of Sampleville is closed for inspection',
      article: 'article_01kf09hn40f94rw0w2q87he3kt',
      startsAt: '2022-06-04T12:00:00Z',
      endsAt: '2099-12-31T00:00:00Z',
    },
  ],
};
