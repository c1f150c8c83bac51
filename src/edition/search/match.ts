import { markHits, snippetOf } from '../../foundation/search/highlight.ts';
import type { Term } from '../../foundation/database/full-text.ts';
import type { Texts } from './texts.ts';

/** HTML that is safe: the words of a story, escaped, and `<mark>` around what was asked for. */
export type Match = { headlineHtml: string; snippetHtml: string };

/** What of a story shows why it was found. */
export function matchIn({ headline, standfirst, body, captions }: Texts, terms: Term[]): Match {
  const [title = ''] = headline;
  return {
    headlineHtml: markHits(title, terms),
    snippetHtml: snippetOf([...standfirst, ...body, ...captions, ...headline.slice(1)], terms),
  };
}
