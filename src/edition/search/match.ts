import { markHits, snippetOf } from '../../foundation/search/highlight.ts';
import { elidesIn } from '../../foundation/search/words.ts';
import type { Term } from '../../foundation/database/full-text.ts';
import type { Texts } from './texts.ts';

/** Safe HTML: escaped text with hits in `<mark>`. */
export type Match = { headlineHtml: string; snippetHtml: string };

/** The parts of a story that match. */
export function matchIn(
  { headline, standfirst, body, captions }: Texts,
  terms: Term[],
  locale: string,
): Match {
  const reading = { elides: elidesIn(locale) };
  const [title = ''] = headline;
  return {
    headlineHtml: markHits(title, terms, reading),
    snippetHtml: snippetOf([...standfirst, ...body, ...captions, ...headline.slice(1)], terms, reading),
  };
}
