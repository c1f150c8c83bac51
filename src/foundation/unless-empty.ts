/** The list, unless it is empty: for forms that leave out what has no value. */
export function unlessEmpty<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined;
}
