import { z } from 'zod';
import { renewKey } from '../../access/renew-key.ts';
import { scopes } from '../../access/scopes.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { IdempotencyKey, write, writeQuery } from '../../foundation/http/request/write.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { answerNew, answerOf, heldKey } from './held-key.ts';
import { Me, RenewalIn, RenewedKey } from './own-key-schema.ts';
import { lifetimeOf, type Parts } from './parts.ts';

const tags = ['Keys'];

/** What a key may know and do about itself. */
export function ownKeyRoutes(app: App, parts: Parts): void {
  meRoute(app, parts);
  renewRoute(app, parts);
}

function meRoute(app: App, { database, clock }: Parts): void {
  app.get(
    '/v1/desk/me',
    {
      config: { access: 'desk:enter' },
      schema: {
        operationId: 'getMe',
        tags,
        summary: 'Get your own key',
        description: 'The actor, the role, the scopes and the sections of the key in the request.',
        response: { 200: Me },
      },
    },
    async ({ actor: caller }) => {
      const shown = await database.read(async (db) => answerOf(db, caller.keyId, clock.now()));
      const { id, name, expiresAt, actor, role, sections } = shown.body;
      const own = omitAbsent({ id, name, expiresAt });
      const held = scopes.filter((scope) => caller.scopes.has(scope));
      return omitAbsent({ actor, role, scopes: held, sections, key: own });
    },
  );
}

function renewRoute(app: App, { database, keyLifetimeDays }: Parts): void {
  app.post(
    '/v1/desk/me/renew',
    {
      config: { access: 'desk:enter' },
      schema: {
        operationId: 'renewKey',
        tags,
        summary: 'Renew your own key',
        description:
          'Issues another key like the one in the request, with the same scopes and sections, for as long as this one was to live. This one still works for `overlapHours`, so that every machine can change to the new one. Save the new key before you use it: until it was used for the first time, the old one can renew itself again, which revokes the unused one, for an answer that was lost. 409 for a key that may not renew itself (`renewable`), and once the new key is in use.',
        querystring: z.strictObject(writeQuery),
        headers: IdempotencyKey,
        body: RenewalIn,
        response: { 201: RenewedKey },
        responseHeaders: { 201: ['ETag'] },
        problems: ['conflict', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const held = await heldKey(work.tx, request.actor.keyId);
        const overlapMs = request.body.overlapHours * 60 * 60_000;
        const key = await renewKey(work, held, { overlapMs, lifetimeMs: lifetimeOf(keyLifetimeDays) });
        const { key: old } = await heldKey(work.tx, held.key.id);
        const replaces = { id: old.id, expiresAt: toTimestamp(old.expiresAt!) };
        const { body, keep, ...answer } = await answerNew(work, key, request.query);
        return { ...answer, body: { ...body, replaces }, keep: { ...keep, replaces } };
      }),
  );
}
