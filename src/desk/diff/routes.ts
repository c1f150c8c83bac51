import Negotiator from 'negotiator';
import { z } from 'zod';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import type { Site } from '../../library/site.ts';
import { findVisible } from '../stories/visible.ts';
import { diffVersions } from './diff.ts';
import { diffPage } from './html.ts';
import { ArticleDiff, DiffParams, DiffQuery } from './schema.ts';

const offered = ['application/json', 'text/html'];
// The page may load, run and send nothing.
const contentSecurityPolicy =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** The diff of two versions of a story, as JSON and as a page. */
export function diffRoutes(app: App, { database, site }: { database: Database; site: Site }): void {
  app.get(
    '/v1/desk/articles/:article/diff',
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'diffVersions',
        tags: ['Desk: versions'],
        summary: 'Compare two versions of a story',
        description:
          'The changes from one version to another: field by field, and block by block with inserted and deleted words. As JSON, or with `Accept: text/html` or `format=html` as a page. A version whose text is no longer kept answers 410.',
        params: DiffParams,
        querystring: DiffQuery,
        response: {
          200: {
            description: 'The changes.',
            content: {
              'application/json': { schema: ArticleDiff },
              'text/html': {
                schema: z
                  .string()
                  .meta({ examples: ['<p>It took <del>two</del><ins>three</ins> years.</p>'] }),
              },
            },
          },
        },
        problems: ['not-found', 'gone'],
      },
    },
    async (request, reply) => {
      const { locale, format, from, to } = request.query;
      const asked = { ...request.params, locale, defaultLocale: site.defaultLocale };
      const diff = await database.read(async (db) => {
        const story = await findVisible(db, request.actor, asked);
        return diffVersions(db, story, { from, to }, request.actor);
      });
      const isPage = format ? format === 'html' : new Negotiator(request).mediaType(offered) === 'text/html';
      if (!isPage) return reply.type('application/json; charset=utf-8').send(diff);
      reply.header('content-security-policy', contentSecurityPolicy);
      return reply.type('text/html; charset=utf-8').send(diffPage(diff));
    },
  );
}
