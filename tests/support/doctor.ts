import { engineAt } from '../../src/foundation/database/engines/engine-at.ts';
import { databaseFindings } from '../../src/main/doctor/database-findings.ts';

/** What the doctor finds wrong in a database, a sentence each. */
export async function findingsIn(url: string): Promise<string[]> {
  const engine = await engineAt(url);
  const database = await engine.openReadOnly();
  try {
    return (await databaseFindings(database)).map(({ sentence }) => sentence);
  } finally {
    await database.close();
  }
}
