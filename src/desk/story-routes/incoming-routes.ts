import { z } from 'zod';
import type { App } from '../../foundation/http/request/app.ts';
import { answerPage } from '../../foundation/http/answer/answers.ts';
import { requireMatch } from '../../foundation/http/request/if-match.ts';
import { ChangeHeaders, IdempotencyKey, write, writeQuery } from '../../foundation/http/request/write.ts';
import { conflict } from '../../foundation/problem.ts';
import { acceptAsNew, acceptIncoming } from '../incoming/decisions/accept.ts';
import { dismissIncoming } from '../incoming/decisions/dismiss.ts';
import { listIncoming, presentOne } from '../incoming/list.ts';
import { proposeKill } from '../incoming/decisions/propose-kill.ts';
import {
  Incoming,
  IncomingPage,
  incomingParams,
  IncomingParams,
  IncomingQuery,
  IncomingWhole,
} from '../incoming/schema.ts';
import { findVisibleIncoming, showIncoming } from '../incoming/show.ts';
import { DeskArticle } from '../show/desk-article.ts';
import { body as bodyForm } from '../show/query.ts';
import { openRow } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';
import { currentStoryOf } from '../stories/visible.ts';
import { answer } from './answer.ts';
import { AcceptIn, DismissIn, fieldsQuery } from './schemas/incoming-schema.ts';
import type { Parts } from './parts.ts';

const tags = ['Desk: sources'];
const path = '/v1/desk/incoming';

/** What sources sent, and what the desk decides about it. */
export function incomingRoutes(app: App, parts: Parts): void {
  readRoutes(app, parts);
  acceptRoute(app, parts);
  dismissRoute(app, parts);
}

function readRoutes(app: App, { database, site }: Parts): void {
  app.get(
    path,
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'listIncoming',
        tags,
        summary: 'List what sources sent',
        description:
          'Every version of every story that a source sent, by upsert or import, and what became of it. Cancellations of live stories and of drafts come first, then the last that arrived. A reporter sees those of their own stories.',
        querystring: IncomingQuery,
        response: { 200: IncomingPage },
        responseHeaders: { 200: ['Link'] },
      },
    },
    async (request, reply) =>
      answerPage(request, reply, await database.read((db) => listIncoming(db, request.actor, request.query))),
  );

  app.get(
    `${path}/:incoming`,
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'getIncoming',
        tags,
        summary: 'Get a version that a source sent',
        description: 'Its content, and the changes from the newest version of the story to it.',
        params: IncomingParams,
        querystring: z.strictObject({ body: bodyForm }),
        response: { 200: IncomingWhole },
        problems: ['not-found'],
      },
    },
    ({ params, query, actor: caller }) =>
      database.read((db) => showIncoming(db, params.incoming, { caller, site, body: query.body })),
  );
}

function acceptRoute(app: App, { database, site }: Parts): void {
  app.post(
    `${path}/:incoming/accept`,
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'acceptIncoming',
        tags,
        summary: 'Accept a version that a source sent',
        description:
          'It becomes the next version of the story, or with `fields` a part of it; nothing is published. References to what was deleted since are left out: `notes` name them. What could not be applied when it came answers the same problem while its reason holds; `fields` may leave that out. Where there is no story yet it creates one (201). Later versions of its source go on waiting, until `follow`. To accept a cancellation that waits proposes to kill the story, with your `notice`; that needs the scope `articles:publish`, and somebody with `articles:kill` kills the story or cancels the proposal. `If-Match` takes the etag of the story, where there is one. For persons only.',
        params: incomingParams('incoming_01g5h0tk00e8j9bbta4d26r4h3'),
        querystring: z.strictObject({ ...writeQuery, body: bodyForm, fields: fieldsQuery }),
        headers: ChangeHeaders,
        body: AcceptIn,
        response: { 200: DeskArticle, 201: DeskArticle },
        responseHeaders: { 200: ['ETag'], 201: ['ETag', 'Location'] },
        problems: [
          'not-found',
          'stale',
          'precondition-required',
          'conflict',
          'forbidden',
          'unknown-reference',
          'rule-unmet',
          'idempotency-mismatch',
        ],
      },
    },
    (request, reply) => {
      const { params, query, actor: caller, body } = request;
      return write(request, reply, database, async (work) => {
        const found = await findVisibleIncoming(work.tx, caller, params.incoming);
        const { row } = found;
        const said = { note: body.note, fields: query.fields, caller };
        if (!found.story && row.state === 'waiting' && row.pubStatus !== 'canceled') {
          const created = await acceptAsNew(work, row, { ...said, defaultLocale: site.defaultLocale });
          return answer(work, created, request, { site, isNew: true });
        }
        const current = storyOf(found);
        requireMatch(request, currentStoryOf(current));
        const story = await openRow(work.tx, current);
        const after =
          row.pubStatus === 'canceled'
            ? await proposeKill(work, story, row, { ...body, caller })
            : await acceptIncoming(work, story, row, said);
        return answer(work, after, request, { site });
      });
    },
  );
}

function dismissRoute(app: App, { database }: Parts): void {
  app.post(
    `${path}/:incoming/dismiss`,
    {
      config: { access: 'articles:work' },
      schema: {
        operationId: 'dismissIncoming',
        tags,
        summary: 'Dismiss a version that a source sent',
        description:
          'The story stays as it is, and so it does when the same version comes again. Later versions go on waiting, until `follow`. To dismiss a cancellation lifts it, also where there is no story: versions that it covered may be sent again, and nothing of the story is published by itself until `follow`. For persons only.',
        params: incomingParams('incoming_01g5h0tk00fk1817s2mdd5wc89'),
        querystring: z.strictObject(writeQuery),
        headers: IdempotencyKey,
        body: DismissIn,
        response: { 200: Incoming },
        problems: ['not-found', 'conflict', 'idempotency-mismatch'],
      },
    },
    (request, reply) => {
      const { params, actor: caller, body } = request;
      return write(request, reply, database, async (work) => {
        const found = await findVisibleIncoming(work.tx, caller, params.incoming);
        const story = found.story && (await openRow(work.tx, found.story));
        const row = await dismissIncoming(work, story, found.row, { ...body, caller });
        return { body: await presentOne(work.tx, row, story?.row) };
      });
    },
  );
}

function storyOf({ story }: { story: ArticleRow | undefined }): ArticleRow {
  if (story) return story;
  throw conflict(
    'There is no story to accept it for: its source cancelled it before it came. Dismiss the cancellation to lift it.',
  );
}
