import { languageOf } from '../../../foundation/language.ts';
import type { CaptionRow } from './store.ts';

/** Whether a caption has alt text or says that the picture is decorative. */
export function hasAltText({ altText, decorative }: Pick<CaptionRow, 'altText' | 'decorative'>): boolean {
  return altText !== null || decorative;
}

/** Whether all captions that readers of this language may get have alt text or say that the picture is decorative. */
export function isDescribed(captions: CaptionRow[], locale: string): boolean {
  const used = nearestWords(captions, locale);
  return used.length > 0 && used.every(hasAltText);
}

/** The captions that readers of this language may get: in this locale, else in the same language, else any. */
export function nearestWords(captions: CaptionRow[], locale: string): CaptionRow[] {
  const language = languageOf(locale);
  const exact = captions.filter((caption) => caption.locale === locale);
  const near = captions.filter((caption) => languageOf(caption.locale) === language);
  return [exact, near, captions].find((some) => some.length > 0) ?? [];
}
