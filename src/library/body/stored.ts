import type { JsonText } from '../../foundation/json-text.ts';
import { referencesIn } from './references.ts';
import type { Body } from './schema.ts';

/** A body as the edition keeps it. */
type StoredBody = JsonText<Body>;

/**
 * What in a body is not shown as it is stored, as `JSON.stringify` writes it. Words of a text do not look like it: their
 * quotes are escaped.
 */
const changing = /"_type":"(?:image|gallery|articleLink)"/;

/** What was found of a body, since each answer asks several times. */
const known = new WeakMap<StoredBody, boolean>();

/** Whether readers are shown a body as it is stored: no picture is in it, and no link to a story. */
export function isShownAsStored(body: StoredBody): boolean {
  const before = known.get(body);
  if (before !== undefined) return before;
  const isShown = !changing.test(body.text);
  known.set(body, isShown);
  return isShown;
}

/** The pictures and stories that a stored body names; it is parsed only if it names any. */
export function referencesInStored(body?: StoredBody): ReturnType<typeof referencesIn> {
  return referencesIn(!body || isShownAsStored(body) ? [] : body.value);
}
