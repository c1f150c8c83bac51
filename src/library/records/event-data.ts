import { toTimestamp } from '../../foundation/clock.ts';
import type { EventData } from '../../foundation/events/table.ts';

/** The API names of columns, where they differ. */
const wireNames: Record<string, string> = {
  agencyId: 'agency',
  articleId: 'article',
  logoId: 'logo',
  parentId: 'parent',
  portraitId: 'portrait',
  position: 'order',
};

/** A row as event data: names and times as in the API; empty columns are left out. */
export function eventDataOf(row: object): EventData {
  return Object.fromEntries(
    Object.entries(row)
      // The search text is derived from the other columns.
      .filter(([column, value]) => column !== 'searchText' && value !== null && value !== undefined)
      .map(([column, value]) => [wireName(column), wireValue(column, value)]),
  );
}

/** A change as event data: the changed fields, and their former values if they had any. */
export function changeDataOf<Row extends object>(before: Row, changes: Partial<Row>): EventData {
  const columns = Object.keys(changes);
  const held = columns.map((column) => [column, before[column as keyof Row]]);
  return { fields: columns.map(wireName), before: eventDataOf(Object.fromEntries(held) as object) };
}

function wireName(column: string): string {
  return wireNames[column] ?? column;
}

function wireValue(column: string, value: unknown): EventData[string] {
  // All values but times are JSON already.
  return typeof value === 'number' && /(At|Until)$/.test(column)
    ? toTimestamp(value)
    : (value as EventData[string]);
}
