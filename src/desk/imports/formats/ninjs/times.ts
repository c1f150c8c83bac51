/** Times as sources write them. Pure. */
import { earliestTime } from '../../../../foundation/schemas/wire.ts';

/**
 * UTC milliseconds. Beside RFC 3339 a space in the place of the `T`, as Voice of America writes, and a day alone, which
 * begins at midnight UTC where `dayWillDo`. Undefined for anything else, and for what has no offset.
 */
export function timeOf(text: string, { dayWillDo = false } = {}): number | undefined {
  const [, day, clock, offset] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|[+-]\d\d:?\d\d))?$/i.exec(
      text.trim(),
    ) ?? [];
  if (day === undefined || (clock === undefined && !dayWillDo)) return undefined;
  const zone = (offset ?? 'Z').toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  const at = Date.parse(`${day}T${clock ?? '00:00:00'}${zone}`);
  return Number.isNaN(at) || at < earliestTime || !isOfCalendar(day) ? undefined : at;
}

/** Whether it is a day alone. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text.trim());
}

// `Date.parse` takes the 30th of February for a day in March.
function isOfCalendar(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
