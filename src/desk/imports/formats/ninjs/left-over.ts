/** Notes on what no part of the reading takes. Pure. */
import { cutText } from '../../../../foundation/cut-text.ts';
import type { Note } from '../../../../library/notes.ts';
import { addNote, newFragment, quotedList } from './fragment.ts';
import type { LostProperty, Normal } from './versions/normal.ts';
import type { NinjsItem } from './schema.ts';

const unused = ['trustIndicators', 'plannedCoverage', 'eventDetails', 'renditions', 'profile'];

/** Pointers are into the item as it was sent. */
export function leftOver(item: NinjsItem, { placeOf, lost }: Pick<Normal, 'placeOf' | 'lost'>): Note[] {
  const fragment = newFragment();
  if (item.type === 'composite')
    addNote(fragment, 'field-changed', 'It is a composite: its own text is taken.', placeOf('/type'));
  if (!/^[a-z][a-z0-9+.-]*:/i.test(item.uri))
    addNote(
      fragment,
      'field-changed',
      'Its uri is no URI: another source may use the same.',
      placeOf('/uri'),
    );
  const idle = unused.filter((name) => name in item);
  if (idle.length > 0)
    addNote(
      fragment,
      'field-dropped',
      `A story has no place for ${quotedList(idle)}.`,
      idle.length === 1 ? placeOf(`/${idle[0]!}`) : '',
    );
  for (const [pointer, properties] of Map.groupBy(lost, (one) => one.pointer)) {
    for (const isTwice of [false, true]) {
      const some = properties.filter((one) => one.isTwice === isTwice);
      if (some.length === 0) continue;
      const said = quotedList(
        some.map(({ name }) => name),
        20,
      );
      const place = some.length === 1 ? pointerTo(some[0]!) : pointer;
      if (isTwice)
        addNote(fragment, 'field-dropped', `Said by another property too, and not kept: ${said}.`, place);
      else addNote(fragment, 'field-dropped', `No property of ninjs, and not kept: ${said}.`, place);
    }
  }
  return fragment.notes;
}

function pointerTo({ pointer, name }: LostProperty): string {
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Why an item is cancelled, in the words of its source. */
export function notesOnCancelled({ edNote }: NinjsItem, placeOf: Normal['placeOf']): Note[] {
  if (!edNote?.trim()) return [];
  const detail = `Its source says: "${cutText(edNote.trim(), 500).toWellFormed()}"`;
  return [{ name: 'cancelled', detail, pointer: placeOf('/edNote') }];
}

/** The note on what the package of an item says, and no story keeps. */
export function notesOnPackage(leftOut: string[] = []): Note[] {
  if (leftOut.length === 0) return [];
  const detail = `It comes in a package, of which is not kept: ${quotedList(leftOut, 20)}.`;
  return [{ name: 'field-dropped', detail, pointer: '' }];
}
