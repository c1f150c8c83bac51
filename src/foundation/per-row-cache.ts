/**
 * A memory of what was made of a row for a locale, kept as long as the row itself: many stories of one answer show the
 * same picture or agency, and each answer reads rows of its own.
 */
export function cachedPerRow<Made>() {
  const known = new WeakMap<object, Map<string, Made>>();
  return function get(row: object, locale: string, make: () => Made): Made {
    let byLocale = known.get(row);
    if (!byLocale) known.set(row, (byLocale = new Map<string, Made>()));
    let made = byLocale.get(locale);
    if (made === undefined) byLocale.set(locale, (made = make()));
    return made;
  };
}
