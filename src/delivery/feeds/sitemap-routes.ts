import { z } from 'zod';
import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import { lastModified } from '../../foundation/http/answer/conditional.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { manyIds } from '../../foundation/http/answer/surrogate-keys.ts';
import { notFound, Problem } from '../../foundation/problem.ts';
import { listAddresses, listMonths } from '../../edition/articles/addresses.ts';
import type { Site } from '../../library/site.ts';
import { lifetimes } from '../answers/lifetimes.ts';
import { withLastChange } from '../answers/page.ts';
import { mostAddresses, writeIndex, writeNewsSitemap, writeSitemap } from './sitemaps.ts';

type Parts = { database: Database; site: Site; clock: Clock };

const mediaType = 'application/xml';
const tags = ['Feeds'];
const config = {
  access: 'public',
  lifetime: lifetimes.news,
  surrogateKey: `articles ${manyIds}`,
  load: 'heavy',
} as const;

/** Limits of a news sitemap: how many stories, and how old they may be. */
const news = { most: 1000, spanMs: 2 * 24 * 60 * 60_000 };

const monthFile = /^(\d{4})-(0[1-9]|1[0-2])(?:-([2-9]|[1-9]\d))?\.xml$/;

const MonthParams = z.strictObject({
  file: z
    .string()
    .regex(monthFile, 'must be a month, like 2022-06.xml')
    .meta({
      description: 'A month in UTC; a month of several sitemaps continues with `2022-06-2.xml`.',
      examples: ['2022-06.xml'],
    }),
});

function answerOf(description: string) {
  return { 200: { description, content: { [mediaType]: { schema: z.string() } } } };
}

/** Sitemaps: all stories by month, and those of two days as news. */
export function sitemapRoutes(app: App, parts: Parts): void {
  indexRoute(app, parts);
  monthRoute(app, parts);
  newsRoute(app, parts);
}

function indexRoute(app: App, { database, site }: Parts): void {
  app.get(
    '/sitemap.xml',
    {
      config,
      schema: {
        operationId: 'getSitemapIndex',
        tags,
        summary: 'The index of sitemaps',
        description:
          'One sitemap for each month in which live stories were first published, the latest first. A month with more than 50,000 stories has several. Stories whose `canonicalUrl` is elsewhere are in none. Without `SITE_URL` stories have no pages, and there are no sitemaps.',
        response: answerOf('The index, as sitemaps.org has it.'),
        problems: ['not-found'],
      },
    },
    async (_request, reply) => {
      requirePages(site);
      const { found, at } = await database.read((db) => withLastChange(db, listMonths(db, site)));
      lastModified(reply, at);
      return reply.type(mediaType).send(writeIndex(found, site));
    },
  );
}

function monthRoute(app: App, { database, site }: Parts): void {
  app.get(
    '/sitemaps/:file',
    {
      config,
      schema: {
        operationId: 'getSitemap',
        tags,
        summary: 'The stories of one month',
        description:
          'The addresses of the live stories first published in that month, the oldest first, 50,000 in each sitemap.',
        params: MonthParams,
        response: answerOf('The sitemap.'),
        problems: ['not-found'],
      },
    },
    async (request, reply) => {
      requirePages(site);
      const { year, month, part } = partsOf(request.params.file);
      const span = { from: Date.UTC(year, month - 1), before: Date.UTC(year, month) };
      // The oldest first, so that new stories go into the last part.
      const asked = { order: 'oldestFirst', skip: (part - 1) * mostAddresses, limit: mostAddresses } as const;
      const { found, at } = await database.read((db) =>
        withLastChange(db, listAddresses(db, site, span, asked)),
      );
      if (found.length === 0) throw notFound('sitemap');
      lastModified(reply, at);
      return reply.type(mediaType).send(writeSitemap(found, site));
    },
  );
}

function newsRoute(app: App, { database, site, clock }: Parts): void {
  app.get(
    '/feeds/news-sitemap.xml',
    {
      // Stories leave it after two days without any write.
      config: { ...config, timeDependent: true },
      schema: {
        operationId: 'getNewsSitemap',
        tags,
        summary: 'The stories of two days, for news search engines',
        description: 'The live stories that were first published in the last two days, 1,000 at most.',
        response: answerOf('The sitemap, with the extension for news.'),
        problems: ['not-found'],
      },
    },
    async (_request, reply) => {
      requirePages(site);
      const now = clock.now();
      const span = { from: now - news.spanMs, before: now + 1 };
      const asked = { order: 'newestFirst', limit: news.most } as const;
      const { found, at } = await database.read((db) =>
        withLastChange(db, listAddresses(db, site, span, asked)),
      );
      lastModified(reply, at);
      return reply.type(mediaType).send(writeNewsSitemap(found, site));
    },
  );
}

/** Throws `not-found` where stories have no pages that a sitemap could name. */
function requirePages({ hasPages }: Site): void {
  if (!hasPages)
    throw new Problem(
      'not-found',
      'There are no sitemaps: SITE_URL does not say where the pages of stories are.',
    );
}

function partsOf(file: string): { year: number; month: number; part: number } {
  const [, year, month, part = 1] = monthFile.exec(file)!;
  return { year: Number(year), month: Number(month), part: Number(part) };
}
