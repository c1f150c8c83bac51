import type { Db } from '../../foundation/database/database.ts';
import type { FullText } from '../../foundation/database/full-text.ts';
import type { AskedTerm } from '../../foundation/search/question.ts';
import { countStories, mostRanked, type StoryColumn, type StorySearch } from './search.ts';

/**
 * The search with other forms of its words, where they find more stories, and all that are found are ranked; undefined
 * where no story has any form of them.
 */
export async function withForms(
  db: Db,
  index: FullText<StoryColumn>,
  search: StorySearch,
): Promise<StorySearch | undefined> {
  const { terms } = search;
  if (terms.every(({ forms }) => forms === undefined)) return search;
  const wider = { ...search, typed: terms, terms: terms.map(inAnyForm) };
  const found = await countStories(db, index, wider, mostRanked + 1);
  if (found === 0) return undefined;
  if (found > mostRanked) return search;
  return found > (await countStories(db, index, search, mostRanked)) ? wider : search;
}

function inAnyForm(term: AskedTerm): AskedTerm {
  const { otherwise = [], forms = [] } = term;
  return { ...term, otherwise: [...otherwise, ...forms.map((form) => [form])] };
}
