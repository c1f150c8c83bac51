import type pg from 'pg';
import type { SharedLocks } from '../../shared-locks.ts';
import { connect } from './connection.ts';
import { asProblem } from './errors.ts';

/** The lock of everybody who writes, on all servers; it is of one database, and ends with its transaction. */
export const writersLock = 7_319_002;

/** Advisory locks have two numbers: this one says that the other is the hash of a name. */
const ofNames = 7_319_003;

/**
 * Locks by name that all servers of a database share. They belong to one connection: when it is lost, so are they, and
 * others may take them. Within a server they keep nobody from anything.
 */
export function openLocks(connection: pg.ClientConfig): SharedLocks & { close: () => Promise<void> } {
  let opened: Promise<pg.Client> | undefined;

  function connected(): Promise<pg.Client> {
    opened ??= connect(connection).then((client) => {
      client.on('end', () => (opened = undefined));
      return client;
    });
    opened.catch(() => (opened = undefined));
    return opened;
  }

  async function ask(client: pg.Client, call: string, names: string[]): Promise<boolean[]> {
    const { rows } = await client.query<{ got: boolean }>(
      `SELECT ${call}(${ofNames}, hashtext(name)) AS got FROM unnest($1::text[]) AS name`,
      [names],
    );
    return rows.map(({ got }) => got);
  }

  /** What the connection held is let go with it. */
  async function release(client: pg.Client, call: string, names: string[]): Promise<void> {
    await ask(client, call, names).catch(() => undefined);
  }

  return {
    async share(names, use) {
      const client = await connected().catch(rethrow);
      try {
        await ask(client, 'pg_advisory_lock_shared', names);
      } catch (error) {
        // Some of them may have been got.
        await release(client, 'pg_advisory_unlock_shared', names);
        rethrow(error);
      }
      return use().finally(() => release(client, 'pg_advisory_unlock_shared', names));
    },
    async alone(name, use) {
      const client = await connected().catch(rethrow);
      const [got] = await ask(client, 'pg_try_advisory_lock', [name]).catch(rethrow);
      if (!got) return undefined;
      return use().finally(() => release(client, 'pg_advisory_unlock', [name]));
    },
    async close() {
      await opened?.then((client) => client.end());
    },
  };
}

function rethrow(error: unknown): never {
  throw asProblem(error);
}
