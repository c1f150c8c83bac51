/** Notes on what no part of the reading takes. Pure. */
import { toPointer } from '../../../../foundation/http/request/faults.ts';
import { cutText } from '../../../../foundation/cut-text.ts';
import type { Note } from '../../../../library/notes.ts';
import { addNote, newFragment, placeOfAll, quotedList } from './fragment.ts';
import type { LostProperty, Normal } from './versions/normal.ts';
import { isOurExport } from './versions/ours.ts';
import type { NinjsItem } from './schema.ts';

const words = ['role', 'contentType', 'value', 'charCount', 'wordCount', 'charcount', 'wordcount'];
const concept = ['name', 'literal', 'uri'];
/** What is read of the parts of lists; sizes are counted here anew, and `authors`, people and the like are told elsewhere. */
const read: Partial<Record<keyof NinjsItem, string[]>> = {
  ...{ headlines: words, descriptions: words, bodies: words },
  ...{ subjects: [...concept, 'rel'], genres: concept, services: concept },
  infoSources: [...concept, 'role', 'rel'],
  altIds: ['role', 'value'],
};

const unused = ['trustIndicators', 'plannedCoverage', 'eventDetails', 'renditions', 'profile'];

/** Pointers are into the item as it was sent. */
export function leftOver(item: NinjsItem, { placeOf, lost }: Pick<Normal, 'placeOf' | 'lost'>): Note[] {
  const fragment = newFragment();
  if (item.type === 'composite')
    addNote(fragment, 'fieldChanged', 'It is a composite: its own text is taken.', placeOf('/type'));
  if (!/^[a-z][a-z0-9+.-]*:/i.test(item.uri))
    addNote(fragment, 'fieldChanged', 'Its uri is no URI: another source may use the same.', placeOf('/uri'));
  const idle = unused.filter((name) => name in item);
  if (idle.length > 0)
    addNote(
      fragment,
      'fieldDropped',
      `A story has no place for ${quotedList(idle)}.`,
      idle.length === 1 ? placeOf(`/${idle[0]!}`) : '',
    );
  for (const list of isOurExport(item) ? [] : Object.keys(read))
    fragment.notes.push(...notesOnParts(item, list, placeOf));
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
        addNote(fragment, 'fieldDropped', `Said by another property too, and not kept: ${said}.`, place);
      else addNote(fragment, 'fieldDropped', `No property of ninjs, and not kept: ${said}.`, place);
    }
  }
  return fragment.notes;
}

function notesOnParts(item: NinjsItem, list: string, placeOf: Normal['placeOf']): Note[] {
  const fragment = newFragment();
  const parts = (item[list] ?? []) as object[];
  function othersOf(part: object): string[] {
    return Object.keys(part).filter((key) => !read[list]!.includes(key));
  }
  const detailed = parts.filter((part) => othersOf(part).length > 0);
  const names = [...new Set(detailed.flatMap(othersOf))];
  if (names.length > 0)
    addNote(
      fragment,
      'fieldDropped',
      `Of ${list} is not kept: ${quotedList(names, 20)}.`,
      placeOf(placeOfAll(`/${list}`, parts, detailed)),
    );
  return fragment.notes;
}

function pointerTo({ pointer, name }: LostProperty): string {
  return pointer + toPointer([name]);
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
  return [{ name: 'fieldDropped', detail, pointer: '' }];
}
