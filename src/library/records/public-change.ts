import type { PublicChange } from '../../foundation/changes/record.ts';
import type { anyRecord } from '../tables/records.ts';
import type { RecordKind } from './record-type.ts';

type Row = typeof anyRecord.$inferSelect;
type Described<R> = { kind: RecordKind; picturesOf?: (row: R) => (string | null | undefined)[] };

// Stories in a section are in those above it, too, and so are their corrections. What is searched for may be a name.
const listsOf: Record<RecordKind, string[]> = {
  agency: ['agencies', 'search'],
  byline: ['bylines', 'search'],
  section: ['sections', 'articles', 'search', 'corrections'],
  topic: ['topics', 'search'],
};

/** The public change of a record that is, or was, not hidden; none where readers see nothing of it. */
export function changeOf<R extends Row>(
  { kind, picturesOf = () => [] }: Described<R>,
  before: R | undefined,
  after: R | undefined,
): PublicChange[] {
  const [wasShown, isShown] = [before?.hidden === false, after?.hidden === false];
  if (!wasShown && !isShown) return [];
  const { id } = (after ?? before)!;
  const rows = [before, after].filter((row) => row !== undefined);
  const isFound = isShown && before !== undefined && !wasShown;
  // Addresses of stories may have the slug of their section, also where nothing else of it is shown.
  const isAddress = kind === 'section' && before !== undefined && before.slug !== after?.slug;
  return [
    {
      kind,
      id,
      ...(isShown
        ? { action: 'upserted' as const, material: false }
        : { action: 'removed' as const, material: true, state: after ? 'hidden' : 'deleted' }),
      // A logo or a portrait is public with its record.
      touches: rows.flatMap(picturesOf).filter((picture) => typeof picture === 'string'),
      lists: listsOf[kind],
      anywhere: isFound || isAddress,
    },
  ];
}
