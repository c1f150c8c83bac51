import type { CaptionRow } from './store.ts';

/** Whether these words stand in for the picture, or say that nothing need do so. */
export function hasAltText({ altText, decorative }: Pick<CaptionRow, 'altText' | 'decorative'>): boolean {
  return altText !== null || decorative;
}

/** Whether the words that readers of this language will get hold an alt text, or say that none is needed. */
export function isDescribed(captions: CaptionRow[], locale: string): boolean {
  const used = nearestWords(captions, locale);
  return used.length > 0 && used.every(hasAltText);
}

/** The words that readers of this language may get: those in it, else those in a variety of it, else any. */
export function nearestWords(captions: CaptionRow[], locale: string): CaptionRow[] {
  const [language] = locale.split('-');
  const exact = captions.filter((caption) => caption.locale === locale);
  const near = captions.filter((caption) => caption.locale.split('-')[0] === language);
  return [exact, near, captions].find((some) => some.length > 0) ?? [];
}
