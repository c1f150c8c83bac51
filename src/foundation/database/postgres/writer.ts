import type pg from 'pg';
import type { Clock } from '../../clock.ts';
import type { Writer } from '../group-commit.ts';
import { buildersOn, connect, type OnQuery } from './connection.ts';
import { isBusy } from './errors.ts';
import { writersLock } from './locks.ts';
import { schemaAt, tooOldFor } from './migrations.ts';
import { sendAhead } from './send-ahead.ts';

/** The channel on which servers tell each other that something was committed. */
export const channel = 'dateline';

/**
 * Begins with the lock, and gives the moment: what the clock of the database says, and not before the last event. READ
 * COMMITTED, so that everything that was committed before the lock was got is seen.
 */
const begin = `BEGIN; SELECT pg_advisory_xact_lock(${writersLock});
  SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now,
    (SELECT at FROM events ORDER BY seq DESC LIMIT 1) AS last, ${schemaAt} AS schema`;

/** A last event that lies further ahead comes from a clock that was wrong, and is not waited for. */
const mostAheadMs = 3_600_000;

type Options = {
  connection: pg.ClientConfig;
  first: pg.Client;
  clock: Clock;
  server: string;
  onQuery?: OnQuery | undefined;
};

/**
 * The one connection of this server that writes, behind one lock of all servers. `first` is used until it is lost;
 * the next transaction makes another.
 */
export function openWriter({ connection, first, clock, server, onQuery }: Options) {
  let client = first;
  let ahead = sendAhead(client);
  let tx = buildersOn(ahead, onQuery);
  let depth = 0;

  async function connected(): Promise<pg.Client> {
    if (isUsable(client)) return client;
    client = await connect(connection);
    ahead = sendAhead(client);
    tx = buildersOn(ahead, onQuery);
    return client;
  }

  const writer: Writer = {
    async begin() {
      const on = await connected();
      ahead.forget();
      try {
        const [, , { rows }] = (await on.query(begin)) as unknown as pg.QueryResult[] & { 2: pg.QueryResult };
        const moment = rows[0] as Moment;
        const refusal = tooOldFor(moment.schema);
        if (refusal) throw refusal;
        clock.follow?.(momentOf(moment));
      } catch (error) {
        await rollBack();
        throw error;
      }
    },
    async commit() {
      await ahead.query(`NOTIFY ${channel}, '${server}'; COMMIT`);
    },
    rollback: rollBack,
    isOpen: () => isUsable(client) && client.getTransactionStatus() !== 'I',
    attempt,
    isBusy,
  };

  async function rollBack(): Promise<void> {
    await client.query('ROLLBACK').catch(() => undefined);
  }

  /**
   * Runs a step between savepoints. Each depth has a name of its own: where a statement before the step had failed, there
   * is no savepoint of this name to go back to, and the transaction stays refused.
   */
  async function attempt<T>(step: () => Promise<T>): Promise<T> {
    depth += 1;
    const name = `step_${depth}`;
    ahead.send(`SAVEPOINT ${name}`);
    try {
      const result = await step();
      await ahead.query(`RELEASE ${name}`);
      return result;
    } catch (error) {
      await client.query(`ROLLBACK TO ${name}; RELEASE ${name}`).then(ahead.forget, () => undefined);
      throw error;
    } finally {
      depth -= 1;
    }
  }

  return {
    writer,
    /** The builders of the transaction that has begun. */
    tx: () => tx,
    attempt,
    query: (text: string) => client.query(text),
    close: () => client.end(),
  };
}

type Moment = { now: number; last: number | null; schema: number };

function momentOf({ now, last }: Moment): number {
  return last !== null && last > now && last - now < mostAheadMs ? last : now;
}

/** Whether the connection still stands, as far as this side knows. */
function isUsable(client: pg.Client): boolean {
  return (client as unknown as { _queryable: boolean })._queryable;
}
