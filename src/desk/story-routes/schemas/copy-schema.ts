/** The bodies of the actions on a copy. */
import { z } from 'zod';
import { printableText } from '../../../foundation/schemas/text.ts';
import { Locale } from '../../../foundation/schemas/wire.ts';
import { articleFields } from '../../stories/schema.ts';

export const reason = printableText({ max: 1000 }).meta({
  description: 'Why, for the newsroom. Never public.',
});

export const ReturnIn = z.strictObject({ reason }).meta({
  id: 'ReturnIn',
  description: 'Why the copy goes back.',
  examples: [{ reason: 'Who voted against it, and why? Call one of the nine.' }],
});

export const TranslateIn = z
  .strictObject({ locale: Locale, headline: articleFields.headline.optional() })
  .meta({
    id: 'TranslateIn',
    description: 'The language, and the headline in it where it is known already.',
    examples: [{ locale: 'fr', headline: 'Exemple : le conseil vote un bus de nuit' }],
  });
