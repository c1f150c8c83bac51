import { openReadOnly } from '../../src/foundation/database/sqlite/read-only.ts';
import { databaseFindings } from '../../src/main/doctor/database-findings.ts';

/** What the doctor finds wrong in a database file, a sentence each. */
export function findingsIn(file: string): string[] {
  const database = openReadOnly(file);
  try {
    return databaseFindings(database).map(({ sentence }) => sentence);
  } finally {
    database.close();
  }
}
