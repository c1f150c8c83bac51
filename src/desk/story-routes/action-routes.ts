import type { FastifyRequest } from 'fastify';
import { requireScope } from '../../access/scopes.ts';
import { changeProblems } from '../../foundation/http/answer/answers.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { ChangeHeaders, IdempotencyKey, write } from '../../foundation/http/request/write.ts';
import type { BodyForm } from '../../edition/show/schema.ts';
import { DeskArticle } from '../show/desk-article.ts';
import { DeskParams, DeskWriteQuery } from '../show/query.ts';
import { actionNames, rules, type ActionName } from '../actions/actions.ts';
import { openStory, openVisible } from '../stories/visible.ts';
import type { Action } from './action.ts';
import { actions } from './actions.ts';
import { amendActions } from './amend-actions.ts';
import { answer } from './answer.ts';
import type { Parts } from './parts.ts';
import { releaseActions } from './release-actions.ts';

type Asking = FastifyRequest & {
  params: { article: string };
  query: { locale?: string | undefined; body: BodyForm; dryRun?: boolean | undefined };
};

/** The routes of all actions on a story. */
export function actionRoutes(app: App, parts: Parts): void {
  for (const name of actionNames) actionRoute(app, name, parts);
}

function actionRoute(app: App, name: ActionName, { database, site, killNeedsTwo = false }: Parts): void {
  const action = actions[name];
  const { method = 'POST', path = '', operationId, summary, description, body, bodyLimit } = action;
  const isNew = action.ifMatch === undefined;
  app.route({
    method,
    url: `/v1/desk/articles/:article${path}`,
    ...(bodyLimit !== undefined && { bodyLimit }),
    config: { access: rules[name].scope },
    schema: {
      ...{ operationId, tags: [tagOf(name)], summary, description },
      params: paramsOf(action),
      querystring: DeskWriteQuery,
      ...(body && { body }),
      ...termsOf(action),
    },
    handler: (request, reply) => {
      const asking = request as Asking;
      const { actor: caller, query } = asking;
      const { article, ...named } = asking.params;
      // Checked by the schema of this action; the table holds actions of every input.
      const sent = asking.body as never;
      const scope = action.alsoNeeds?.(sent);
      if (scope !== undefined) requireScope(caller, scope);
      return write(asking, reply, database, async (work) => {
        const asked = { article, locale: query.locale, defaultLocale: site.defaultLocale };
        const story = isNew
          ? await openVisible(work.tx, caller, asked)
          : await openStory(work.tx, asking, asked, action);
        const input = { ...named, ...(sent as object), caller } as never;
        const after = await action.verb(work, story, input, { killNeedsTwo });
        return answer(work, after, asking, { site, isNew });
      });
    },
  });
}

function tagOf(name: ActionName): string {
  if (name in amendActions) return 'Desk: corrections';
  return name in releaseActions ? 'Desk: publishing' : 'Desk: articles';
}

/** The path's parameters, with a story of the seed on which the action can be tried. */
function paramsOf({ params = DeskParams, example }: Action) {
  if (example === undefined) return params;
  const article = DeskParams.shape.article.meta({
    description: 'Its id or slug.',
    examples: [example],
  });
  return (params as typeof DeskParams).extend({ article });
}

const anyMatch =
  'The `etag` of what you read, or `*`: whatever anybody saved since, since this cannot wait. Required.';

/** The headers of a change of a story, and of an action that creates another. */
function termsOf({ ifMatch: example, anyState = false, problems = [] }: Action) {
  if (example === undefined) {
    return {
      headers: IdempotencyKey,
      response: { 201: DeskArticle },
      responseHeaders: { 201: ['ETag' as const] },
      problems: ['not-found' as const, 'conflict' as const, 'idempotency-mismatch' as const, ...problems],
    };
  }
  const tag = ChangeHeaders.shape['if-match'].meta({
    examples: [example, ...(anyState ? ['*'] : [])],
    ...(anyState && { description: anyMatch }),
  });
  return {
    headers: ChangeHeaders.extend({ 'if-match': tag }),
    response: { 200: DeskArticle },
    responseHeaders: { 200: ['ETag' as const] },
    problems: [...changeProblems, 'conflict' as const, ...problems],
  };
}
