import type pg from 'pg';
import type { Client } from './connection.ts';

type Config = string | pg.QueryConfig | pg.QueryArrayConfig;

/** What Drizzle is given for a statement that was sent and not waited for. */
const noRows = { rows: [], fields: [] };

/**
 * A connection on which the statements of Drizzle that give no rows are sent and not waited for. Where one fails,
 * PostgreSQL refuses all that follows it in the transaction: that then fails with the first error since `forget`.
 */
export function sendAhead(client: pg.Client) {
  let failed: Error | undefined;

  function send(config: Config, values?: unknown[]): Promise<unknown> {
    const answer = client.query(config as pg.QueryConfig, values) as Promise<unknown>;
    answer.catch((error: unknown) => (failed ??= error as Error));
    return answer;
  }
  function query(config: Config, values?: unknown[]): Promise<unknown> {
    const answer = send(config, values);
    const isWaitedFor = typeof config === 'string' || 'rowMode' in config || values?.some(mayBeRefusedHere);
    return isWaitedFor
      ? answer.catch((error: unknown) => Promise.reject(failed ?? (error as Error)))
      : Promise.resolve(noRows);
  }
  return {
    query: query as Client['query'],
    send: (statement: string) => void send(statement),
    forget: () => void (failed = undefined),
  };
}

/** What the driver has to turn into text first: where it cannot, nothing is sent, and the transaction is not aborted. */
function mayBeRefusedHere(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}
