import { z } from 'zod';
import type { App } from '../../foundation/http/request/app.ts';
import { rehearse } from '../../foundation/database/rehearse.ts';
import { DeskParams, DeskReadQuery } from '../show/query.ts';
import { currentStoryOf, openVisible } from '../stories/visible.ts';
import { answerOne } from '../../foundation/http/answer/answers.ts';
import { createArticle } from '../drafts/create.ts';
import { preflight, type Checked } from '../preflight/check.ts';
import { Preflight } from '../preflight/schema.ts';
import { preflightWanted } from '../publishing/preflight.ts';
import { CreateIn, PreflightIn } from '../publishing/schema.ts';
import type { OpenedStory } from '../stories/story.ts';
import { bodyLimit, type Parts } from './parts.ts';

const tags = ['Desk: publishing'];
const path = '/v1/desk/articles/:article/preflight';
const querystring = z.strictObject({ locale: DeskReadQuery.shape.locale });

/** The checks before publishing. */
export function preflightRoutes(app: App, parts: Parts): void {
  newestRoute(app, parts);
  wantedRoute(app, parts);
  newRoute(app, parts);
}

function newestRoute(app: App, { database, site, clock }: Parts): void {
  app.get(
    path,
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'preflightArticle',
        tags,
        summary: 'Check a story before publishing',
        description:
          'Every blocker and every warning at once, each with its rule and its place. Publishing refuses the same blockers. Warnings do not prevent it.',
        params: DeskParams,
        querystring,
        response: { 200: Preflight },
        responseHeaders: { 200: ['ETag'] },
        problems: ['not-found'],
      },
    },
    async (request, reply) => {
      const { actor: caller } = request;
      const asked = { ...request.params, ...request.query, defaultLocale: site.defaultLocale };
      const checked = await database.read(async (db) => {
        const story = await openVisible(db, caller, asked);
        return answerOf(
          story,
          story.version,
          await preflight(db, story, { now: clock.now(), caller, story }),
        );
      });
      return answerOne(reply, checked);
    },
  );
}

function wantedRoute(app: App, { database, site }: Parts): void {
  app.post(
    path,
    {
      bodyLimit,
      config: { access: 'articles:work' },
      schema: {
        operationId: 'preflightVersion',
        tags,
        summary: 'Check what would be published of a story',
        description:
          'The same checks of a patch, of a mend of the live version, or of another version, and at another time, as publishing and scheduling take them. Nothing is saved; `version` is the number that a patch would have.',
        params: DeskParams,
        querystring,
        body: PreflightIn,
        response: { 200: Preflight },
        responseHeaders: { 200: ['ETag'] },
        problems: ['not-found', 'conflict', 'unknown-reference', 'rule-unmet'],
      },
    },
    async (request, reply) => {
      const { actor: caller, body } = request;
      const asked = { ...request.params, ...request.query, defaultLocale: site.defaultLocale };
      const checked = await rehearse(database, caller, async (work) => {
        const story = await openVisible(work.tx, caller, asked);
        const { version, findings } = await preflightWanted(work, story, { ...body, caller });
        return answerOf(story, version, findings);
      });
      return answerOne(reply, checked);
    },
  );
}

function newRoute(app: App, { database, site: { defaultLocale } }: Parts): void {
  app.post(
    '/v1/desk/preflight',
    {
      bodyLimit,
      config: { access: 'articles:work' },
      schema: {
        operationId: 'preflightNewArticle',
        tags,
        summary: 'Check a story before it is created',
        description: 'The same checks of a story that is not saved yet. Nothing is saved.',
        body: CreateIn,
        response: { 200: Preflight },
        problems: ['conflict', 'unknown-reference', 'rule-unmet'],
      },
    },
    async ({ actor: caller, body: { publish = {}, ...input } }) =>
      rehearse(database, caller, async (work) => {
        const story = await createArticle(work, input, { defaultLocale, caller });
        const { version, findings } = await preflightWanted(work, story, { ...publish, caller });
        return answerOf(story, version, findings);
      }),
  );
}

function answerOf({ row }: OpenedStory, version: number, findings: Checked[]) {
  const ready = findings.every(({ severity }) => severity !== 'blocker');
  return { version, etag: currentStoryOf(row).etag, ready, findings };
}
