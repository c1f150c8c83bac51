import { z } from 'zod';
import { answerPage } from '../../foundation/http/answer/answers.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { IdempotencyKey, write, writeQuery } from '../../foundation/http/request/write.ts';
import type { Parts } from './parts.ts';
import { pingWebhook } from './ping.ts';
import { presentDelivery } from './present.ts';
import { redeliver } from './redeliver.ts';
import {
  DeliveriesQuery,
  Delivery,
  DeliveryPage,
  Redelivery,
  RedeliveryIn,
  WebhookParams,
} from './schema.ts';
import { getWebhook, listDeliveries } from './store.ts';

const tags = ['Webhooks'];
const config = { access: 'webhooks:manage' as const };
const writing = z.strictObject(writeQuery);
const params = WebhookParams;

/** What a webhook was told, a test of it, and what is sent again. */
export function deliveryRoutes(app: App, { database, secrets }: Parts): void {
  app.get(
    '/v1/desk/webhooks/:webhook/deliveries',
    {
      config,
      schema: {
        operationId: 'listDeliveries',
        tags,
        summary: 'List what a webhook was told',
        description: 'The newest first, kept as long as the log of changes.',
        params,
        querystring: DeliveriesQuery,
        response: { 200: DeliveryPage },
        responseHeaders: { 200: ['Link'] },
        problems: ['not-found'],
      },
    },
    async (request, reply) => {
      const page = await database.read(async (db) => {
        const { id } = await getWebhook(db, request.params.webhook);
        const found = await listDeliveries(db, id, request.query);
        return { ...found, data: found.data.map(presentDelivery) };
      });
      return answerPage(request, reply, page);
    },
  );

  app.post(
    '/v1/desk/webhooks/:webhook/ping',
    {
      config,
      schema: {
        operationId: 'pingWebhook',
        tags,
        summary: 'Test a webhook',
        description: 'Sends it a `ping`, once; what came of it is among its deliveries.',
        params,
        querystring: writing,
        headers: IdempotencyKey,
        response: { 200: Delivery },
        problems: ['not-found', 'conflict', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const row = await getWebhook(work.tx, request.params.webhook);
        return { body: presentDelivery(await pingWebhook(work, row, { secrets })) };
      }),
  );

  app.post(
    '/v1/desk/webhooks/:webhook/redeliver',
    {
      config,
      schema: {
        operationId: 'redeliverToWebhook',
        tags,
        summary: 'Send again what a webhook was told',
        description: 'One, or all since a moment, with the same ids.',
        params,
        querystring: writing,
        headers: IdempotencyKey,
        body: RedeliveryIn,
        response: { 200: Redelivery },
        problems: ['not-found', 'conflict', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const row = await getWebhook(work.tx, request.params.webhook);
        return { body: { waiting: await redeliver(work, row, request.body) } };
      }),
  );
}
