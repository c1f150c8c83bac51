import type { RenditionKey } from '../../library/pictures/renditions/rendition-store.ts';
import type { SearchIndex } from './search-rules.ts';

/** What was found, in one sentence with what to do; `repair` where `--repair` can make it anew. */
export type Finding = {
  sentence: string;
  repair?: { index: SearchIndex } | { rendition: RenditionKey };
};

/** The first of many, and how many there are. */
export function some(items: string[]): string {
  return items.length > 3 ? `${items.slice(0, 3).join(', ')} and ${items.length - 3} more` : items.join(', ');
}
