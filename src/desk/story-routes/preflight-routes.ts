import { z } from 'zod';
import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import type { Site } from '../../library/site.ts';
import { DeskParams, DeskReadQuery } from '../show/query.ts';
import { currentStoryOf, openVisible } from '../stories/visible.ts';
import { answerOne } from '../../foundation/http/answer/answers.ts';
import { preflight } from '../preflight/check.ts';
import { Preflight } from '../preflight/schema.ts';

type Parts = { database: Database; site: Site; clock: Clock };

/** The checks before publishing. */
export function preflightRoutes(app: App, { database, site, clock }: Parts): void {
  app.get(
    '/v1/desk/articles/:article/preflight',
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'preflightArticle',
        tags: ['Desk: articles'],
        summary: 'Check a story before publishing',
        description:
          'Every blocker and every warning at once, each with its rule and its place. Publishing refuses the same blockers. Warnings do not prevent it.',
        params: DeskParams,
        querystring: z.strictObject({ locale: DeskReadQuery.shape.locale }),
        response: { 200: Preflight },
        responseHeaders: { 200: ['ETag'] },
        problems: ['not-found'],
      },
    },
    async (request, reply) => {
      const asked = { ...request.params, ...request.query, defaultLocale: site.defaultLocale };
      const checked = await database.read(async (db) => {
        const story = await openVisible(db, request.actor, asked);
        const findings = await preflight(db, story, clock.now());
        const ready = findings.every(({ severity }) => severity !== 'blocker');
        return { version: story.version, etag: currentStoryOf(story.row).etag, ready, findings };
      });
      return answerOne(reply, checked);
    },
  );
}
