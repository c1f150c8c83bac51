import { expect, it } from 'vitest';
import { system } from '../../src/access/system.ts';
import { liveSearch } from '../../src/edition/search/index-stories.ts';
import { rankStories } from '../../src/edition/search/rank.ts';
import { readQuestion } from '../../src/foundation/search/question.ts';
import { openHouse } from '../support/house.ts';

it('looks at the headlines of the newest five thousand that match, and of all where these are fewer', async () => {
  const { database } = await openHouse({ seed: 'none' });
  const texts = { standfirst: '', captions: '', names: '', facets: '' };
  const inHeadlines = new Set([2, 1002, 6005]);
  async function fill(from: number, to: number): Promise<void> {
    await database.transact(system, async ({ tx }) => {
      for (let seq = from; seq <= to; seq += 1) {
        const headline = inHeadlines.has(seq) ? 'minister in court' : '';
        await liveSearch.add(tx, seq, { ...texts, headline, body: 'a court and a minister' });
      }
    });
  }
  async function ranked(q: string, narrowed: { from?: number; to?: number } = {}): Promise<number[]> {
    const terms = readQuestion(q).map((term) => ({ ...term, names: [] }));
    const found = await database.read((db) =>
      rankStories(db, liveSearch, { terms, facets: [], ...narrowed }),
    );
    return found.map(({ seq }) => seq);
  }
  await fill(1, 5001);
  expect((await ranked('minister court')).slice(0, 3)).toEqual([1002, 2, 5001]);
  expect(await ranked('minister court', { to: 4001 })).toHaveLength(1002);
  await fill(5002, 6001);
  expect((await ranked('minister court')).slice(0, 2)).toEqual([1002, 6001]);
  await fill(6002, 6002);
  expect((await ranked('minister court')).slice(0, 2)).toEqual([6002, 6001]);
  expect((await ranked('minister court', { to: 3000 })).slice(0, 3)).toEqual([1002, 2, 3000]);
  await fill(6003, 6100);
  expect((await ranked('minister court')).slice(0, 2)).toEqual([6005, 6100]);
});
