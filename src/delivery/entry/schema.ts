import { z } from 'zod';
import { feedForms } from '../addresses/feed-addresses.ts';

/** The lists of the API, by what they hold. */
export const publicLists = [
  'articles',
  'agencies',
  'bylines',
  'sections',
  'topics',
  'corrections',
  'alerts',
] as const;

const address = z.string().meta({ format: 'uri' });

function addressesOf<Name extends string>(names: readonly Name[]) {
  return Object.fromEntries(names.map((name) => [name, address])) as Record<Name, typeof address>;
}

const feeds = addressesOf(feedForms);

const EntryLocale = z
  .object({ locale: z.string().meta({ examples: ['en'] }), articles: address, ...feeds })
  .meta({
    id: 'EntryLocale',
    description: 'A language in which stories are live, with their list and feeds.',
  });

export const Entry = z
  .object({
    name: z.string().meta({ description: 'Who publishes here.' }),
    version: z.string().meta({ description: 'The version of the server.' }),
    defaultLocale: z.string(),
    links: z
      .object({
        ...addressesOf(publicLists),
        search: address,
        ...feeds,
        sitemap: address.optional().meta({ description: 'With `SITE_URL`.' }),
        newsSitemap: address.optional().meta({ description: 'With `SITE_URL`.' }),
        problems: address,
        docs: address,
        openapi: address,
      })
      .meta({ id: 'EntryLinks', description: 'Links to all resources.' }),
    locales: z.array(EntryLocale).meta({ description: 'The languages in which stories are live.' }),
  })
  .meta({ id: 'Entry', description: 'The entry point of the API.' });
export type Entry = z.output<typeof Entry>;
