/** The language of a locale, without its variety: `de` of `de-CH`. */
export function languageOf(locale: string): string {
  return locale.split('-', 1)[0]!;
}
