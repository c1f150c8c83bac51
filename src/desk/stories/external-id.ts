/** The id of a story elsewhere, as its source sends it. */
export type ExternalId = { scheme: string; value: string };

export function isSameExternalId(one: ExternalId, other: ExternalId): boolean {
  return one.scheme === other.scheme && one.value === other.value;
}
