import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { lastModified } from '../../foundation/http/answer/conditional.ts';
import { listLocales } from '../../edition/articles/addresses.ts';
import type { Site } from '../../library/site.ts';
import { feedLinks } from '../addresses/feed-addresses.ts';
import { lifetimes } from '../answers/lifetimes.ts';
import { withLastChange } from '../answers/page.ts';
import { presentEntry } from './present.ts';
import { Entry } from './schema.ts';

type Parts = { database: Database; site: Site; version: string };

/** `/v1`: links to everything public. */
export function entryRoutes(app: App, { database, site, version }: Parts): void {
  app.get(
    '/v1',
    {
      config: { access: 'public', lifetime: lifetimes.news, surrogateKey: 'articles' },
      schema: {
        operationId: 'getEntry',
        tags: ['Service'],
        summary: 'Get the entry point',
        description: 'The publisher, and the addresses of everything public.',
        response: { 200: Entry },
        responseHeaders: { 200: ['Link'] },
      },
    },
    async (_request, reply) => {
      const { found: locales, at } = await database.read((db) => withLastChange(db, listLocales(db)));
      lastModified(reply, at);
      reply.header('link', feedLinks('/feeds'));
      return presentEntry(site, { version, locales });
    },
  );
}
