import type { App } from '../../foundation/http/request/app.ts';
import { requireMatch } from '../../foundation/http/request/if-match.ts';
import { ChangeHeaders, IdempotencyKey, write } from '../../foundation/http/request/write.ts';
import { notFound } from '../../foundation/problem.ts';
import { ExternalIdParams, TranslateIn, UpsertIn } from './action-schema.ts';
import { DeskArticle } from '../show/desk-article.ts';
import { duplicateArticle } from '../drafts/duplicate.ts';
import { DeskParams, DeskWriteQuery, NewQuery } from '../show/query.ts';
import { translateArticle } from '../drafts/translate.ts';
import { loadByExternalId, upsertArticle } from '../drafts/upsert.ts';
import { currentOf, maySee, openVisible } from '../stories/visible.ts';
import { answer, bodyLimit, type Parts } from './write-routes.ts';

const made = {
  tags: ['Desk: articles'],
  params: DeskParams,
  querystring: DeskWriteQuery,
  headers: IdempotencyKey,
  response: { 201: DeskArticle },
  responseHeaders: { 201: ['ETag' as const] },
};

const optionalMatch = ChangeHeaders.shape['if-match'].meta({
  description: 'Not needed; held to when it is sent and the story is there.',
  param: { required: false },
});

/** Stories made from others, and those that another system sends again and again. */
export function seriesRoutes(app: App, { database, site }: Parts): void {
  const { defaultLocale } = site;

  app.post(
    '/v1/desk/articles/:article/translate',
    {
      config: { access: 'articles:work' },
      schema: {
        ...made,
        operationId: 'translateArticle',
        summary: 'Start a translation of a story',
        description:
          'A new draft in another language, with the content of this one and under its embargo. All translations name the same original. 409 when the story is there in that language already.',
        body: TranslateIn,
        problems: ['not-found', 'conflict', 'unknown-reference', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const { locale } = request.query;
        const asked = { ...request.params, locale, defaultLocale };
        const source = await openVisible(work.tx, request.actor, asked);
        const made = await translateArticle(work, source, { ...request.body, caller: request.actor });
        return answer(work, made, request, { site, isNew: true });
      }),
  );

  app.post(
    '/v1/desk/articles/:article/duplicate',
    {
      config: { access: 'articles:work' },
      schema: {
        ...made,
        operationId: 'duplicateArticle',
        summary: 'Start a story from another',
        description:
          'A new draft with the same content and under the same embargo, with a slug of its own and without external ids.',
        problems: ['not-found', 'conflict', 'unknown-reference', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const { locale } = request.query;
        const asked = { ...request.params, locale, defaultLocale };
        const source = await openVisible(work.tx, request.actor, asked);
        const made = await duplicateArticle(work, source, { caller: request.actor });
        return answer(work, made, request, { site, isNew: true });
      }),
  );

  app.put(
    '/v1/desk/external-ids/:scheme/:value',
    {
      bodyLimit,
      config: { access: 'articles:work' },
      schema: {
        operationId: 'putArticleByExternalId',
        tags: made.tags,
        summary: 'Create or update a story by its external id',
        description:
          'For systems that send a story again whenever they have more of it. What is sent is the whole story; it is saved as a draft or a new version and never published. The same content makes no version. 409 when the source sent a newer version before, and when another person has edited the story since: their words are not overwritten. Needs no `If-Match`.',
        params: ExternalIdParams,
        querystring: NewQuery,
        headers: ChangeHeaders.extend({ 'if-match': optionalMatch }),
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
          if (request.headers['if-match'] !== undefined) requireMatch(request, currentOf(row));
        }
        const sent = { name: request.params, input, sourceVersion };
        const after = await upsertArticle(work, known, sent, { defaultLocale, caller: request.actor });
        return answer(work, after, request, { site, isNew: !known });
      }),
  );
}
