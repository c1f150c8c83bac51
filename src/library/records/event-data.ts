import { toTimestamp } from '../../foundation/clock.ts';
import type { EventData } from '../../foundation/events/table.ts';

/** What columns are called on the wire, where that differs. */
const wireNames: Record<string, string> = {
  agencyId: 'agency',
  articleId: 'article',
  logoId: 'logo',
  parentId: 'parent',
  portraitId: 'portrait',
  position: 'order',
};

/** What the record of events keeps of a row: names and times as on the wire, what has no value is absent. */
export function eventDataOf(row: object): EventData {
  return Object.fromEntries(
    Object.entries(row)
      // What a search looks in is made of the rest.
      .filter(([column, value]) => column !== 'searchText' && value !== null && value !== undefined)
      .map(([column, value]) => [wireName(column), wireValue(column, value)]),
  );
}

/** What the record of events keeps of a change: which fields, and what they held; one that held nothing is absent there. */
export function changeDataOf<Row extends object>(before: Row, changes: Partial<Row>): EventData {
  const columns = Object.keys(changes);
  const held = columns.map((column) => [column, before[column as keyof Row]]);
  return { fields: columns.map(wireName), before: eventDataOf(Object.fromEntries(held) as object) };
}

function wireName(column: string): string {
  return wireNames[column] ?? column;
}

function wireValue(column: string, value: unknown): EventData[string] {
  // What a row holds beside times is JSON already.
  return typeof value === 'number' && /(At|Until)$/.test(column)
    ? toTimestamp(value)
    : (value as EventData[string]);
}
