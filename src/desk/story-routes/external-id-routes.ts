import { z } from 'zod';
import type { App } from '../../foundation/http/request/app.ts';
import { etagOfRevision, requireMatch } from '../../foundation/http/request/if-match.ts';
import { ChangeHeaders, write } from '../../foundation/http/request/write.ts';
import { notFound, stale } from '../../foundation/problem.ts';
import { summedUp } from '../../library/notes.ts';
import { requireBackdating } from '../drafts/source-date.ts';
import { loadByExternalId } from '../incoming/known.ts';
import { presentOne } from '../incoming/list.ts';
import { asSeenOutside } from '../incoming/outside.ts';
import { receiveVersion } from '../incoming/receive.ts';
import { Incoming } from '../incoming/schema.ts';
import { fingerprintOf } from '../incoming/sent.ts';
import { DeskArticle } from '../show/desk-article.ts';
import { showArticle } from '../show/present.ts';
import { body as bodyForm, NewQuery } from '../show/query.ts';
import { currentStoryOf, maySee } from '../stories/visible.ts';
import { answer } from './answer.ts';
import { bodyLimit, type Parts } from './parts.ts';
import { ExternalIdParams, UpsertIn } from './schemas/upsert-schema.ts';

const tags = ['Desk: sources'];
const path = '/v1/desk/external-ids/:scheme/:value';

const optionalMatch = ChangeHeaders.shape['if-match'].meta({
  description: 'Optional; checked when it is sent. 412 where there is no story with this external id.',
  param: { required: false },
});

const ifNoneMatch = z
  .literal('*', { error: 'must be *' })
  .optional()
  .meta({ description: '`*`: only create; 412 where there is a story with this external id.' });

/** Stories by the ids that other systems give them. */
export function externalIdRoutes(app: App, parts: Parts): void {
  getRoute(app, parts);
  putRoute(app, parts);
}

function getRoute(app: App, { database, site, clock }: Parts): void {
  app.get(
    path,
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'getArticleByExternalId',
        tags,
        summary: 'Get a story by its external id',
        description: 'The story as the desk sees it. For a reporter, stories of others do not exist.',
        params: ExternalIdParams,
        querystring: z.strictObject({ body: bodyForm }),
        response: { 200: DeskArticle },
        responseHeaders: { 200: ['ETag'] },
        problems: ['not-found'],
      },
    },
    async (request, reply) => {
      const { actor: caller, params, query } = request;
      const shown = await database.read(async (db) => {
        const known = await loadByExternalId(db, params);
        if (!known || !maySee(caller, known.story.row)) throw notFound('article');
        return showArticle(db, known.story, { caller, site, body: query.body, now: clock.now() });
      });
      reply.header('etag', shown.etag);
      return shown;
    },
  );
}

function putRoute(app: App, { database, site }: Parts): void {
  app.put(
    path,
    {
      bodyLimit,
      config: { access: 'articles:work' },
      schema: {
        operationId: 'putArticleByExternalId',
        tags,
        summary: 'Create or update a story by its external id',
        description:
          'For systems that send a story again with every update: the whole story, saved as a draft or a new version and never published. The same content saves no version. A version waits for the desk (202 with its record) where a person has edited the story since, where the same version came before with other content, or where the story is outside the sections of a narrowed key: then its record names no story. 409 when the source has sent a newer version or cancelled this one. Every version is on record in `/v1/desk/incoming`, also one with an unknown reference or another fault of its content: it is refused, waits as it came, and `incoming` names its record. What fails the schema is not kept. Needs no `If-Match`.',
        params: ExternalIdParams,
        querystring: NewQuery,
        headers: ChangeHeaders.extend({ 'if-match': optionalMatch, 'if-none-match': ifNoneMatch }),
        body: UpsertIn,
        response: { 200: DeskArticle, 201: DeskArticle, 202: Incoming },
        responseHeaders: { 200: ['ETag'], 201: ['ETag'], 202: ['Location'] },
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
      write<DeskArticle | Incoming>(request, reply, database, async (work) => {
        const { actor: caller, headers, params: name } = request;
        const { sourceVersion, ...input } = request.body;
        const known = await loadByExternalId(work.tx, name);
        requireBackdating(caller, input, known?.story.content);
        if (known) {
          const { row } = known.story;
          if (!maySee(caller, row)) throw notFound('article');
          if (headers['if-match'] !== undefined) requireMatch(request, currentStoryOf(row));
          if (headers['if-none-match'] !== undefined)
            throw stale(currentStoryOf(row), 'There is a story with this external id already.');
        } else if (headers['if-match'] !== undefined)
          throw stale(
            { etag: etagOfRevision(0) },
            'There is no story with this external id: leave out If-Match to create it.',
          );
        const sent = {
          name,
          input,
          sourceVersion,
          pubStatus: 'usable' as const,
          fingerprint: fingerprintOf(input),
        };
        const received = await receiveVersion(work, known, sent, {
          defaultLocale: site.defaultLocale,
          caller,
        });
        if (received.outcome === 'refused') return { refusal: received.refusal };
        const { incoming } = received;
        const location = `/v1/desk/incoming/${incoming.id}`;
        if (received.outcome === 'outside')
          return {
            ...{ status: 202, location },
            body: await presentOne(work.tx, asSeenOutside(incoming, work.actor), undefined),
          };
        const { outcome, story } = received;
        if (outcome !== 'waiting')
          return answer(work, story, request, { site, isNew: outcome === 'created' });
        const shown = await presentOne(work.tx, incoming, story.row);
        const notes = summedUp(story.notes ?? []);
        const body = { ...shown, ...(notes.length > 0 && { notes }) };
        return { status: 202, body, location };
      }),
  );
}
