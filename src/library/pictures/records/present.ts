import { toTimestamp } from '../../../foundation/clock.ts';
import { cachedPerRow } from '../../../foundation/per-row-cache.ts';
import { omitAbsent } from '../../../foundation/omit-absent.ts';
import { mediaAddress, type Site } from '../../site.ts';
import { renditionsOf } from '../renditions/renditions.ts';
import type { Picture } from './schema.ts';
import { nearestWords, storyWords, type StoryUse, type Words } from './words.ts';
import { mimeTypes, ratios, type Extension, type Ratio } from '../../picture-shapes.ts';
import type { MediaItem } from '../rows/store.ts';

/** A picture as the public sees it, with its words in `locale` or the nearest language. */
export function presentPicture(item: MediaItem, locale: string, site: Site): Picture {
  return inNearestWords(item, locale, () => describePicture(item, site, nearestWords(item, locale, site)));
}

const inNearestWords = cachedPerRow<Picture>();

/** A picture as a story shows it. */
export function presentInStory(item: MediaItem, use: StoryUse, site: Site): Picture {
  const { locale, asked = locale, override } = use;
  function describe(): Picture {
    return describePicture(item, site, storyWords(item, use, site));
  }
  return override?.caption === undefined && override?.altText === undefined
    ? inStoryWords(item, `${locale} ${asked}`, describe)
    : describe();
}

const inStoryWords = cachedPerRow<Picture>();

function describePicture(item: MediaItem, site: Site, words: Words): Picture {
  const { hash, planned } = renditionsOf(item, site);
  function addressOf(name: string, extension: Extension): string {
    return mediaAddress(site, item.id, { hash, name, extension });
  }
  function srcsetOf(ratio: Ratio, extension: Extension): string {
    return planned
      .filter((rendition) => rendition.ratio === ratio)
      .map(({ name, width }) => `${addressOf(name, extension)} ${width}w`)
      .join(', ');
  }
  const wholes = planned.filter(({ ratio }) => ratio === 'original');
  const fallback = wholes.find(({ name }) => name === 'md') ?? wholes.at(-1)!;
  return omitAbsent({
    id: item.id,
    type: item.type,
    ...words,
    headline: item.headline,
    creditLine: item.creditLine,
    source: item.source,
    creators: item.creators,
    agency: item.agency,
    rights: item.rights,
    usableUntil: item.usableUntil === null ? undefined : toTimestamp(item.usableUntil),
    contentCreated: item.contentCreated,
    place: item.place,
    placesShown: item.placesShown,
    digitalSourceType: item.digitalSourceType,
    focalPoint: item.focalPoint,
    thumbHash: item.thumbHash,
    dominantColour: item.dominantColour,
    width: wholes[0]!.region.width,
    height: wholes[0]!.region.height,
    src: addressOf(fallback.name, 'jpg'),
    srcset: srcsetOf('original', 'webp'),
    sources: ratios.flatMap((ratio) =>
      (['avif', 'webp'] as const).map((extension) => ({
        ratio,
        mimeType: mimeTypes[extension],
        srcset: srcsetOf(ratio, extension),
      })),
    ),
    renditions: planned.map(({ name, ratio, width, height }) => ({
      name,
      ratio,
      src: addressOf(name, 'jpg'),
      width,
      height,
    })),
  });
}
