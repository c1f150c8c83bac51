import type { Db } from '../../foundation/database/database.ts';
import type { FullText } from '../../foundation/database/full-text.ts';
import { decodeCursor } from '../../foundation/page/cursor.ts';
import { invalidRequest } from '../../foundation/problem.ts';
import { countLimit, emptyPage, pageOf, totalOf, type Page } from '../../foundation/page/page.ts';
import { withForms } from './forms.ts';
import { rankStories } from './rank.ts';
import { countStories, findInOrder, type StoryColumn, type StorySearch } from './search.ts';

type Asked = {
  /** `relevance`, or a time, with `-` the newest first. */
  sort: string;
  limit: number;
  cursor?: string | undefined;
  count: boolean;
  /** What else the cursor is bound to. */
  filters: unknown;
};

/** One page of matching stories by number: the best first, or by time. A query without a word finds none. */
export async function searchPage(
  db: Db,
  index: FullText<StoryColumn>,
  given: StorySearch,
  { sort, limit, cursor, count, filters }: Asked,
): Promise<Page<number>> {
  if (given.terms.length === 0) return emptyPage(limit, count);
  const list = { sort: `search ${sort}`, filters };
  const key = cursor === undefined ? undefined : (decodeCursor(list, cursor, keyTypes(sort)) as number[]);
  if (key && !Number.isSafeInteger(key.at(-1)))
    throw invalidRequest([{ parameter: 'cursor', detail: 'cursor is not one that this list gave' }]);
  const search = await withForms(db, index, given);
  if (!search) return emptyPage(limit, count);
  const counted = count ? totalOf(await countStories(db, index, search, countLimit + 1)) : {};
  const { data, page } =
    sort === 'relevance'
      ? pageOf(await bestAfter(db, index, search, key), limit, list, ({ score, seq }) => [score, seq])
      : pageOf(await inOrder(db, index, search, { sort, limit, key }), limit, list, ({ seq }) => [seq]);
  return { data: data.map(({ seq }) => seq), page: { ...page, ...counted } };
}

function keyTypes(sort: string) {
  return sort === 'relevance' ? (['number', 'number'] as const) : (['number'] as const);
}

/**
 * The stories ranked after the last one of the page before. Scores shift with every publication, so that story is
 * searched first; only if it is gone, its former score counts.
 */
async function bestAfter(db: Db, index: FullText<StoryColumn>, search: StorySearch, key?: number[]) {
  const ranked = await rankStories(db, index, search);
  if (!key) return ranked;
  const [score, last] = key as [number, number];
  const place = ranked.findIndex(({ seq }) => seq === last);
  if (place >= 0) return ranked.slice(place + 1);
  return ranked.filter((one) => one.score < score || (one.score === score && one.seq < last));
}

async function inOrder(
  db: Db,
  index: FullText<StoryColumn>,
  search: StorySearch,
  { sort, limit, key }: { sort: string; limit: number; key: number[] | undefined },
) {
  const order = { oldestFirst: !sort.startsWith('-'), after: key?.[0], limit: limit + 1 };
  return (await findInOrder(db, index, search, order)).map((seq) => ({ seq }));
}
