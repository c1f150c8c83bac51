/** A row may live for long, and a client may ask for it in any locale and form: beyond this, all that was made of it is dropped. */
const mostForms = 4;

/**
 * Caches what was made of a row for a locale and form, as long as the row object lives, which may be over many answers: it may
 * depend on nothing else, but on what every answer in that form has loaded.
 */
export function cachedPerRow<Made>() {
  const known = new WeakMap<object, Map<string, Made>>();
  return function get(row: object, form: string, make: () => Made): Made {
    let byForm = known.get(row);
    if (!byForm) known.set(row, (byForm = new Map<string, Made>()));
    let made = byForm.get(form);
    if (made === undefined) {
      if (byForm.size >= mostForms) byForm.clear();
      byForm.set(form, (made = make()));
    }
    return made;
  };
}
