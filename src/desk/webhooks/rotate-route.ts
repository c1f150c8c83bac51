import { z } from 'zod';
import { written } from '../../foundation/http/answer/answers.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { IdempotencyKey, write, writeQuery } from '../../foundation/http/request/write.ts';
import type { Parts } from './parts.ts';
import { rotateSecret } from './rotate-secret.ts';
import { WebhookParams, WebhookWithSecret } from './schema.ts';
import { show, withSecret } from './shown.ts';
import { getWebhook } from './store.ts';

/** A new secret for a webhook. */
export function rotateRoute(app: App, { database, ...tools }: Parts): void {
  app.post(
    '/v1/desk/webhooks/:webhook/rotate-secret',
    {
      config: { access: 'webhooks:manage' },
      schema: {
        operationId: 'rotateWebhookSecret',
        tags: ['Webhooks'],
        summary: 'Give a webhook a new secret',
        description: 'For a day both secrets sign.',
        params: WebhookParams,
        querystring: z.strictObject(writeQuery),
        headers: IdempotencyKey,
        response: { 200: WebhookWithSecret },
        responseHeaders: { 200: ['ETag'] },
        problems: ['not-found', 'conflict', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const row = await getWebhook(work.tx, request.params.webhook);
        const secret = await rotateSecret(work, row, tools);
        return withSecret(written(await show(work.tx, row.id, tools)), secret, request.query);
      }),
  );
}
