import type pg from 'pg';

/**
 * Refuses a pooler that gives each transaction another session of the database, such as PgBouncer in transaction mode:
 * prepared statements, notifications and locks need one that stays. Two connections tell: no session is of both.
 */
export async function refuseSharedSessions(one: pg.Client, other: pg.Client): Promise<void> {
  const before = await sessionOf(one);
  await other.query('BEGIN');
  const others = await sessionOf(other);
  const after = await sessionOf(one);
  await other.query('COMMIT');
  if (before === others || before !== after)
    throw new Error(
      'a pooler gives each transaction another session. Set it to session mode (pool_mode=session), or name the address of the database itself. Nothing was changed.',
    );
}

async function sessionOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  return (rows[0] as { pid: number }).pid;
}
