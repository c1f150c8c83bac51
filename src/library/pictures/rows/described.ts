import { languageOf } from '../../../foundation/language.ts';
import type { CaptionRow } from './store.ts';

/** Whether a caption has alt text or says that the picture is decorative. */
export function hasAltText({ altText, decorative }: Pick<CaptionRow, 'altText' | 'decorative'>): boolean {
  return altText !== null || decorative;
}

/** Whether a picture has alt text in the language of this locale, or says in it that it is decorative. */
export function isDescribed(captions: CaptionRow[], locale: string): boolean {
  return captionsIn(captions, locale).some(hasAltText);
}

/** The captions in the language of this locale: of the locale itself first, then of its other varieties. */
export function captionsIn(captions: CaptionRow[], locale: string): CaptionRow[] {
  const language = languageOf(locale);
  return captions
    .filter((caption) => languageOf(caption.locale) === language)
    .toSorted((a, b) => rank(a, locale) - rank(b, locale) || (a.locale < b.locale ? -1 : 1));
}

function rank(caption: CaptionRow, locale: string): number {
  return caption.locale === locale ? 0 : 1;
}

/** The captions in the first of these languages that has any; in any other language where none has. */
export function nearestCaptions(captions: CaptionRow[], locales: string[]): CaptionRow[] {
  const inOrder = captions.toSorted((a, b) => (a.locale < b.locale ? -1 : 1));
  const languages = [...locales, ...inOrder.map(({ locale }) => locale)];
  return languages.map((locale) => captionsIn(captions, locale)).find((found) => found.length > 0) ?? [];
}
