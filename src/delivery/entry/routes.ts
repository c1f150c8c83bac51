import { z } from 'zod';
import type { App } from '../../foundation/http/app.ts';
import type { Site } from '../../library/site.ts';

const names = ['articles', 'agencies', 'bylines', 'sections', 'topics', 'corrections', 'alerts'] as const;

const address = z.string().meta({ format: 'uri' });

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
        rss: address,
        atom: address,
        jsonFeed: address,
        ninjs: address,
        sitemap: address,
        newsSitemap: address,
        problems: address,
        docs: address,
        openapi: address,
      })
      .meta({ id: 'EntryLinks', description: 'Where to go on.' }),
  })
  .meta({ id: 'Entry', description: 'The door of the API.' });

/** `/v1`: what there is and where it is. */
export function entryRoutes(app: App, { site, version }: { site: Site; version: string }): void {
  function at(path: string): string {
    return `${site.publicUrl}${path}`;
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
      },
    },
    () => ({
      name: site.name,
      version,
      defaultLocale: site.defaultLocale,
      links: {
        ...lists,
        search: at('/v1/search?q='),
        rss: at('/feeds/rss.xml'),
        atom: at('/feeds/atom.xml'),
        jsonFeed: at('/feeds/feed.json'),
        ninjs: at('/feeds/ninjs.json'),
        sitemap: at('/sitemap.xml'),
        newsSitemap: at('/feeds/news-sitemap.xml'),
        problems: at('/problems'),
        docs: at('/docs'),
        openapi: at('/openapi.json'),
      },
    }),
  );
}
