/** Words of items that hold HTML's character references though they are no HTML. Pure. */
import { decodeHTML } from 'entities';
import { toPrintable } from '../../../../foundation/schemas/text.ts';
import { isHtmlType } from './html.ts';
import { isObject } from './versions/normal.ts';

/** The properties with words for people; bodies are read elsewhere, and HTML decodes itself. */
const worded = new Set([
  ...['value', 'name', 'title', 'by', 'slugline', 'located', 'edNote', 'source', 'keywords'],
  ...['copyrightHolder', 'copyrightNotice', 'usageTerms', 'jobtitle'],
]);
const passedOver = new Set(['bodies', 'altIds', 'renditions', 'standard']);

/** The item with every character reference in its words decoded, once: many sources write them into plain text. */
export function withoutEntities<T>(item: T, depth = 0): T {
  // An item's words stand no deeper; what is deeper is not read.
  if (depth > 6) return item;
  if (Array.isArray(item)) return item.map((part: unknown) => withoutEntities(part, depth + 1)) as T;
  if (!isObject(item)) return item;
  const isHtml = typeof item['contentType'] === 'string' && isHtmlType(item['contentType']);
  const parts = Object.entries(item).map(([key, value]) => {
    if (passedOver.has(key)) return [key, value] as const;
    if (!worded.has(key) || isHtml)
      return [key, typeof value === 'object' ? withoutEntities(value, depth + 1) : value] as const;
    const decoded: unknown = Array.isArray(value) ? value.map(decodedOnce) : decodedOnce(value);
    return [key, decoded] as const;
  });
  return Object.fromEntries(parts) as T;
}

function decodedOnce(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  // Only what ends with a semicolon: AT&T and "a&copy=1" are no references.
  return value.replaceAll(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi, (reference) =>
    toPrintable(decodeHTML(reference)),
  );
}
