/** The columns of `wanted` that differ from `before`; undefined means no change, null and absent are equal. */
export function changesTo<Row extends object>(before: Row, wanted: Partial<Row>): Partial<Row> {
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([column, value]) =>
        value !== undefined && JSON.stringify(value) !== JSON.stringify(before[column as keyof Row] ?? null),
    ),
  ) as Partial<Row>;
}
