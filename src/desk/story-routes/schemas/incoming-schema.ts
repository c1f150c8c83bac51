/** What is sent to decide about what sources sent. */
import { z } from 'zod';
import { commaSeparated } from '../../../foundation/schemas/query.ts';
import { printableText } from '../../../foundation/schemas/text.ts';
import { acceptable } from '../../incoming/decisions/fields.ts';
import { externalId } from '../../stories/schema.ts';
import { reason } from './copy-schema.ts';

/** The fields of a version that can be accepted alone. */
export const fieldsQuery = commaSeparated(z.enum(acceptable), {
  description: 'Accepts these fields alone; the others stay as they are here. By default all of it.',
  example: 'headline',
});

export const AcceptIn = z
  .strictObject({
    note: printableText({ max: 500 }).optional().meta({ description: 'A note about the new version.' }),
    notice: printableText({ max: 1000 })
      .optional()
      .meta({ description: 'For a cancellation, and required there: the notice to readers of the kill.' }),
    reason: reason.optional().meta({
      description:
        'For a cancellation: why the story is to be killed. By default that its source cancelled it.',
    }),
  })
  .meta({
    id: 'AcceptIncomingIn',
    description: 'What is said about the new version; for a cancellation, about the kill that is proposed.',
    examples: [{ note: 'The second version of the agency.' }],
  });

export const DismissIn = z.strictObject({ reason }).meta({
  id: 'DismissIncomingIn',
  description: 'Why it is not used.',
  examples: [{ reason: 'Only the order of paragraphs has changed.' }],
});

export const DropSourceIn = z.strictObject({ ...externalId, reason }).meta({
  id: 'DropSourceIn',
  description: 'The external id to take away, and why.',
  examples: [{ scheme: 'courier', value: '2022-0617-market', reason: 'It is another story of the courier.' }],
});
