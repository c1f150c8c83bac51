import { z } from 'zod';
import { escapeHtml } from '../../foundation/escape-html.ts';
import { intoHtml } from '../../foundation/json-in-html.ts';
import { directionOf } from '../../foundation/language.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { ArticleSummary } from '../../edition/show/schema.ts';
import type { Site } from '../../library/site.ts';
import { authorsOf } from '../formats/credits.ts';
import { homeOf } from '../addresses/site-home.ts';
import { isForAll } from '../formats/pictures.ts';

const uri = z.string().meta({ format: 'uri' });

export const OEmbed = z
  .strictObject({
    version: z.literal('1.0'),
    type: z.literal('rich'),
    title: z.string(),
    author_name: z.string().optional(),
    provider_name: z.string(),
    provider_url: uri,
    cache_age: z.number().int(),
    html: z.string(),
    width: z.number().int(),
    height: z.number().int(),
    thumbnail_url: uri.optional(),
    thumbnail_width: z.number().int().optional(),
    thumbnail_height: z.number().int().optional(),
  })
  .meta({
    id: 'OEmbed',
    description: 'A card for a story (oEmbed 1.0): a quotation with a link to its page.',
  })
  .register(intoHtml, { why: 'Pages inline it for their scripts, and its HTML is no part of them yet.' });

type Bounds = { maxwidth?: number | undefined; maxheight?: number | undefined };

const size = { width: 600, height: 240 };

/** The oEmbed card of a story, within the requested size. */
export function cardOf(
  { headline, standfirst, url, locale, bylines, bylineText, agency, leadMedia }: ArticleSummary,
  { maxwidth = Infinity, maxheight = Infinity }: Bounds,
  site: Site,
): z.output<typeof OEmbed> {
  const thumbnail = (leadMedia && isForAll(leadMedia) ? (leadMedia.renditions ?? []) : [])
    .filter(({ ratio, width, height }) => ratio === 'original' && width <= maxwidth && height <= maxheight)
    .at(-1);
  const author = bylineText ?? (authorsOf({ bylines, agency }).join(', ') || undefined);
  const lines = [
    `<p><a href="${escapeHtml(url)}">${escapeHtml(headline)}</a></p>`,
    standfirst === undefined ? '' : `<p>${escapeHtml(standfirst)}</p>`,
    author === undefined ? '' : `<footer>${escapeHtml(author)}</footer>`,
  ];
  return omitAbsent({
    version: '1.0' as const,
    type: 'rich' as const,
    title: headline,
    author_name: author,
    provider_name: site.name,
    provider_url: homeOf(site),
    cache_age: 60,
    html: `<blockquote lang="${escapeHtml(locale)}" dir="${directionOf(locale)}" cite="${escapeHtml(url)}">${lines.join('')}</blockquote>`,
    width: Math.min(size.width, maxwidth),
    height: Math.min(size.height, maxheight),
    thumbnail_url: thumbnail?.src,
    thumbnail_width: thumbnail?.width,
    thumbnail_height: thumbnail?.height,
  });
}
