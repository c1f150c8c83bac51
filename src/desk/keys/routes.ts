import { z } from 'zod';
import { answerPage, changeProblems } from '../../foundation/http/answer/answers.ts';
import { issueKey } from '../../access/issue-key.ts';
import { patchKey } from '../../access/patch-key.ts';
import { revokeKey } from '../../access/revoke-key.ts';
import { listKeys } from '../../access/store.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { etagOfRevision, requireMatch } from '../../foundation/http/request/if-match.ts';
import { ChangeHeaders, IdempotencyKey, write, writeQuery } from '../../foundation/http/request/write.ts';
import { pageSchema } from '../../foundation/page/schema.ts';
import { answerNew, answerOf, heldKey } from './held-key.ts';
import { lifetimeOf, type Parts } from './parts.ts';
import { ownKeyRoutes } from './own-key-routes.ts';
import { RevocationIn, RevokedKey } from './revocation-schema.ts';
import { orderOf } from './order.ts';
import { presentKeys } from './present.ts';
import { IssuedKey, KeyIn, KeyOut, KeyParams, RevokedKeyParams, KeyPatch, KeysQuery } from './schema.ts';

const tags = ['Keys'];
const KeyPage = pageSchema('KeyPage', KeyOut);
const writing = z.strictObject(writeQuery);

/** The caller's own key, and all keys. */
export function keyRoutes(app: App, parts: Parts): void {
  ownKeyRoutes(app, parts);
  listRoute(app, parts);
  issueRoute(app, parts);
  getRoute(app, parts);
  patchRoute(app, parts);
  revokeRoute(app, parts);
}

function listRoute(app: App, { database, clock }: Parts): void {
  app.get(
    '/v1/desk/keys',
    {
      config: { access: 'keys:manage' },
      schema: {
        operationId: 'listKeys',
        tags,
        summary: 'List keys',
        description:
          'All keys that were ever issued, the newest first, without their secrets; `expiresSoon=true` lists those to renew, `neverUsed=true` those that nobody needs.',
        querystring: KeysQuery,
        response: { 200: KeyPage },
        responseHeaders: { 200: ['Link'] },
      },
    },
    async (request, reply) => {
      const now = clock.now();
      const page = await database.read(async (db) => {
        const found = await listKeys(db, request.query, now);
        return { ...found, data: await presentKeys(db, found.data, now) };
      });
      return answerPage(request, reply, page);
    },
  );
}

function issueRoute(app: App, { database, keyLifetimeDays }: Parts): void {
  app.post(
    '/v1/desk/keys',
    {
      config: { access: 'keys:manage' },
      schema: {
        operationId: 'issueKey',
        tags,
        summary: 'Issue a key',
        description:
          'Issues a key for a new actor or for one with a key already, for all that its role may do or, with `scopes` and `sections`, for less. A key issues only scopes that it has itself. The key of a service issues keys to services only, which end with it at the latest and renew themselves only if it may. `secret` is the new key; only its hash is stored, so it is shown only now.',
        querystring: writing,
        headers: IdempotencyKey,
        body: KeyIn,
        response: { 201: IssuedKey },
        responseHeaders: { 201: ['ETag'] },
        problems: ['conflict', 'unknown-reference', 'rule-unmet', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const order = await orderOf(work, request.actor, request.body, lifetimeOf(keyLifetimeDays));
        const key = await issueKey(work, order);
        return answerNew(work, key, request.query);
      }),
  );
}

function getRoute(app: App, { database, clock }: Parts): void {
  app.get(
    '/v1/desk/keys/:key',
    {
      config: { access: 'keys:manage' },
      schema: {
        operationId: 'getKey',
        tags,
        summary: 'Get one key',
        description: 'A key without its secret.',
        params: KeyParams,
        response: { 200: KeyOut },
        responseHeaders: { 200: ['ETag'] },
        problems: ['not-found'],
      },
    },
    async ({ params: { key: id } }, reply) => {
      const { body, etag } = await database.read((db) => answerOf(db, id, clock.now()));
      reply.header('etag', etag);
      return body;
    },
  );
}

function patchRoute(app: App, { database }: Parts): void {
  app.patch(
    '/v1/desk/keys/:key',
    {
      config: { access: 'keys:manage' },
      schema: {
        operationId: 'patchKey',
        tags,
        summary: 'Change a key',
        description:
          'Changes the name or the expiry of a key, or whether it may renew itself. A service lengthens no key beyond its own, and none of a person; nobody lengthens one with scopes that theirs lacks. Its role, scopes, sections and actor never change: issue another one.',
        params: KeyParams,
        querystring: writing,
        headers: ChangeHeaders,
        body: KeyPatch,
        response: { 200: KeyOut },
        responseHeaders: { 200: ['ETag'] },
        problems: [...changeProblems, 'conflict', 'rule-unmet'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const { key: id } = request.params;
        const { key } = await heldKey(work.tx, id);
        requireMatch(request, { etag: etagOfRevision(key.revision) });
        await patchKey(work, request.actor, id, request.body);
        return answerOf(work.tx, id, work.now);
      }),
  );
}

function revokeRoute(app: App, { database }: Parts): void {
  app.post(
    '/v1/desk/keys/:key/revoke',
    {
      config: { access: 'keys:manage' },
      schema: {
        operationId: 'revokeKey',
        tags,
        summary: 'Revoke a key',
        description:
          'Revokes a key permanently: from the next request on it answers 401. So do the keys into which it was renewed (`renewedBy`), unless you send `keepRenewed`. Revoking it again changes nothing. The last valid admin key cannot be revoked: issue another one first. A service cannot revoke the last one of a person.',
        params: RevokedKeyParams,
        querystring: writing,
        headers: IdempotencyKey,
        body: RevocationIn,
        response: { 200: RevokedKey },
        responseHeaders: { 200: ['ETag'] },
        problems: ['not-found', 'conflict', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const { key: id } = request.params;
        const alsoRevoked = await revokeKey(work, id, request.body);
        const { body, etag } = await answerOf(work.tx, id, work.now);
        return { body: { ...body, alsoRevoked }, etag };
      }),
  );
}
