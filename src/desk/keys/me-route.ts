import { scopes } from '../../access/scopes.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { heldKey } from './held-key.ts';
import { presentKeyActor, timeOf } from './present.ts';
import { Me } from './schema.ts';

/** The caller's own key. */
export function meRoute(app: App, { database }: { database: Database }): void {
  app.get(
    '/v1/desk/me',
    {
      config: { access: 'desk:enter' },
      schema: {
        operationId: 'getMe',
        tags: ['Keys'],
        summary: 'Get your own key',
        description: 'The actor, the role and the scopes of the key in the request.',
        response: { 200: Me },
      },
    },
    async ({ actor: caller }) => {
      const { key, actor } = await database.read((db) => heldKey(db, caller.keyId));
      return {
        actor: presentKeyActor(actor),
        role: key.role,
        scopes: scopes.filter((scope) => caller.scopes.has(scope)),
        key: omitAbsent({ id: key.id, name: key.name, expiresAt: timeOf(key.expiresAt) }),
      };
    },
  );
}
