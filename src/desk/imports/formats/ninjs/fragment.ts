import { cutText } from '../../../../foundation/cut-text.ts';
import type { Note, NoteName } from '../../../../library/notes.ts';

/** A part of an imported story: its fields, where each comes from, and notes on what was not kept. */
export type Fragment = {
  fields: Record<string, unknown>;
  /** Pointers into our story, to pointers into the item in the shape of ninjs 3.x. */
  from: Record<string, string>;
  /** Their pointers are into the item in the shape of ninjs 3.x, too. */
  notes: Note[];
};

export function newFragment(): Fragment {
  return { fields: {}, from: {}, notes: [] };
}

/** Sets a field and its source, unless the value is empty. */
export function setField(fragment: Fragment, field: string, value: unknown, pointer: string): void {
  if (value === undefined || value === '') return;
  fragment.fields[field] = value;
  fragment.from[`/${field}`] = pointer;
}

/** Notes what was not kept of the property at a pointer. */
export function addNote(
  { notes }: Pick<Fragment, 'notes'>,
  name: NoteName,
  detail: string,
  pointer: string,
): void {
  notes.push({ name, detail, pointer });
}

export function mergeFragments(fragments: Fragment[]): Fragment {
  return {
    fields: Object.assign({}, ...fragments.map(({ fields }) => fields)) as Fragment['fields'],
    from: Object.assign({}, ...fragments.map(({ from }) => from)) as Fragment['from'],
    notes: fragments.flatMap(({ notes }) => notes),
  };
}

/** Names for a message: quoted, each on one line, and a limited number. */
export function quotedList(names: string[], most = 8): string {
  const shown = names
    .slice(0, most)
    .map((name) => `"${cutText(name.replaceAll(/\s+/g, ' '), 100)}"`)
    .join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** The place of the one part of a list, or of the list where there are several. */
export function placeOfAll<T>(list: string, all: readonly T[], some: readonly T[]): string {
  return some.length === 1 ? `${list}/${all.indexOf(some[0]!)}` : list;
}
