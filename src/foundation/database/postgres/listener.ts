import type pg from 'pg';
import { everySecond } from '../../process/every-second.ts';
import { connect } from './connection.ts';
import { schemaAt } from './migrations.ts';
import { channel } from './writer.ts';

/** A connection that has not answered for so long counts as lost. */
export const silentMs = 2_000;

type Options = {
  connection: pg.ClientConfig;
  first: pg.Client;
  /** The name of this server in notifications. */
  server: string;
  /** Told every second when the schema was changed last. */
  onSchema: (at: number) => void;
};

/**
 * Hears of the commits of all servers but this one. A connection of its own listens and is asked every second whether it
 * still does; while none listens, what was read may be old at any time.
 */
export async function openListener({ connection, first, server, onSchema }: Options) {
  let client: pg.Client | undefined;
  let moved = 0;
  let epoch = 0;

  async function listen(opened: pg.Client): Promise<void> {
    opened.on('notification', ({ payload }) => {
      if (payload !== server) moved += 1;
    });
    function lose(): void {
      if (client === opened) client = undefined;
    }
    opened.on('error', lose);
    opened.on('end', lose);
    try {
      await opened.query(`LISTEN ${channel}`);
    } catch (error) {
      void opened.end().catch(() => undefined);
      throw error;
    }
    epoch += 1;
    client = opened;
  }

  async function look(): Promise<void> {
    const asked = client;
    if (!asked) return listen(await connect(connection));
    try {
      const { rows } = await asked.query(`SELECT ${schemaAt} AS schema`);
      onSchema((rows[0] as { schema: number }).schema);
    } catch {
      if (client === asked) client = undefined;
      void asked.end().catch(() => undefined);
    }
  }

  await listen(first);
  // It is tried again; meanwhile every read asks.
  const stop = await everySecond(look, () => undefined);

  return {
    /** Changes with each commit of another server that is heard of. */
    moved: () => moved,
    /** Changes with each connection, behind which may be another state of the database; NaN while none listens. */
    epoch: () => (client ? epoch : NaN),
    async close() {
      await stop();
      await client?.end();
    },
  };
}
