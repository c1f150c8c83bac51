import { languageOf } from '../../../foundation/language.ts';
import { cachedPerRow } from '../../../foundation/per-row-cache.ts';
import { omitAbsent } from '../../../foundation/omit-absent.ts';
import { mediaAddress, type Site } from '../../site.ts';
import { renditionsOf } from '../renditions/renditions.ts';
import type { Picture } from './schema.ts';
import { mimeTypes, ratios, type Extension, type Ratio } from '../../picture-shapes.ts';
import type { CaptionRow, MediaItem } from '../rows/store.ts';

/** A caption and alt text of one use of a picture, in place of its own. */
export type CaptionOverride = { caption?: string | undefined; altText?: string | undefined };

/** A picture as the public sees it, with its caption in `locale` or the nearest language. */
export function presentPicture(
  item: MediaItem,
  locale: string,
  site: Site,
  override: CaptionOverride = {},
): Picture {
  const isOwn = override.caption === undefined && override.altText === undefined;
  return isOwn
    ? withOwnWords(item, locale, () => describePicture(item, locale, site, {}))
    : describePicture(item, locale, site, override);
}

const withOwnWords = cachedPerRow<Picture>();

function describePicture(item: MediaItem, locale: string, site: Site, override: CaptionOverride): Picture {
  const words = chooseCaption(item.captions, locale, site.defaultLocale);
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
    caption: override.caption ?? words?.caption,
    altText: override.altText ?? (words?.decorative ? '' : words?.altText),
    decorative: override.altText === undefined && (words?.decorative ?? false),
    extendedDescription: words?.extendedDescription,
    captionLocale: override.caption !== undefined && override.altText !== undefined ? locale : words?.locale,
    headline: item.headline,
    creditLine: item.creditLine,
    source: item.source,
    creators: item.creators,
    agency: item.agency,
    rights: item.rights,
    contentCreated: item.contentCreated,
    place: item.place,
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

/** The caption in this locale, else in its language, else in the default locale, else the first. */
export function chooseCaption(
  captions: CaptionRow[],
  locale: string,
  defaultLocale: string,
): CaptionRow | undefined {
  const language = languageOf(locale);
  const inOrder = captions.toSorted((a, b) => (a.locale < b.locale ? -1 : 1));
  return (
    inOrder.find((caption) => caption.locale === locale) ??
    inOrder.find((caption) => languageOf(caption.locale) === language) ??
    inOrder.find((caption) => caption.locale === defaultLocale) ??
    inOrder[0]
  );
}
