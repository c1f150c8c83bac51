import { z } from 'zod';
import { patchOf } from '../../foundation/http/request/merge-patch.ts';
import { printableText } from '../../foundation/schemas/text.ts';
import { articleFields, oneBody, oneBodyOnly } from '../stories/schema.ts';

/** A merge patch (RFC 7396) of a story: absent fields stay, null removes, a list is replaced as a whole. */
export const ArticlePatch = z
  .strictObject({
    ...patchOf(z.strictObject(articleFields), {
      kept: ['locale', 'bodyText', 'bodyMarkdown', 'bodyHtml'],
    }).shape,
    note: printableText({ max: 500 }).optional().meta({ description: 'A note about this version.' }),
  })
  .refine(oneBody, oneBodyOnly)
  .meta({
    id: 'ArticlePatch',
    description:
      'The changes of a story. Any of the four forms of the text replaces the whole text; `body: null` removes it. A new lead picture does not keep the captions of the former; `slug: null` makes a new slug from the headline.',
    examples: [
      {
        standfirst: 'The first bus is to leave the harbour on July 2.',
        urgency: null,
        note: 'The council corrected the date.',
      },
    ],
  });
export type ArticlePatch = z.output<typeof ArticlePatch>;
