import { expect, it } from 'vitest';
import { scheduleArticle } from '../../src/desk/schedules/schedule.ts';
import { actionsOn } from '../support/at-desk.ts';
import { givenCopy } from '../support/given.ts';
import { openHouse } from '../support/house.ts';

const noon = Date.parse('2026-11-23T13:00:00Z');

it(
  'a thousand stories of one second go out once each, in the order of their moments',
  { timeout: 120_000 },
  async () => {
    const house = await openHouse({ seed: 'none' });
    const ids: string[] = [];
    for (let n = 0; n < 1_000; n += 1) {
      const id = await givenCopy(house, { headline: `Story ${n}` });
      await house.play((work) => scheduleArticle(work, id, { at: noon + n }));
      ids.push(id);
    }

    house.clock.set(noon + 999);
    const began = performance.now();
    await house.catchUp();
    console.log(`1000 stories of one second went out in ${Math.round(performance.now() - began)} ms`);

    expect(house.reported).toEqual([]);
    const { data } = (
      await house.client.get('/v1/desk/events?action=article.published&limit=100', {
        headers: await house.keyFor('admin'),
      })
    ).json();
    const newestFirst = ids.toReversed().slice(0, 100);
    expect(data.map(({ subject }: { subject: string }) => subject)).toEqual(newestFirst);
    expect((await house.client.get('/v1/articles?count=true')).json().page.total).toBe(1_000);
    for (const id of ids)
      expect((await actionsOn(house, id)).filter((action) => action === 'article.published')).toHaveLength(1);
  },
);
