import { expect, it, onTestFinished } from 'vitest';
import { findPublicStory } from '../../../src/delivery/articles/find.ts';
import { listArticles } from '../../../src/delivery/articles/list.ts';
import { ArticleListQuery } from '../../../src/delivery/articles/query.ts';
import { SearchQuery } from '../../../src/delivery/search/schema.ts';
import { searchArticles } from '../../../src/delivery/search/search.ts';
import type { Asked } from '../../../src/edition/show/asked.ts';
import type { Db } from '../../../src/foundation/database/database.ts';
import { engineAt } from '../../../src/foundation/database/engines/engine-at.ts';
import { chanceOf } from '../../steady/chance.ts';
import { deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';
import { settings } from '../../support/settings.ts';
import { randomNewsroom } from './random-newsroom.ts';

const steps = 150;
const seed = Number(process.env['CHANGES_SEED'] ?? Date.now() % 1_000_000_007);
const { site } = settings;

it(`shows stories as who keeps nothing of the library shows them, whatever changes (CHANGES_SEED=${seed})`, async () => {
  const house = await openHouse({ seed: 'none' });
  const beside = await (await engineAt(house.file)).open({ clock: house.clock });
  onTestFinished(() => beside.close());
  const newsroom = randomNewsroom(house, await deskOf(house, 'admin'), chanceOf(seed));
  for (let step = 1; step <= steps; step++) {
    const what = await newsroom.act();
    // Who writes is given nothing that was kept.
    const fresh = await house.play(({ tx }) => shown(tx));
    for (const database of [house.database, beside])
      expect([step, what, await database.read(shown)]).toEqual([step, what, fresh]);
  }
  console.log({ seed, steps, stories: newsroom.stories.length });

  async function shown(db: Db): Promise<unknown[]> {
    const answers: unknown[] = [];
    const forms: Asked[] = [{}, { include: ['cards', 'profiles', 'renditions'], captionLocale: 'de' }];
    for (const asked of forms)
      for (const article of newsroom.stories)
        answers.push(await findPublicStory(db, { article, ...asked }, site).catch(String));
    for (const include of ['', 'body', 'profiles']) {
      const { data } = await listArticles(db, ArticleListQuery.parse({ ...(include && { include }) }), site);
      answers.push(data.map((present) => present()));
    }
    for (const q of ['phoenix', 'caption'])
      answers.push((await searchArticles(db, SearchQuery.parse({ q }), site)).data);
    return answers;
  }
});
