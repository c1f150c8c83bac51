import BetterSqlite3 from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { ArticleSummary } from '../../../src/edition/show/schema.ts';
import { liveSorts } from '../../../src/edition/articles/list.ts';
import { deskOf } from '../../support/desk.ts';
import { givenStory, givenUpdate } from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';
import { onPostgres } from '../../support/postgres.ts';

const minute = 60_000;

/** All live stories that fit, in that order, read in pages of two. */
async function listed(house: House, query: string): Promise<ArticleSummary[]> {
  const stories: ArticleSummary[] = [];
  let next = '';
  do {
    const { data, page } = (await house.client.get(`/v1/articles?limit=2&${query}${next}`)).json<{
      data: ArticleSummary[];
      page: { next?: string };
    }>();
    stories.push(...data);
    next = page.next === undefined ? '' : `&cursor=${page.next}`;
  } while (next !== '');
  return stories;
}

it('lists of live stories have what fits each pair of times, in each order', async () => {
  const house = await openHouse({ seed: 'none' });
  for (let number = 0; number < 8; number += 1) {
    house.clock.advance(minute);
    const id = await givenStory(house, { headline: `Story ${number}` });
    house.clock.advance(minute * (number % 3));
    if (number % 2 === 1) await givenUpdate(house, id, { headline: `Story ${number}, again` });
  }
  const all = await listed(house, 'sort=publishedAt');
  const times = [...new Set(all.flatMap((story) => [story.publishedAt, story.updatedAt]))].sort();
  const bounds = ['publishedFrom', 'publishedTo', 'updatedFrom', 'updatedTo'] as const;
  function fits(story: ArticleSummary, bound: (typeof bounds)[number], at: string): boolean {
    const time = bound.startsWith('published') ? story.publishedAt : story.updatedAt;
    return bound.endsWith('From') ? time >= at : time <= at;
  }
  for (const one of bounds)
    for (const other of bounds.slice(bounds.indexOf(one) + 1))
      for (const [index, at] of times.entries()) {
        const then = times[(index * 5 + 2) % times.length]!;
        const fitting = all.filter((story) => fits(story, one, at) && fits(story, other, then));
        for (const sort of liveSorts) {
          const time = sort.replace('-', '') as 'publishedAt' | 'updatedAt';
          const inOrder = fitting
            .toSorted((a, b) => (a[time] + a.id < b[time] + b.id ? -1 : 1))
            .map(({ id }) => id);
          const query = `${one}=${at}&${other}=${then}&sort=${sort}`;
          const found = (await listed(house, query)).map(({ id }) => id);
          expect([query, found]).toEqual([query, sort.startsWith('-') ? inOrder.reverse() : inOrder]);
        }
      }
});

it('no story is updated before it is first published, also where the clock was set back', async () => {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'chief');
  const headline = 'Buses';
  const id = await givenStory(house, { headline });
  house.clock.advance(-60 * minute);
  const [{ publishedAt }] = (await listed(house, '')) as [ArticleSummary];
  await givenUpdate(house, id, { headline, bodyText: 'Again.' }, { kind: 'correction', text: 'Not so.' });
  expect(await listed(house, `updatedTo=${publishedAt}`)).toMatchObject([{ updatedAt: publishedAt }]);
  const { data } = (await desk.send('GET', `/articles/${id}/corrections`)).json<{ data: { id: string }[] }>();
  await desk.act(id, `corrections/${data[0]!.id}/amend`, { reason: 'Still wrong.', text: 'It was so.' });
  for (const sort of liveSorts) {
    const early = await listed(house, `sort=${sort}&updatedTo=${publishedAt}&publishedFrom=${publishedAt}`);
    expect(early).toMatchObject([{ id, updatedAt: publishedAt }]);
  }
});

// Only files have migrations from before.
it.skipIf(onPostgres)(
  'what an earlier version left with times that contradict each other is mended',
  async () => {
    const before = await openHouse({ seed: 'none' });
    const id = await givenStory(before, { headline: 'Buses', subjects: [{ code: 'medtop:20000639' }] });
    await before.close();
    const raw = new BetterSqlite3(before.file);
    raw.exec(`UPDATE articles SET public_updated_at = public_updated_at - 5;
    UPDATE live_articles SET updated_at = updated_at - 5;
    UPDATE live_article_subjects SET updated_at = updated_at - 7`);
    raw.exec(readFileSync('migrations/sqlite/0070_never_updated_before.sql', 'utf8'));
    raw.close();
    const house = await openHouse({ after: before });
    for (const filter of ['', '&subject=medtop:20000639']) {
      const [story] = await listed(house, `sort=updatedAt${filter}`);
      expect(story).toMatchObject({ id, updatedAt: story!.publishedAt });
      expect(await listed(house, `updatedTo=${story!.publishedAt}${filter}`)).toHaveLength(1);
    }
  },
);
