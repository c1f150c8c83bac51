/** The list, or undefined when it is empty: for formats that leave out empty fields. */
export function unlessEmpty<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined;
}
