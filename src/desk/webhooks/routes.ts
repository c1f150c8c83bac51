import { z } from 'zod';
import type { Caller } from '../../access/caller.ts';
import { requireScope } from '../../access/scopes.ts';
import {
  answerOne,
  answerPage,
  changeProblems,
  currentOf,
  written,
} from '../../foundation/http/answer/answers.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { requireMatch } from '../../foundation/http/request/if-match.ts';
import { ChangeHeaders, IdempotencyKey, write, writeQuery } from '../../foundation/http/request/write.ts';
import { pageQuery } from '../../foundation/page/schema.ts';
import { createWebhook } from './create.ts';
import { deleteWebhook } from './delete.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import type { Parts } from './parts.ts';
import { patchWebhook } from './patch.ts';
import { presentWebhooks } from './present.ts';
import { rotateRoute } from './rotate-route.ts';
import {
  DeletedWebhookParams,
  Webhook,
  WebhookIn,
  WebhookPage,
  WebhookParams,
  WebhookPatch,
  WebhookWithSecret,
} from './schema.ts';
import { show, withSecret } from './shown.ts';
import { getWebhook, listWebhooks } from './store.ts';
import type { WebhookRow } from './table.ts';

const tags = ['Webhooks'];
const config = { access: 'webhooks:manage' as const };
const writing = z.strictObject(writeQuery);
const params = WebhookParams;

/** Webhooks: who is told of changes. */
export function webhookRoutes(app: App, parts: Parts): void {
  readRoutes(app, parts);
  createRoute(app, parts);
  changeRoutes(app, parts);
  rotateRoute(app, parts);
  deliveryRoutes(app, parts);
}

function readRoutes(app: App, { database, secrets }: Parts): void {
  app.get(
    '/v1/desk/webhooks',
    {
      config,
      schema: {
        operationId: 'listWebhooks',
        tags,
        summary: 'List webhooks',
        description: 'Without their secrets, the newest first.',
        querystring: z.strictObject(pageQuery),
        response: { 200: WebhookPage },
        responseHeaders: { 200: ['Link'] },
      },
    },
    async (request, reply) => {
      const page = await database.read(async (db) => {
        const found = await listWebhooks(db, request.query);
        return { ...found, data: await presentWebhooks(db, found.data, secrets) };
      });
      return answerPage(request, reply, page);
    },
  );

  app.get(
    '/v1/desk/webhooks/:webhook',
    {
      config,
      schema: {
        operationId: 'getWebhook',
        tags,
        summary: 'Get a webhook',
        description: 'Without its secret.',
        params,
        response: { 200: Webhook },
        responseHeaders: { 200: ['ETag'] },
        problems: ['not-found'],
      },
    },
    async (request, reply) =>
      answerOne(reply, await database.read((db) => show(db, request.params.webhook, { secrets }))),
  );
}

function createRoute(app: App, { database, ...tools }: Parts): void {
  app.post(
    '/v1/desk/webhooks',
    {
      config,
      schema: {
        operationId: 'createWebhook',
        tags,
        summary: 'Add a webhook',
        description: 'It is told of what changes from now on. Events also need the scope `keys:manage`.',
        querystring: writing,
        headers: IdempotencyKey,
        body: WebhookIn,
        response: { 201: WebhookWithSecret },
        responseHeaders: { 201: ['ETag'] },
        problems: ['conflict', 'unknown-reference', 'rule-unmet', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const { body, actor, query } = request;
        requireAllowed(actor, body);
        const { id, secret } = await createWebhook(work, body, tools);
        const shown = written(await show(work.tx, id, tools), `/v1/desk/webhooks/${id}`);
        return withSecret(shown, secret, query);
      }),
  );
}

function changeRoutes(app: App, { database, ...tools }: Parts): void {
  app.patch(
    '/v1/desk/webhooks/:webhook',
    {
      config,
      schema: {
        operationId: 'patchWebhook',
        tags,
        summary: 'Change a webhook',
        description: 'Also pauses it, or makes it active again: it goes on where it was.',
        params,
        querystring: writing,
        headers: ChangeHeaders,
        body: WebhookPatch,
        response: { 200: Webhook },
        responseHeaders: { 200: ['ETag'] },
        problems: [...changeProblems, 'unknown-reference', 'rule-unmet'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const row = await getWebhook(work.tx, request.params.webhook);
        requireMatch(request, currentOf(row));
        requireAllowed(request.actor, row);
        await patchWebhook(work, row, request.body, tools);
        return written(await show(work.tx, row.id, tools));
      }),
  );

  app.delete(
    '/v1/desk/webhooks/:webhook',
    {
      config,
      schema: {
        operationId: 'deleteWebhook',
        tags,
        summary: 'Delete a webhook',
        description: 'Permanently, with its deliveries.',
        params: DeletedWebhookParams,
        querystring: writing,
        headers: ChangeHeaders,
        response: { 204: { description: 'It is deleted.' } },
        problems: changeProblems,
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const row = await getWebhook(work.tx, request.params.webhook);
        requireMatch(request, currentOf(row));
        await deleteWebhook(work, row);
        return { body: undefined };
      }),
  );
}

/** Events tell of keys, too. Throws `forbidden`. */
function requireAllowed(caller: Caller, { source }: Pick<WebhookRow, 'source'>): void {
  if (source === 'events') requireScope(caller, 'keys:manage');
}
