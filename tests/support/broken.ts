/** Makes the database refuse single rows, as an error of the server that nobody foresaw. */
import Sqlite from 'better-sqlite3';
import type { House } from './house.ts';

/** From now on the database refuses to write a row of this table where the condition on `NEW` holds. */
export function refuseRows(house: House, table: string, condition: string): void {
  const file = new Sqlite(house.file);
  file.exec(
    `CREATE TRIGGER planted_${table} BEFORE INSERT ON ${table} WHEN ${condition} BEGIN SELECT RAISE(ABORT, 'planted'); END`,
  );
  file.close();
}
