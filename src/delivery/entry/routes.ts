import { z } from 'zod';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/app.ts';
import { lastModified } from '../../foundation/http/conditional.ts';
import { listLocales } from '../../edition/articles/addresses.ts';
import type { Site } from '../../library/site.ts';
import { linksOf } from '../feeds/forms.ts';
import { withPulse } from '../page.ts';

const names = ['articles', 'agencies', 'bylines', 'sections', 'topics', 'corrections', 'alerts'] as const;

const address = z.string().meta({ format: 'uri' });

const feeds = { rss: address, atom: address, jsonFeed: address, ninjs: address };

const EntryLocale = z
  .object({ locale: z.string().meta({ examples: ['en'] }), articles: address, ...feeds })
  .meta({
    id: 'EntryLocale',
    description: 'A language in which stories are live, with their list and feeds.',
  });

const Entry = z
  .object({
    name: z.string().meta({ description: 'Who publishes here.' }),
    version: z.string().meta({ description: 'The version of the server.' }),
    defaultLocale: z.string(),
    links: z
      .object({
        ...(Object.fromEntries(names.map((name) => [name, address])) as Record<
          (typeof names)[number],
          typeof address
        >),
        search: address,
        ...feeds,
        sitemap: address,
        newsSitemap: address,
        problems: address,
        docs: address,
        openapi: address,
      })
      .meta({ id: 'EntryLinks', description: 'Where to go on.' }),
    locales: z.array(EntryLocale).meta({ description: 'The languages in which stories are live.' }),
  })
  .meta({ id: 'Entry', description: 'The door of the API.' });

type Parts = { database: Database; site: Site; version: string };

/** `/v1`: what there is and where it is. */
export function entryRoutes(app: App, { database, site, version }: Parts): void {
  function at(path: string): string {
    return `${site.publicUrl}${path}`;
  }
  function feedsAt(path: string) {
    return {
      rss: at(`${path}/rss.xml`),
      atom: at(`${path}/atom.xml`),
      jsonFeed: at(`${path}/feed.json`),
      ninjs: at(`${path}/ninjs.json`),
    };
  }
  const lists = Object.fromEntries(names.map((name) => [name, at(`/v1/${name}`)])) as Record<
    (typeof names)[number],
    string
  >;
  app.get(
    '/v1',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'getEntry',
        tags: ['Service'],
        summary: 'What there is',
        description: 'Who publishes here, and the addresses of everything that can be read.',
        response: { 200: Entry },
        responseHeaders: { 200: ['Link'] },
      },
    },
    async (_request, reply) => {
      const { found, at: changedAt } = await database.read((db) => withPulse(db, listLocales(db)));
      lastModified(reply, changedAt);
      reply.header('link', linksOf('/feeds'));
      return {
        name: site.name,
        version,
        defaultLocale: site.defaultLocale,
        links: {
          ...lists,
          search: at('/v1/search?q='),
          ...feedsAt('/feeds'),
          sitemap: at('/sitemap.xml'),
          newsSitemap: at('/feeds/news-sitemap.xml'),
          problems: at('/problems'),
          docs: at('/docs'),
          openapi: at('/openapi.json'),
        },
        locales: found.map((locale) => ({
          locale,
          articles: at(`/v1/articles?locale=${locale}`),
          ...feedsAt(`/feeds/locales/${locale}`),
        })),
      };
    },
  );
}
