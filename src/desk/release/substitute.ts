import type { Caller } from '../../access/caller.ts';
import type { Db } from '../../foundation/database/database.ts';
import { ruleUnmet, unknownReference } from '../../foundation/problem.ts';
import { chooseNamed, findCandidates } from '../stories/input/visible-references.ts';
import type { ArticleRow } from '../stories/table.ts';

type NamedStory = { reference: string; pointer: string; caller?: Caller | undefined };

/** Another story by id or slug. Throws `unknown-reference`, and `rule-unmet` for the story itself. */
export async function getOther(
  db: Db,
  story: ArticleRow,
  { reference, pointer, caller }: NamedStory,
): Promise<ArticleRow> {
  const named = [{ reference, where: { pointer } }];
  const naming = { caller, locale: story.locale };
  const { found, faults } = chooseNamed(await findCandidates(db, [reference]), named, naming);
  if (faults.length > 0) throw unknownReference(faults);
  const other = found.get(reference)!;
  if (other.id === story.id) throw ruleUnmet([{ pointer, detail: 'This is the story itself.' }]);
  if (other.publication === 'killed') throw ruleUnmet([{ pointer, detail: 'That story was killed.' }]);
  return other;
}
