import type { LogPlace } from '../../foundation/changes/find.ts';
import { invalidRequest } from '../../foundation/problem.ts';

/** Where a reader of the changes goes on: after a change, or within the first reading of all that is public. */
export type Cursor = { place: LogPlace; walk?: Walk };

/** So far the first reading has come: which kind is read, after which id. */
export type Walk = { kind: string; afterId: string };

/** `beginning` asks for all that is public, and then for what changed since. */
export const beginning = 'beginning';

/** The text of a cursor. */
export function encodePlace({ place: { seq, at }, walk }: Cursor): string {
  const text = `${seq.toString(36)}-${at.toString(36)}`;
  return walk ? `${text}.${walk.kind}.${walk.afterId}` : text;
}

/** Reads a cursor back. Throws `invalid-request` for what is none. */
export function decodePlace(text: string): Cursor {
  const [, seq, at, kind, afterId] =
    /^([0-9a-z]{1,10})-([0-9a-z]{1,10})(?:\.([a-z]{1,20})\.([a-z_0-9]{0,40}))?$/.exec(text) ?? [];
  if (seq === undefined || at === undefined)
    throw invalidRequest([
      { parameter: 'after', detail: `after must be a cursor that this list gave, or ${beginning}` },
    ]);
  const place = { seq: parseInt(seq, 36), at: parseInt(at, 36) };
  return kind === undefined ? { place } : { place, walk: { kind, afterId: afterId ?? '' } };
}
