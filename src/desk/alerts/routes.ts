import { z } from 'zod';
import type { Caller } from '../../access/caller.ts';
import type { Database, Db } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { requireMatch } from '../../foundation/http/request/if-match.ts';
import { ChangeHeaders, IdempotencyKey, write, writeQuery } from '../../foundation/http/request/write.ts';
import { pageQuery } from '../../foundation/page/schema.ts';
import { commaSeparated } from '../../foundation/schemas/query.ts';
import { createAlert } from '../../library/alerts/create.ts';
import { deleteAlert } from '../../library/alerts/delete.ts';
import { patchAlert } from '../../library/alerts/patch.ts';
import { AlertIn } from '../../library/alerts/schema.ts';
import { listAlerts } from '../../library/alerts/store.ts';
import { getAlert, isLive, presentAlerts, refuseOver, showAlert } from './alerts.ts';
import {
  answerOne,
  answerPage,
  changeProblems,
  currentOf,
  written,
} from '../../foundation/http/answer/answers.ts';
import { requireAlertWithin, resolveArticle } from './article-reference.ts';
import { AlertPage, AlertParams, AlertPatch, AlertState, DeskAlert } from './schema.ts';

const tags = ['Desk: alerts'];
const writing = z.strictObject(writeQuery);

type Parts = { database: Database; defaultLocale: string };

/** Alerts at the desk: waiting, running and over. */
export function deskAlertRoutes(app: App, parts: Parts): void {
  listRoute(app, parts);
  createRoute(app, parts);
  getRoute(app, parts);
  patchRoute(app, parts);
  deleteRoute(app, parts);
}

function listRoute(app: App, { database }: Parts): void {
  app.get(
    '/v1/desk/alerts',
    {
      config: { access: 'library:read' },
      schema: {
        operationId: 'listDeskAlerts',
        tags,
        summary: 'List alerts at the desk',
        description: 'All alerts, the latest start first.',
        querystring: z.strictObject({
          ...pageQuery,
          state: commaSeparated(AlertState, {
            description: 'States of alerts: any of these.',
            example: 'running',
          }),
        }),
        response: { 200: AlertPage },
        responseHeaders: { 200: ['Link'] },
      },
    },
    async (request, reply) => {
      const page = await database.read(async (db) => {
        const found = await listAlerts(db, request.query);
        return { ...found, data: await presentAlerts(db, found.data) };
      });
      return answerPage(request, reply, page);
    },
  );
}

function createRoute(app: App, { database, defaultLocale }: Parts): void {
  app.post(
    '/v1/desk/alerts',
    {
      config: { access: 'alerts:write' },
      schema: {
        operationId: 'createAlert',
        tags,
        summary: 'Create an alert',
        description:
          'Shows from `startsAt` to `endsAt`; with a story, only while that is live. An alert that is over already is refused.',
        querystring: writing,
        headers: IdempotencyKey,
        body: AlertIn,
        response: { 201: DeskAlert },
        responseHeaders: { 201: ['ETag'] },
        problems: ['unknown-reference', 'rule-unmet', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const { body, actor } = request;
        refuseOver(body, work.now);
        const article = await resolve(work.tx, { caller: actor, defaultLocale }, body.article);
        await requireAlertWithin(work.tx, actor, article ?? null);
        const id = await createAlert(work, { ...body, article }, undefined, isLive);
        return written(await showAlert(work.tx, id), `/v1/desk/alerts/${id}`);
      }),
  );
}

function getRoute(app: App, { database }: Parts): void {
  app.get(
    '/v1/desk/alerts/:alert',
    {
      config: { access: 'library:read' },
      schema: {
        operationId: 'getDeskAlert',
        tags,
        summary: 'Get an alert at the desk',
        description: 'With its state: waiting, running or over.',
        params: AlertParams,
        response: { 200: DeskAlert },
        responseHeaders: { 200: ['ETag'] },
        problems: ['not-found'],
      },
    },
    async ({ params: { alert } }, reply) =>
      answerOne(reply, await database.read((db) => showAlert(db, alert))),
  );
}

function patchRoute(app: App, { database, defaultLocale }: Parts): void {
  app.patch(
    '/v1/desk/alerts/:alert',
    {
      config: { access: 'alerts:write' },
      schema: {
        operationId: 'patchAlert',
        tags,
        summary: 'Change an alert',
        description: 'An `endsAt` in the past ends it at once.',
        params: AlertParams,
        querystring: writing,
        headers: ChangeHeaders,
        body: AlertPatch,
        response: { 200: DeskAlert },
        responseHeaders: { 200: ['ETag'] },
        problems: [...changeProblems, 'unknown-reference', 'rule-unmet'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const { body, actor } = request;
        const row = await getAlert(work.tx, request.params.alert);
        requireMatch(request, currentOf(row));
        await requireAlertWithin(work.tx, actor, row.articleId);
        const article = await resolve(work.tx, { caller: actor, defaultLocale }, body.article);
        if (article !== undefined) await requireAlertWithin(work.tx, actor, article);
        await patchAlert(work, row.id, { ...body, article }, isLive);
        return written(await showAlert(work.tx, row.id));
      }),
  );
}

function deleteRoute(app: App, { database }: Parts): void {
  app.delete(
    '/v1/desk/alerts/:alert',
    {
      config: { access: 'library:delete' },
      schema: {
        operationId: 'deleteAlert',
        tags,
        summary: 'Delete an alert',
        description:
          'Permanently; a running alert disappears at once. To end an alert and keep it, change its `endsAt`.',
        params: AlertParams,
        querystring: writing,
        headers: ChangeHeaders,
        response: { 204: { description: 'It is deleted.' } },
        problems: changeProblems,
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const row = await getAlert(work.tx, request.params.alert);
        requireMatch(request, currentOf(row));
        await requireAlertWithin(work.tx, request.actor, row.articleId);
        await deleteAlert(work, row, isLive);
        return { body: undefined };
      }),
  );
}

async function resolve<T extends string | null | undefined>(
  db: Db,
  { caller, defaultLocale }: { caller: Caller; defaultLocale: string },
  article: T,
) {
  return typeof article === 'string' ? resolveArticle(db, caller, article, defaultLocale) : article;
}
