import type { Note } from '../../../../library/notes.ts';
import { quotedList } from './fragment.ts';
import type { NinjsItem } from './schema.ts';

const unused = ['trustIndicators', 'plannedCoverage', 'eventDetails', 'renditions'];

/** Notes on what of an item no field of a story takes. */
export function notesOnRest(item: NinjsItem, unknown: string[]): Note[] {
  const idle = unused.filter((name) => name in item);
  const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(item.uri);
  return [
    ...(item.type === 'composite'
      ? [
          {
            name: 'field-dropped' as const,
            detail: 'It is a composite: its own text is taken.',
            pointer: '/type',
          },
        ]
      : []),
    ...(isAbsolute
      ? []
      : [
          {
            name: 'field-changed' as const,
            detail: 'Its uri is no URI: another source may use the same.',
            pointer: '/uri',
          },
        ]),
    ...idle.map((name) => ({
      name: 'field-dropped' as const,
      detail: `A story has no place for "${name}".`,
      pointer: `/${name}`,
    })),
    ...(unknown.length > 0
      ? [
          {
            name: 'field-dropped' as const,
            detail: `No property of ninjs, and not kept: ${quotedList(unknown)}.`,
            pointer: '',
          },
        ]
      : []),
  ];
}
