import { scopes } from '../../access/scopes.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { heldKey } from './held-key.ts';
import { presentActor, timeOf } from './present.ts';
import { Me } from './schema.ts';

/** Who one is. */
export function meRoute(app: App, { database }: { database: Database }): void {
  app.get(
    '/v1/desk/me',
    {
      config: { access: 'desk:enter' },
      schema: {
        operationId: 'getMe',
        tags: ['Keys'],
        summary: 'See who you are',
        description: 'The actor and the role behind the key that is sent, and everything that it may do.',
        response: { 200: Me },
      },
    },
    async ({ actor: caller }) => {
      const { key, actor } = await database.read((db) => heldKey(db, caller.keyId));
      return {
        actor: presentActor(actor),
        role: key.role,
        scopes: scopes.filter((scope) => caller.scopes.has(scope)),
        key: omitAbsent({ id: key.id, name: key.name, expiresAt: timeOf(key.expiresAt) }),
      };
    },
  );
}
