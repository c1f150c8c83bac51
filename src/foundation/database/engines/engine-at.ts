import type { Engine } from '../engine.ts';

/** The engine of the database at an address: the one place that knows which there are. Loads the driver of that one alone. */
export async function engineAt(url: string): Promise<Engine> {
  if (/^postgres(ql)?:/.test(url)) {
    const { postgresAt } = await import('../postgres/engine.ts');
    return postgresAt(url);
  }
  const { sqliteAt } = await import('../sqlite/engine.ts');
  return sqliteAt(url);
}
