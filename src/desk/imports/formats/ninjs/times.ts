/** Times as sources write them. Pure. */

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
  return Number.isNaN(at) || at < 0 ? undefined : at;
}
