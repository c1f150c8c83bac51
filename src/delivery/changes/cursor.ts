import { type Place, placeIn, placeText } from '../../foundation/page/place.ts';
import { invalidRequest } from '../../foundation/problem.ts';

/** Where a reader of the changes goes on: after a change, or within the first reading of all that is public. */
export type Cursor = { place: Place; walk?: Walk };

/** The kinds in the order of a first reading: what others name comes before them. */
export const walkKinds = [
  'agency',
  'byline',
  'section',
  'topic',
  'media',
  'article',
  'correction',
  'alert',
] as const;
export type WalkKind = (typeof walkKinds)[number];

/** So far the first reading has come: which kind is read, after which id. */
export type Walk = { kind: WalkKind; afterId: string };

/** `beginning` asks for all that is public, and then for what changed since. */
export const beginning = 'beginning';

/** The text of a cursor. */
export function encodePlace({ place, walk }: Cursor): string {
  return [placeText(place), ...(walk ? [walk.kind, walk.afterId] : [])].join('.');
}

/** Reads a cursor back. Throws `invalid-request` for what is none. */
export function decodePlace(text: string): Cursor {
  const [, head = '', kindRead, afterId = ''] =
    /^([^.]*)(?:\.([a-z]+)\.([a-z_0-9]{0,40}))?$/.exec(text) ?? [];
  const place = placeIn(head);
  const kind = walkKinds.find((one) => one === kindRead);
  if (!place || kind !== kindRead)
    throw invalidRequest([
      {
        parameter: 'after',
        detail: `after must be a cursor of this log; /v1/changes takes ${beginning} too`,
      },
    ]);
  return kind === undefined ? { place } : { place, walk: { kind, afterId } };
}
