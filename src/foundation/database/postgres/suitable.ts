import type pg from 'pg';

/** The version of PostgreSQL. Throws for one that is too old, and for a database in another encoding. */
export async function suitableVersion(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query(
    "SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding",
  );
  const { version, encoding } = rows[0] as { version: string; encoding: string };
  if (Number.parseInt(version, 10) < 15)
    throw refusal(`PostgreSQL ${version} is too old: Dateline needs 15 or newer`);
  if (encoding !== 'UTF8')
    throw refusal(`its encoding is ${encoding}. Create the database with ENCODING 'UTF8'`);
  return version;
}

/** Throws for a standby, and for a database that was set to be only read. */
export async function refuseReadOnly(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query("SELECT current_setting('transaction_read_only') AS on");
  if ((rows[0] as { on: string }).on === 'on')
    throw refusal('it can only be read: it is a standby, or set so. Name the address of the primary');
}

/**
 * Refuses a pooler that gives each transaction another session of the database, such as PgBouncer in transaction mode:
 * prepared statements, notifications and locks need one that stays. Two connections tell: no session is of both.
 */
export async function refuseSharedSessions(one: pg.Client, other: pg.Client): Promise<void> {
  const before = await sessionOf(one);
  await other.query('BEGIN');
  const isShared = before === (await sessionOf(other)) || before !== (await sessionOf(one));
  await other.query('COMMIT');
  if (isShared)
    throw refusal(
      'a pooler gives each transaction another session. Set it to session mode (pool_mode=session), or name the address of the database itself',
    );
}

async function sessionOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  return (rows[0] as { pid: number }).pid;
}

/** An error that says why a database is not worked with. */
export function refusal(sentence: string): Error {
  return new Error(`${sentence}. Nothing was changed.`);
}
