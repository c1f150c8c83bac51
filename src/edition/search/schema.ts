import { z } from 'zod';
import { toPrintable } from '../../foundation/schemas/text.ts';

export const SearchMatch = z
  .object({
    headlineHtml: z.string().meta({ description: 'The headline, what was asked for in `<mark>`.' }),
    snippetHtml: z
      .string()
      .meta({ description: 'The part of the text, or of a caption, that holds most of what was asked for.' }),
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
        'What somebody typed; any text is a legal question, and its first 200 characters count. All its words are asked for, in any order, without regard to case and accents; "in quotes" they must stand so, and a star after two letters or more asks for a beginning (`elect*`, four of them at most).',
      examples: [example],
    });
}
