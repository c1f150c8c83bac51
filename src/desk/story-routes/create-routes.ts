import { z } from 'zod';
import type { App } from '../../foundation/http/request/app.ts';
import { requireMatch } from '../../foundation/http/request/if-match.ts';
import { ChangeHeaders, IdempotencyKey, write } from '../../foundation/http/request/write.ts';
import { notFound, stale } from '../../foundation/problem.ts';
import { createArticle } from '../drafts/create.ts';
import { loadByExternalId, upsertArticle } from '../drafts/upsert.ts';
import { DeskArticle } from '../show/desk-article.ts';
import { NewQuery } from '../show/query.ts';
import { ArticleIn } from '../stories/schema.ts';
import { currentStoryOf, maySee } from '../stories/visible.ts';
import { answer } from './answer.ts';
import { bodyLimit, type Parts } from './parts.ts';
import { ExternalIdParams, UpsertIn } from './upsert-schema.ts';

const tags = ['Desk: articles'];

const optionalMatch = ChangeHeaders.shape['if-match'].meta({
  description: 'Optional; checked when it is sent and the story exists.',
  param: { required: false },
});

const ifNoneMatch = z
  .literal('*', { error: 'must be *' })
  .optional()
  .meta({ description: '`*`: only create; 412 where there is a story with this external id.' });

/** Creating stories, and the upsert for other systems. */
export function createRoutes(app: App, parts: Parts): void {
  createRoute(app, parts);
  upsertRoute(app, parts);
}

function createRoute(app: App, { database, site }: Parts): void {
  app.post(
    '/v1/desk/articles',
    {
      bodyLimit,
      config: { access: 'articles:work' },
      schema: {
        operationId: 'createArticle',
        tags,
        summary: 'Create a story',
        description:
          'Its version 1, a draft. Nothing of it is public. An explicit slug that belongs to another story is refused; one made from the headline gets a number.',
        querystring: NewQuery,
        headers: IdempotencyKey,
        body: ArticleIn,
        response: { 201: DeskArticle },
        responseHeaders: { 201: ['ETag'] },
        problems: ['conflict', 'unknown-reference', 'rule-unmet', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const story = await createArticle(work, request.body, {
          defaultLocale: site.defaultLocale,
          caller: request.actor,
        });
        return answer(work, story, request, { site, isNew: true });
      }),
  );
}

function upsertRoute(app: App, { database, site }: Parts): void {
  app.put(
    '/v1/desk/external-ids/:scheme/:value',
    {
      bodyLimit,
      config: { access: 'articles:work' },
      schema: {
        operationId: 'putArticleByExternalId',
        tags,
        summary: 'Create or update a story by its external id',
        description:
          'For systems that send a story again with every update. The body is the whole story; it is saved as a draft or a new version and never published. The same content saves no version. 409 when the source has sent a newer version before, and when a person has edited the story since: their changes are not overwritten. Needs no `If-Match`.',
        params: ExternalIdParams,
        querystring: NewQuery,
        headers: ChangeHeaders.extend({ 'if-match': optionalMatch, 'if-none-match': ifNoneMatch }),
        body: UpsertIn,
        response: { 200: DeskArticle, 201: DeskArticle },
        responseHeaders: { 200: ['ETag'], 201: ['ETag'] },
        problems: [
          'not-found',
          'stale',
          'conflict',
          'unknown-reference',
          'rule-unmet',
          'idempotency-mismatch',
        ],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const { sourceVersion, ...input } = request.body;
        const known = await loadByExternalId(work.tx, request.params);
        if (known) {
          const { row } = known.story;
          if (!maySee(request.actor, row)) throw notFound('article');
          if (request.headers['if-match'] !== undefined) requireMatch(request, currentStoryOf(row));
          if (request.headers['if-none-match'] !== undefined)
            throw stale(currentStoryOf(row), 'There is a story with this external id already.');
        }
        const sent = { name: request.params, input, sourceVersion };
        const after = await upsertArticle(work, known, sent, {
          defaultLocale: site.defaultLocale,
          caller: request.actor,
        });
        return answer(work, after, request, { site, isNew: !known });
      }),
  );
}
