import { presentInStory } from '../../library/pictures/records/present.ts';
import type { CaptionOverride } from '../../library/pictures/records/words.ts';
import type { Picture } from '../../library/pictures/records/schema.ts';
import type { Site } from '../../library/site.ts';
import { storyPictures } from './asked.ts';
import type { Embedded } from './embedded.ts';
import type { ListedRow } from '../articles/list.ts';

/**
 * A picture as a story uses it; undefined when it may not be shown. Captions of the story itself are in its language;
 * for another locale the picture's own are used.
 */
export function presentUse(
  { media, ...override }: { media: string } & CaptionOverride,
  row: ListedRow,
  embedded: Embedded,
  site: Site,
): Picture | undefined {
  const picture = embedded.pictures.get(media);
  if (!picture) return undefined;
  const { locale } = row;
  const asked = captionLocaleOf(row, embedded);
  const use = { locale, asked, ...(asked === locale && { override }) };
  return presentInStory(picture, use, site, storyPictures(embedded.asked));
}

/** The language for the captions of a story's pictures. */
export function captionLocaleOf({ locale }: ListedRow, { asked }: Embedded): string {
  return asked.captionLocale ?? locale;
}
