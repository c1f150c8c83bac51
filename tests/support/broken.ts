/** Makes the database refuse single rows, as an error of the server that nobody foresaw. */
import type { House } from './house.ts';
import { onPostgres } from './postgres.ts';
import { ask } from './raw.ts';

/** From now on the database refuses to write a row of this table where the condition on `NEW` holds. */
export async function refuseRows(house: House, table: string, condition: string): Promise<void> {
  if (onPostgres) {
    await ask(
      house.file,
      "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planted'; END $$",
    );
    await ask(
      house.file,
      `CREATE TRIGGER planted BEFORE INSERT ON ${table} FOR EACH ROW WHEN (${condition}) EXECUTE FUNCTION refuse()`,
    );
    return;
  }
  await ask(
    house.file,
    `CREATE TRIGGER planted BEFORE INSERT ON ${table} WHEN ${condition} BEGIN SELECT RAISE(ABORT, 'planted'); END`,
  );
}
