import type { Work } from '../../foundation/database/database.ts';
import { fold } from '../../foundation/database/contains.ts';
import type { Note } from '../../library/notes.ts';
import type { ArticleIn } from '../stories/schema.ts';
import { findOrCreateRecord, findRecordCalled, type RecordCreation } from './records.ts';

type Credits = Pick<ArticleIn, 'bylines' | 'bylineText'>;

/**
 * The credits of an imported story. Names are matched with bylines; new bylines are created only with `createRecords`,
 * and only for what looks like a name. The printed line is kept unless the bylines say the same.
 */
export async function creditsOf(
  work: Work,
  by: string | undefined,
  {
    agencyName,
    pointer,
    ...creation
  }: RecordCreation & { agencyName?: string | undefined; notes: Note[]; pointer: string },
): Promise<Credits> {
  if (by === undefined) return {};
  const names = (await findRecordCalled(work.tx, 'byline', { name: by })) ? [by] : namesIn(by);
  const found: { id: string; name: string }[] = [];
  for (const name of names) {
    const isMakable = creation.createRecords && isNameLike(name);
    const as = agencyName !== undefined && fold(agencyName) === fold(name) ? 'desk' : 'person';
    const id = isMakable
      ? await findOrCreateRecord(work, 'byline', { name, as, pointer }, creation)
      : await findRecordCalled(work.tx, 'byline', { name });
    if (id !== undefined && !found.some((one) => one.id === id)) found.push({ id, name });
  }
  if (found.length === 0)
    creation.notes.push({
      name: 'byline-as-printed',
      detail: `"${by}" is printed as it stands: no byline here has that name.`,
      pointer,
    });
  const isSaid = fold(found.map(({ name }) => name).join(', ')) === fold(by.trim());
  return {
    bylines: found.map(({ id }) => ({ byline: id, role: 'author' })),
    bylineText: isSaid ? undefined : by,
  };
}

/** The names in a printed line: "By Jane Doe and John Roe, Tokyo". */
export function namesIn(by: string): string[] {
  return by
    .split(/\s*(?:[,;/&、・]|\s(?:and|und|et|y|e|en|og|och)\s)\s*/iu)
    .map((name) => name.replace(/^(?:by|von|par|por|di|door|av)\s+/iu, '').trim())
    .filter((name) => name !== '' && name.length <= 200);
}

/** Up to five words that begin like a name, without figures. */
function isNameLike(name: string): boolean {
  return /^[\p{Lu}\p{Lo}][^\d@:]*$/u.test(name) && name.split(/\s+/u).length <= 5;
}
