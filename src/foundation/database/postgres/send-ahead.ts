import type pg from 'pg';
import type { Client } from './connection.ts';

type Config = string | pg.QueryConfig | pg.QueryArrayConfig;

/** What Drizzle is given for a statement that was sent and not waited for. */
const noRows = { rows: [], fields: [] };

/**
 * A connection on which the statements of Drizzle that give no rows are sent and not waited for. The first error since
 * `forget` is the one of whatever is waited for next, since all that follows it in a transaction is refused.
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
    const givesRows = typeof config === 'string' || 'rowMode' in config;
    return givesRows
      ? answer.catch((error: unknown) => Promise.reject(failed ?? (error as Error)))
      : Promise.resolve(noRows);
  }
  return {
    query: query as Client['query'],
    send: (statement: string) => void send(statement),
    forget: () => void (failed = undefined),
  };
}
