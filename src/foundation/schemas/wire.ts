/** Schemas that many rooms share. */
import { z } from 'zod';
import { fromTimestamp } from '../clock.ts';
import { asUri } from '../uri.ts';
import { printableText } from './text.ts';

/** A time in a response. */
export const Timestamp = z.iso.datetime({ precision: 3 }).meta({ examples: ['2022-06-04T12:00:00.000Z'] });

/** The earliest time of a story: the numbers of the search index are exact from here on. */
export const earliestTime = Date.UTC(1700, 0, 1);

/** A time in a request: RFC 3339 with an offset; becomes UTC milliseconds. */
export const TimestampIn = z.iso
  .datetime({ offset: true, error: 'must be an RFC 3339 time with its offset, like 2022-06-04T12:00:00Z' })
  .transform(fromTimestamp)
  .refine((at) => at >= earliestTime && at < 253402300800000, 'must lie between 1700 and 9999')
  .meta({ override: { type: 'string', format: 'date-time' }, examples: ['2022-06-04T12:00:00Z'] });

/** A URL. Only http and https, so that it cannot run code. Kept as a URI. */
export const WebAddress = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .overwrite(asUri)
  .max(2000)
  .meta({ override: { type: 'string', format: 'uri' }, examples: ['https://www.reuters.com/'] });

/** A slug: lower case ASCII letters and digits in groups joined by single hyphens. */
export const Slug = z
  .string()
  .max(120)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower case letters and digits joined by hyphens')
  .meta({ examples: ['reuters'] });

/** A reference to another resource, by id or slug. */
export const Reference = printableText({ max: 200 }).meta({
  id: 'Reference',
  description: 'An id or a slug.',
  examples: ['reuters'],
});

/** A BCP 47 language tag in its canonical spelling. */
export const Locale = z
  .string()
  .max(35)
  .refine(isLocale, 'must be a language tag like en, en-GB or ja')
  .transform((tag) => Intl.getCanonicalLocales(tag)[0]!)
  .meta({ override: { type: 'string' }, description: 'A BCP 47 language tag.', examples: ['en'] });

/** A calendar date, as precise as it is known. */
export const PartialDate = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'must be a date like 2022, 2022-05 or 2022-05-24')
  .refine((date) => !Number.isNaN(Date.parse(date)), 'must be a date of the calendar')
  .meta({ description: 'A date as precise as it is known.', examples: ['2022-05-24'] });

/** Whether it is a language tag. Languages have two or three letters: a word like `English` is well formed, and names none. */
export function isLocale(tag: string): boolean {
  if (!/^[a-z]{2,3}(-|$)/i.test(tag)) return false;
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
