import { toTimestampIfSet } from '../../../foundation/clock.ts';
import { cachedPerRow } from '../../../foundation/per-row-cache.ts';
import { omitAbsent } from '../../../foundation/omit-absent.ts';
import { mediaAddress, type Site } from '../../site.ts';
import { fallbackOf, renditionsOf } from '../renditions/renditions.ts';
import type { Picture } from './schema.ts';
import { nearestWords, storyWords, type StoryUse, type Words } from './words.ts';
import { mimeTypes, ratios, type Extension, type Ratio } from '../../picture-shapes.ts';
import type { MediaItem } from '../rows/store.ts';

/** How much is told of a picture, and which crop it is shown in. */
export type PictureForm = {
  ratio: Ratio;
  /** Everything, with all its renditions; otherwise what an `<img>` and the words beside it need. */
  whole: boolean;
};
export const leanPicture: PictureForm = { ratio: 'original', whole: false };

/** A picture as the public sees it, with its words in `locale` or the nearest language. */
export function presentPicture(item: MediaItem, locale: string, site: Site, form: PictureForm): Picture {
  return inNearestWords(item, `${locale} ${keyOf(form)}`, () =>
    describePicture(item, site, nearestWords(item, locale, site), form),
  );
}

const inNearestWords = cachedPerRow<Picture>();

/** A picture as a story shows it. */
export function presentInStory(item: MediaItem, use: StoryUse, site: Site, form: PictureForm): Picture {
  const { locale, asked = locale, override } = use;
  function describe(): Picture {
    const words = storyWords(item, use, site);
    // That they are in the language of the story goes without saying.
    const isClear = !form.whole && asked === locale && words.captionLocale === locale;
    return describePicture(item, site, isClear ? { ...words, captionLocale: undefined } : words, form);
  }
  return override?.caption === undefined && override?.altText === undefined
    ? inStoryWords(item, `${locale} ${asked} ${keyOf(form)}`, describe)
    : describe();
}

const inStoryWords = cachedPerRow<Picture>();

function keyOf({ ratio, whole }: PictureForm): string {
  return `${ratio} ${whole}`;
}

/** The file of a logo, and its size: its name is its alt text. */
export function presentLogo(item: MediaItem, site: Site): Picture {
  return { id: item.id, ...imageOf(item, site, 'original') };
}

function describePicture(item: MediaItem, site: Site, words: Words, { ratio, whole }: PictureForm): Picture {
  if (whole) return wholeOf(item, site, words, ratio);
  const { id, creditLine } = item;
  const { caption, altText, decorative, captionLocale } = words;
  return omitAbsent({
    ...{ id, caption, altText, decorative: decorative || undefined, captionLocale, creditLine },
    rights: printedRights(item),
    ...shownOf(item, site, ratio),
  });
}

/** A picture with all that is public about it. */
export function presentWhole(item: MediaItem, locale: string, site: Site) {
  return wholeOf(item, site, nearestWords(item, locale, site), 'original');
}

function wholeOf(item: MediaItem, site: Site, words: Words, ratio: Ratio) {
  const { id, type, headline, creditLine, source, creators, agency, rights } = item;
  const { contentCreated, place, placesShown } = item;
  return omitAbsent({
    ...{ id, type, ...words, headline, creditLine, source, creators, agency, rights },
    ...{ contentCreated, place, placesShown },
    ...shownOf(item, site, ratio),
    sources: ratios.flatMap((one) =>
      (['avif', 'webp'] as const).map((extension) => ({
        ratio: one,
        mimeType: mimeTypes[extension],
        srcset: srcsetOf(item, site, one, extension),
      })),
    ),
    renditions: renditionsOf(item, site).planned.map(({ name, ratio, width, height }) => ({
      name,
      ratio,
      src: addressOf(item, site, name, 'jpg'),
      width,
      height,
    })),
  });
}

/** What an `<img>` needs. */
function shownOf(item: MediaItem, site: Site, ratio: Ratio) {
  const { digitalSourceType, focalPoint, thumbHash, dominantColour } = item;
  return {
    usableUntil: toTimestampIfSet(item.usableUntil),
    ...{ digitalSourceType, focalPoint, thumbHash, dominantColour },
    ...imageOf(item, site, ratio),
    srcset: srcsetOf(item, site, ratio, 'webp'),
    formats: ['avif' as const, 'webp' as const, fallbackOf(item)],
  };
}

/** The notice to print, and where the picture may not go. */
function printedRights({ rights }: MediaItem): Picture['rights'] {
  if (!rights) return undefined;
  const { notice, territories, channels } = rights;
  const told = omitAbsent({ notice, territories, channels });
  return Object.keys(told).length > 0 ? told : undefined;
}

/** The fallback of a picture in a ratio, and the size of that crop. */
function imageOf(item: MediaItem, site: Site, ratio: Ratio): Pick<Picture, 'width' | 'height' | 'src'> {
  const planned = renditionsOf(item, site).planned.filter((rendition) => rendition.ratio === ratio);
  const fallback = planned.find(({ name }) => name.startsWith('md')) ?? planned.at(-1)!;
  const { width, height } = fallback.region;
  return { width, height, src: addressOf(item, site, fallback.name, fallbackOf(item)) };
}

function srcsetOf(item: MediaItem, site: Site, ratio: Ratio, extension: Extension): string {
  return renditionsOf(item, site)
    .planned.filter((rendition) => rendition.ratio === ratio)
    .map(({ name, width }) => `${addressOf(item, site, name, extension)} ${width}w`)
    .join(', ');
}

function addressOf(item: MediaItem, site: Site, name: string, extension: Extension): string {
  const { hash } = renditionsOf(item, site);
  return mediaAddress(site, item.id, { hash, name, extension });
}
