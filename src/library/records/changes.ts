/** What in `wanted` differs from what is there; absent means unsaid, null and nothing there are the same. */
export function changesTo<Row extends object>(before: Row, wanted: Partial<Row>): Partial<Row> {
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([column, value]) =>
        value !== undefined && JSON.stringify(value) !== JSON.stringify(before[column as keyof Row] ?? null),
    ),
  ) as Partial<Row>;
}
