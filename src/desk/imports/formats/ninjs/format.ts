import type { Format, Item } from '../incoming.ts';
import { isObject } from './normal.ts';
import { readItem } from './read.ts';

/** IPTC's ninjs, 1.x to 3.x: one item, a list of items, or a composite of whole stories as our own feeds are. */
export const ninjs: Format = {
  itemsIn(document) {
    const values = Array.isArray(document) ? (document as unknown[]) : [document];
    return values.flatMap(partsOf);
  },
  read: readItem,
};

/** The stories of a composite that has no text of its own. */
function partsOf(value: unknown): Item[] {
  if (!isObject(value) || value['type'] !== 'composite') return [{ value }];
  const { associations, standard } = value;
  const hasText = Object.keys(value).some((key) => key === 'bodies' || key.startsWith('body_'));
  const parts = Array.isArray(associations) ? (associations as unknown[]).filter(isWholeStory) : [];
  if (hasText || parts.length === 0) return [{ value }];
  return parts.map((part) => ({ value: part, inherited: standard }));
}

function isWholeStory(part: unknown): boolean {
  return isObject(part) && part['type'] === 'text' && part['bodies'] !== undefined;
}
