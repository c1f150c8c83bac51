import { expect, it } from 'vitest';
import { system } from '../../src/access/system.ts';
import { liveSearch } from '../../src/edition/search/index-stories.ts';
import { searchPage } from '../../src/edition/search/page.ts';
import { readQuestion } from '../../src/foundation/search/question.ts';
import { openHouse } from '../support/house.ts';

it('looks for other forms of a word where no more than a thousand stories have any of them', async () => {
  const { database } = await openHouse({ seed: 'none' });
  const texts = { headline: '', standfirst: '', captions: '', names: '', facets: '' };
  async function fill(seq: number, body: string): Promise<void> {
    await database.transact(system, ({ tx }) => liveSearch.add(tx, seq, { ...texts, body }));
  }
  async function search(q: string, sort: string) {
    const terms = readQuestion(q).map((term) => ({ ...term, names: [] }));
    const identity = { filters: { q }, sort, limit: 2, count: true };
    const { data, page } = await database.read((db) =>
      searchPage(db, liveSearch, { terms, facets: [] }, identity),
    );
    return { data, total: page.total };
  }
  await fill(1, 'a strike in the harbour');
  await database.transact(system, async ({ tx }) => {
    for (let seq = 2; seq <= 1000; seq += 1)
      await liveSearch.add(tx, seq, { ...texts, body: 'strikes and strikes' });
  });
  expect(await search('strike', 'relevance')).toEqual({ data: [1, 1000], total: 1000 });
  expect(await search('strike', '-publishedAt')).toEqual({ data: [1000, 999], total: 1000 });
  expect(await search('strike harbour', 'relevance')).toEqual({ data: [1], total: 1 });
  expect(await search('strike nowhere', 'relevance')).toEqual({ data: [], total: 0 });
  await fill(1001, 'strikes');
  for (const sort of ['relevance', '-publishedAt'])
    expect(await search('strike', sort)).toEqual({ data: [1], total: 1 });
  expect(await search('strike harbours', 'relevance')).toEqual({ data: [1], total: 1 });
});
