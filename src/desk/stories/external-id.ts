/** The id of a story elsewhere, as its source sends it. */
export type ExternalId = { scheme: string; value: string };

export function isSameExternalId(one: ExternalId, other: ExternalId): boolean {
  return one.scheme === other.scheme && one.value === other.value;
}

/** External ids as parameters of a prepared statement: `scheme0`, `value0`, `scheme1` … */
export function parametersOf(ids: ExternalId[]): Record<string, string> {
  const values = ids.flatMap(({ scheme, value }, place) => [
    [`scheme${place}`, scheme],
    [`value${place}`, value],
  ]);
  return Object.fromEntries(values) as Record<string, string>;
}
