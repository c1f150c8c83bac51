import { z } from 'zod';
import { printableLine, printableText } from '../foundation/schemas/text.ts';

/** The owners of something: several are parted by semicolons. */
export function holdersOf({ holder = '' }: { holder?: string | undefined }): string[] {
  return holder.split(';').flatMap((name) => name.trim() || []);
}

/** Who owns it and how it may be used. */
export const Rights = z
  .strictObject({
    holder: printableLine({ max: 300 }).optional(),
    notice: printableText({ max: 1000 }).optional(),
    usageTerms: printableText({ max: 2000 }).optional(),
  })
  .meta({
    id: 'Rights',
    description: 'Who holds the rights, the notice to print, and the terms of use.',
    examples: [
      {
        holder: 'Reuters',
        notice: '© Reuters',
        usageTerms: 'Not to be redistributed without the consent of Reuters.',
      },
    ],
  });
export type Rights = z.output<typeof Rights>;
