import { z } from 'zod';
import type { App } from '../../foundation/http/request/app.ts';
import { answerPage } from '../../foundation/http/answer/answers.ts';
import { pageQuery } from '../../foundation/page/schema.ts';
import { DeskCorrectionPage } from '../show/history/correction-schema.ts';
import { listCorrections } from '../show/history/corrections.ts';
import { DeskParams, DeskReadQuery } from '../show/query.ts';
import { findVisible } from '../stories/visible.ts';
import type { Parts } from './parts.ts';

/** The corrections of a story, as the desk knows them. */
export function correctionRoutes(app: App, { database, site }: Parts): void {
  app.get(
    '/v1/desk/articles/:article/corrections',
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'listCorrectionsOfArticle',
        tags: ['Desk: corrections'],
        summary: "List a story's corrections at the desk",
        description:
          'All of them, the newest first: also refiles, whose text is not public, and those that are public no more. Former words of one that was amended are in the history of the story.',
        params: DeskParams,
        querystring: z.strictObject({ ...pageQuery, locale: DeskReadQuery.shape.locale }),
        response: { 200: DeskCorrectionPage },
        responseHeaders: { 200: ['Link'] },
        problems: ['not-found'],
      },
    },
    async (request, reply) => {
      const { locale, ...page } = request.query;
      const { defaultLocale } = site;
      const found = await database.read(async (db) => {
        const story = await findVisible(db, request.actor, { ...request.params, locale, defaultLocale });
        return listCorrections(db, story.id, page);
      });
      return answerPage(request, reply, found);
    },
  );
}
