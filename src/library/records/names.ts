import { z } from 'zod';
import { languageOf, nearestLocale } from '../../foundation/language.ts';
import { printableLine } from '../../foundation/schemas/text.ts';
import { Locale } from '../../foundation/schemas/wire.ts';

const mostNames = 100;

/** The names of a record in other languages than the default one, by locale. */
export const Names = z
  .record(Locale, printableLine({ max: 200 }))
  .refine((names) => Object.keys(names).length <= mostNames, `must have at most ${mostNames} languages`)
  .meta({
    description: 'Its names in other languages, by locale. `name` is that of the default language.',
    examples: [{ ja: '世界' }],
  });
export type Names = z.output<typeof Names>;

/** How an answer says the language of a name. */
export const nameLocale = z
  .string()
  .optional()
  .meta({
    description: 'The language of `name`, where there is none in the language that was asked for.',
    examples: ['en'],
  });

/** The name of a record in a language, else in the default one, which `nameLocale` tells. */
export function nameIn(
  { name, names }: { name: string; names: Names | null },
  locale: string,
  defaultLocale: string,
): { name: string; nameLocale?: string } {
  if (names?.[locale] !== undefined) return { name: names[locale] };
  if (languageOf(locale) === languageOf(defaultLocale)) return { name };
  const near = names && nearestLocale(Object.keys(names), locale);
  return near ? { name: names[near]! } : { name, nameLocale: defaultLocale };
}
