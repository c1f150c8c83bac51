import { z } from 'zod';
import { toPrintable } from '../../foundation/schemas/text.ts';

export const SearchMatch = z
  .object({
    headlineHtml: z.string().meta({ description: 'The headline, with matches in `<mark>`.' }),
    snippetHtml: z
      .string()
      .meta({ description: 'The passage of the text, or of a caption, with the most matches.' }),
  })
  .meta({
    id: 'SearchMatch',
    description:
      'Why a story was found, as HTML that is safe to show as it is: the words of the story escaped, and no tag but `<mark>`.',
    examples: [
      {
        headlineHtml: 'Japan&#39;s <mark>Kishida</mark> Considers Joining NATO Summit -Sources',
        snippetHtml:
          'Japanese Prime Minister Fumio <mark>Kishida</mark> is considering attending a summit of the North Atlantic Treaty Organization …',
      },
    ],
  });

/** The query parameter of a search: any text, made printable. */
export function questionOf(example: string) {
  return z
    .string()
    .max(2000)
    .transform(toPrintable)
    .meta({
      description:
        'The query; any text is valid, and its first 200 characters count. A story must contain all words, in any order, without regard to case and accents; "in quotes" they must be next to each other in this order, and a star after two letters or more matches a beginning (`elect*`, four of them at most).',
      examples: [example],
    });
}
