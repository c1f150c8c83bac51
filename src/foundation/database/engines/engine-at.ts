import type { Engine } from '../engine.ts';

/** Whether the database is on a server, not in a file. */
export function isServer(url: string): boolean {
  return /^postgres(ql)?:\/\//i.test(url) && URL.canParse(url);
}

/** The engine of the database at an address: the one place that knows which there are. Loads the driver of that one alone. */
export async function engineAt(url: string): Promise<Engine> {
  if (isServer(url)) {
    const { postgresAt } = await import('../postgres/engine.ts');
    return postgresAt(url);
  }
  const { sqliteAt } = await import('../sqlite/engine.ts');
  return sqliteAt(url);
}
