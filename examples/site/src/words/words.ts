import { en, type Words } from './en.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';

const known: Record<string, Words> = { en, fr, ja };

/** The words of the site in a language: `fr` for `fr-CA`, English where there are none. */
export function wordsIn(locale: string): Words {
  return known[locale] ?? known[locale.split('-')[0]!] ?? en;
}

/** What a language is called in itself. */
export function languageName(locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale;
}
