import type { Engine } from '../engine.ts';
import { connect, optionsFor } from './connection.ts';
import { explained } from './errors.ts';
import { fillDatabase } from './fill.ts';
import { lastApplied } from './migrations.ts';
import { openPostgres } from './postgres.ts';
import { openReadOnly } from './read-only.ts';
import { suitableVersion } from './suitable.ts';

/** PostgreSQL, with the database at that address. */
export function postgresAt(url: string): Engine {
  return {
    look: () =>
      explained(async () => {
        const client = await connect(optionsFor(url));
        try {
          await suitableVersion(client);
          return (await lastApplied(client)) > 0 ? 'ours' : 'new';
        } finally {
          await client.end();
        }
      }),
    open: (opening) => explained(() => openPostgres({ url, ...opening })),
    openReadOnly: () => explained(() => openReadOnly(url)),
    fill: (work) => explained(() => fillDatabase(url, work)),
  };
}
