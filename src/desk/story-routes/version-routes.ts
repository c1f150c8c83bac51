import type { App } from '../../foundation/http/request/app.ts';
import { pageQuery } from '../../foundation/page/schema.ts';
import { answerPage } from '../../foundation/http/answer/answers.ts';
import { z } from 'zod';
import { DeskParams, DeskReadQuery } from '../show/query.ts';
import { DeskVersion, DeskVersionPage, VersionParams } from '../show/history/version-schema.ts';
import { listVersions, showVersion } from '../show/history/versions.ts';
import { findVisible } from '../stories/visible.ts';
import type { Parts } from './parts.ts';

const tags = ['Desk: versions'];
const path = '/v1/desk/articles/:article/versions';

/** The versions of a story. */
export function versionRoutes(app: App, { database, site }: Parts): void {
  const { defaultLocale } = site;

  app.get(
    path,
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'listVersions',
        tags,
        summary: "List a story's versions",
        description: 'Every saved state of its content, the newest first.',
        params: DeskParams,
        querystring: z.strictObject({ ...pageQuery, locale: DeskReadQuery.shape.locale }),
        response: { 200: DeskVersionPage },
        responseHeaders: { 200: ['Link'] },
        problems: ['not-found'],
      },
    },
    async (request, reply) => {
      const { locale, ...page } = request.query;
      const found = await database.read(async (db) => {
        const story = await findVisible(db, request.actor, { ...request.params, locale, defaultLocale });
        return listVersions(db, story, page);
      });
      return answerPage(request, reply, found);
    },
  );

  app.get(
    `${path}/:version`,
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'getVersion',
        tags,
        summary: 'Get one version of a story',
        description:
          'Its content, with the present names of references. An old draft version whose text is no longer kept answers 410.',
        params: VersionParams,
        querystring: DeskReadQuery,
        response: { 200: DeskVersion },
        problems: ['not-found', 'gone'],
      },
    },
    (request) => {
      const { locale, body, ...pictures } = request.query;
      const { article, version } = request.params;
      return database.read(async (db) => {
        const story = await findVisible(db, request.actor, { article, locale, defaultLocale });
        return showVersion(db, story, version, { caller: request.actor, site, body, asked: pictures });
      });
    },
  );
}
