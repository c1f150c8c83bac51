import type { openReadOnly } from '../../foundation/database/sqlite/read-only.ts';
import { type Finding, some } from './finding.ts';
import { differenceQuery, searchIndexes } from './search-rules.ts';
import { storyRules } from './story-rules.ts';

type Reading = Pick<ReturnType<typeof openReadOnly>, 'rows' | 'damages'>;

/** What is wrong in the database file itself. */
export function databaseFindings({ rows, damages }: Reading): Finding[] {
  return [...damaged(damages()), ...brokenRules(rows), ...searchFindings(rows)];
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

function brokenRules(rows: Reading['rows']): Finding[] {
  return storyRules.flatMap(({ fault, query }) => {
    const ids = rows<{ id: string }>(query).map(({ id }) => id);
    if (ids.length === 0) return [];
    const sentence = `${some(ids)} ${fault}: save or publish the story again, or restore a backup; and report this as a bug.`;
    return [{ sentence }];
  });
}

function searchFindings(rows: Reading['rows']): Finding[] {
  return searchIndexes.flatMap((index) => {
    const [{ missing, surplus }] = rows<{ missing: number; surplus: number }>(differenceQuery(index)) as [
      { missing: number; surplus: number },
    ];
    if (missing + surplus === 0) return [];
    const sentence = `${index.what} lacks ${missing} entries and has ${surplus} too many: repair it with --repair.`;
    return [{ sentence, repair: { index: index.name } }];
  });
}
