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

/** The stories of a composite that has no text of its own: a list in 3.x, an object by name in 1.x and of Superdesk. */
function partsOf(value: unknown): Item[] {
  if (!isObject(value) || value['type'] !== 'composite') return [{ value }];
  const { associations, standard } = value;
  if (hasText(value)) return [{ value }];
  const all: unknown[] = isObject(associations) ? Object.values(associations) : toList(associations);
  const parts = all.filter(isWholeStory);
  return parts.length === 0 ? [{ value }] : parts.map((part) => ({ value: part, inherited: standard }));
}

function isWholeStory(part: unknown): boolean {
  return isObject(part) && part['type'] === 'text' && (hasText(part) || isCancelled(part));
}

/** Lists say of stories that they were removed: without a text, and killed ones without a headline. */
function isCancelled(part: Record<string, unknown>): boolean {
  return /^cancel+ed$/i.test(String(part['pubStatus'] ?? part['pubstatus']));
}

function hasText(value: Record<string, unknown>): boolean {
  return Object.keys(value).some((key) => key === 'bodies' || key.startsWith('body_'));
}

function toList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
