import type { Format, Item } from '../incoming.ts';
import { codeIn } from './versions/codes.ts';
import { isObject } from './versions/normal.ts';
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
  if (!isObject(value) || codeIn('type', value['type']) !== 'composite') return [{ value }];
  const { associations, standard } = value;
  if (hasText(value)) return [{ value }];
  const all: unknown[] = isObject(associations) ? Object.values(associations) : toList(associations);
  const parts = all.filter(isWholeStory);
  if (parts.length === 0) return [{ value }];
  const own = Object.keys(value).filter((key) => !ofLists.has(key.toLowerCase()));
  const leftOut =
    own.length > 0 ? [...Object.keys(value).filter((key) => /^headlines?$/.test(key)), ...own] : [];
  return parts.map((part, index) => ({
    value: part,
    inherited: standard,
    ...(index === 0 && leftOut.length > 0 && { leftOut }),
  }));
}

/** What a mere list says; a package with a byline, a place or the like is more. */
const ofLists = new Set([
  ...['standard', '$standard', 'uri', 'guid', 'type', 'representationtype', 'versioncreated', 'version'],
  ...['firstcreated', 'language', 'headlines', 'headline', 'pubstatus', 'associations', 'profile'],
]);

function isWholeStory(part: unknown): boolean {
  return isObject(part) && codeIn('type', part['type']) === 'text' && (hasText(part) || isCancelled(part));
}

/** Lists say of stories that they were removed: without a text, and killed ones without a headline. */
function isCancelled(part: Record<string, unknown>): boolean {
  return codeIn('pubStatus', part['pubStatus'] ?? part['pubstatus']) === 'canceled';
}

function hasText(value: Record<string, unknown>): boolean {
  return Object.keys(value).some((key) => key === 'bodies' || key.startsWith('body_'));
}

function toList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
