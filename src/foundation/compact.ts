/** The list without what is null or undefined. */
export function compact<T>(items: (T | null | undefined)[]): T[] {
  return items.filter((item) => item !== null && item !== undefined);
}
