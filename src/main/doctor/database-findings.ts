import type { OwnSql, ReadOnly } from '../../foundation/database/engine.ts';
import { type Finding, some } from './finding.ts';
import { differenceQuery, searchIndexes } from './search-rules.ts';
import { storyRules } from './story-rules.ts';

type Reading = Pick<ReadOnly, 'rows' | 'damages' | 'ownSql'>;

/** What is wrong in the database itself. */
export async function databaseFindings({ rows, damages, ownSql }: Reading): Promise<Finding[]> {
  return [
    ...damaged(await damages()),
    ...(await brokenRules(rows, ownSql)),
    ...(await searchFindings(rows, ownSql)),
  ];
}

function damaged(damages: string[]): Finding[] {
  return damages.map((damage) => {
    const index = searchIndexes.find(({ name }) => damage.includes(name));
    if (index)
      return {
        sentence: `${index.what} is damaged (${damage}): repair it with --repair.`,
        repair: { index: index.name },
      };
    return {
      sentence: `The database is damaged: ${damage}. Restore a backup; keep this file until you have.`,
    };
  });
}

async function brokenRules(rows: Reading['rows'], ownSql: OwnSql): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { fault, query } of storyRules(ownSql)) {
    const ids = (await rows<{ id: string }>(query)).map(({ id }) => id);
    if (ids.length === 0) continue;
    const sentence = `${some(ids)} ${fault}: save or publish the story again, or restore a backup; and report this as a bug.`;
    findings.push({ sentence });
  }
  return findings;
}

async function searchFindings(rows: Reading['rows'], ownSql: OwnSql): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const index of searchIndexes) {
    const [found] = await rows<{ missing: number; surplus: number }>(differenceQuery(index, ownSql));
    const { missing, surplus } = found!;
    if (missing + surplus === 0) continue;
    const sentence = `${index.what} lacks ${missing} entries and has ${surplus} too many: repair it with --repair.`;
    findings.push({ sentence, repair: { index: index.name } });
  }
  return findings;
}
