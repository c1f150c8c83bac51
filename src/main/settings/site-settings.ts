import { z } from 'zod';
import { Locale } from '../../foundation/schemas/wire.ts';
import { policyNames, type Policies } from '../../library/policies.ts';
import { defaultWidths } from '../../library/site.ts';
import { encodeAddress, isPlace } from './addresses.ts';

const place = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .refine(isPlace, 'must be scheme, host, port and path alone, like https://news.example/cms')
  .transform((address) => encodeAddress(address).replace(/\/+$/, ''));

/** Settings of the site: who publishes, and where its addresses lead. */
export const siteSettings = {
  PUBLIC_URL: place
    .optional()
    .describe(
      'The address of this server for readers; behind a proxy that passes on what is below a path, with that path. By default `http://localhost:PORT`.',
    ),
  SITE_URL: z
    .string()
    .refine(
      (template) => URL.canParse(template) && /^https?:/.test(template),
      'must be an http or https address',
    )
    .refine((template) => /\{(slug|id)\}/.test(template), 'must hold {slug} or {id}')
    .transform(encodeAddress)
    .optional()
    .describe(
      "A template for a story's page on the site: `https://news.example/{locale}/{slug}`; `{id}` and `{section}` work too. By default the story's address in this API, which is no page: there are no sitemaps then, and Atom links to no page.",
    ),
  PREVIEW_URL: z
    .string()
    .refine(
      (template) => URL.canParse(template) && /^https?:/.test(template),
      'must be an http or https address',
    )
    .refine((template) => template.includes('{token}'), 'must hold {token}')
    .transform(encodeAddress)
    .optional()
    .describe(
      "A template for a preview's page on the site: `https://news.example/preview/{token}`, which shows what `/v1/previews/{token}` answers. Preview links lead there. By default the preview in this API, which is JSON.",
    ),
  SITE_LOGO: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .transform(encodeAddress)
    .optional()
    .describe('The address of the logo of the site, for search engines.'),
  SITE_POLICIES: z
    .string()
    .transform(readPolicies)
    .optional()
    .describe(
      `Where the site says how it works: names and addresses separated by spaces, like \`corrections=https://news.example/corrections\`. The names: ${policyNames.map((name) => `\`${name}\``).join(', ')}.`,
    ),
  SITE_NAME: z.string().min(1).default('Dateline').describe('Who publishes.'),
  DEFAULT_LOCALE: Locale.default('en').describe('The language of stories without one.'),
  RENDITION_WIDTHS: z
    .string()
    .regex(/^\d{2,4}(,\d{2,4}){3}$/, 'must be four widths in pixels, like 320,640,1024,1600')
    .transform((list) => list.split(',').map(Number) as [number, number, number, number])
    .refine(([xs, sm, md, lg]) => xs < sm && sm < md && md < lg, 'must name the narrowest first')
    .default([defaultWidths.xs, defaultWidths.sm, defaultWidths.md, defaultWidths.lg])
    .describe('The widths of the renditions `xs`, `sm`, `md` and `lg` of a picture, in pixels.'),
};

/** Reads `ethics=https://… corrections=https://…`. */
function readPolicies(list: string, context: z.RefinementCtx): Policies {
  const policies: Policies = {};
  for (const part of list.split(/\s+/).filter(Boolean)) {
    const [, given, address = ''] = /^(\w+)=(https?:.*)$/.exec(part) ?? [];
    const name = policyNames.find((known) => known === given);
    if (!name || !URL.canParse(address)) {
      const message = `must be names with addresses, like ethics=https://news.example/ethics, separated by spaces; the names are ${policyNames.join(', ')}`;
      context.addIssue({ code: 'custom', message });
      return {};
    }
    policies[name] = encodeAddress(address);
  }
  return policies;
}
