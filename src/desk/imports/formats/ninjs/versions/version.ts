/** Which ninjs an item is. Pure. */
import { isObject } from './normal.ts';
import { wordsInRole } from './names.ts';

const onlyFirst = ['headline', 'byline', '$standard', 'person', 'organisation', 'place', 'subject', 'genre'];
const onlyThird = /^[a-z]+[A-Z]/;
const onlySecond =
  /^(versioncreated|firstcreated|contentcreated|pubstatus|copyright(holder|notice)|usageterms|ednote|infosources|altids|trustindicators)$/;

/** The version that an item claims, or else looks like, in words for a report. */
export function itemVersionOf(item: Record<string, unknown>, inherited: unknown): string {
  const claimed = claimOf(item['standard'] ?? item['$standard'] ?? inherited);
  if (claimed !== undefined) return `ninjs ${claimed}`;
  const keys = Object.keys(item);
  if (keys.some((key) => onlyThird.test(key)) || has(item, 'bodies', 'contentType'))
    return 'ninjs 3.x, by its shape';
  if (keys.some((key) => onlyFirst.includes(key) || wordsInRole(key))) return 'ninjs 1.x, by its shape';
  if (has(item, 'bodies', 'contenttype')) return 'ninjs 2.x, by its shape';
  const isList = keys.some((key) => ['headlines', 'bodies', 'by', 'descriptions', 'subjects'].includes(key));
  if (keys.some((key) => onlySecond.test(key)))
    return isList ? 'ninjs 2.x, by its shape' : 'ninjs 1.x or 2.x, by its shape';
  return isList ? 'ninjs 2.x or 3.x, by its shape' : 'ninjs';
}

function claimOf(standard: unknown): string | undefined {
  if (!isObject(standard)) return undefined;
  const { version, schema } = standard;
  const [found] = /^\d\.\d+(\.\d+)?/.exec(String(version)) ?? [];
  return found ?? /ninjs-schema_(\d\.\d+)/.exec(String(schema))?.[1];
}

function has(item: Record<string, unknown>, list: string, key: string): boolean {
  const parts = item[list];
  return Array.isArray(parts) && parts.some((part) => isObject(part) && key in part);
}
