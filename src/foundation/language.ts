/** The language of a locale, without its variety: `de` of `de-CH`. */
export function languageOf(locale: string): string {
  return locale.split('-', 1)[0]!;
}

/** The locale of these that is nearest to another: itself, else the first of the same language. */
export function nearestLocale(locales: string[], locale: string): string | undefined {
  return locales.includes(locale)
    ? locale
    : locales.find((other) => languageOf(other) === languageOf(locale));
}

/** A language tag as it is written properly, `zh-TW` for `zh-tw`; what is no tag stays as it is. */
export function canonicalLocale(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag;
  } catch {
    return tag;
  }
}

/** The direction in which a language is written. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  const known = directions.get(locale);
  if (known) return known;
  // The types of TypeScript do not have it yet.
  const { direction } = (new Intl.Locale(locale) as unknown as WithTextInfo).getTextInfo();
  directions.set(locale, direction);
  return direction;
}

type WithTextInfo = { getTextInfo(): { direction: 'ltr' | 'rtl' } };
const directions = new Map<string, 'ltr' | 'rtl'>();
