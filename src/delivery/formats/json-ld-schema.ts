import { z } from 'zod';
import { intoHtml } from '../../foundation/json-in-html.ts';

export const JsonLd = z
  .looseObject({
    '@context': z.literal('https://schema.org'),
    '@type': z.string(),
    '@id': z.string(),
    url: z.string().meta({ format: 'uri' }),
    headline: z.string(),
    datePublished: z.string().meta({ format: 'date-time' }),
    dateModified: z.string().meta({ format: 'date-time' }),
  })
  .meta({
    id: 'JsonLd',
    description:
      'A story as schema.org JSON-LD: a NewsArticle with its authors, agency, pictures, corrections and rights.',
  })
  .register(intoHtml, { why: 'It stands in a script of the page.' });
