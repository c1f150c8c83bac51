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
    isHeld: (ms) =>
      explained(async () => {
        const client = await connect(optionsFor(url));
        try {
          // By the clock of the server.
          const { rows } = await client.query(
            `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'dateline'
               AND backend_start < clock_timestamp() - $1::bigint * interval '1 millisecond' LIMIT 1`,
            [Math.ceil(ms)],
          );
          return rows.length > 0;
        } finally {
          await client.end();
        }
      }),
  };
}
