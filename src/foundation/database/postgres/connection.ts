import { createHash } from 'node:crypto';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Tx } from '../database.ts';
import { type Dialect, setDialect } from '../dialect.ts';
import { postgresFullText } from './full-text.ts';
import { statementOf } from './statement-of.ts';
import { refusal } from './suitable.ts';

/** A connection, as far as builders need it. */
export type Client = Pick<pg.ClientBase, 'query'>;

export type OnQuery = (sql: string, parameters: unknown[]) => void;

/** How long to wait for a connection, and for the answer to a statement. Together they stay below 15 seconds. */
const connectingMs = 4_000;
const answeringMs = 10_000;
/** How many statements a connection keeps prepared; the server holds each in memory. */
const mostStatements = 500;
const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'];

// Whole numbers up to 2^53, and JSON as the text that was stored: columns read both.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.JSON, String);

/** The settings of every connection to this address. `sslmode` means what it means to every tool of PostgreSQL. */
export function optionsFor(url: string): pg.ClientConfig & { pipeline: boolean } {
  const address = new URL(url);
  const sslMode = address.searchParams.get('sslmode');
  if (sslMode !== null) {
    if (!sslModes.includes(sslMode)) throw refusal(`sslmode=${sslMode} is not one of ${sslModes.join(', ')}`);
    if (sslMode === 'verify-ca' && !address.searchParams.has('sslrootcert'))
      throw refusal('sslmode=verify-ca needs sslrootcert, or use verify-full');
    address.searchParams.set('uselibpqcompat', 'true');
  }
  return {
    connectionString: address.href,
    application_name: 'dateline',
    connectionTimeoutMillis: connectingMs,
    query_timeout: answeringMs,
    keepAlive: true,
    // Statements are sent without waiting for the answers to those before them.
    pipeline: true,
  };
}

/**
 * What is set for a session. Not among the parameters at the start: poolers refuse those. A plan for any values would read
 * a whole index for a rare word; a lock is waited for no longer than a client waits, and who says nothing in a transaction
 * lets go of the lock of writers.
 */
export const sessionSettings = `
  SET jit = off; SET plan_cache_mode = force_custom_plan;
  SET statement_timeout = ${answeringMs - 1_000}; SET lock_timeout = 5000;
  SET idle_in_transaction_session_timeout = 5000;
  SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`;

/** Connects, with the settings of a session. An error after that breaks the connection, and is met by its next statement. */
export async function connect(options: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(options);
  // Without a listener the error of a lost connection would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(sessionSettings);
    return client;
  } catch (error) {
    void client.end().catch(() => undefined);
    throw error;
  }
}

/** Drizzle on a connection; `onQuery` is given every statement, and `snapshot` gives the one that is being read. */
export function buildersOn(client: Client, onQuery?: OnQuery, snapshot?: Dialect['snapshot']): Tx {
  const logger = onQuery ? { logQuery: onQuery } : false;
  const builders = drizzle({ client: naming(client) as pg.Client, logger }) as unknown as Tx;
  return setDialect(builders, {
    ...{ fullText: postgresFullText, sortsUnions: true, statementOf },
    ...(snapshot && { snapshot }),
  });
}

/** The same connection, on which a statement that comes again is parsed only once: it has the hash of its text as name. */
function naming(client: Client): Client {
  const names = new Map<string, string>();
  function nameOf(text: string): string | undefined {
    const known = names.get(text);
    if (known !== undefined || names.size >= mostStatements) return known;
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    names.set(text, name);
    return name;
  }
  function query(config: pg.QueryConfig, values: unknown[]) {
    return client.query({ ...config, name: nameOf(config.text) }, values);
  }
  return { query } as Client;
}
