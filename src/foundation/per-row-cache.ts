/** A row may live for long, and a client may ask for any locale: beyond this, all that was made of the row is dropped. */
const mostLocales = 20;

/**
 * Caches what was made of a row for a locale, as long as the row object lives: many stories of one response show the
 * same picture or agency.
 */
export function cachedPerRow<Made>() {
  const known = new WeakMap<object, Map<string, Made>>();
  return function get(row: object, locale: string, make: () => Made): Made {
    let byLocale = known.get(row);
    if (!byLocale) known.set(row, (byLocale = new Map<string, Made>()));
    let made = byLocale.get(locale);
    if (made === undefined) {
      if (byLocale.size >= mostLocales) byLocale.clear();
      byLocale.set(locale, (made = make()));
    }
    return made;
  };
}
