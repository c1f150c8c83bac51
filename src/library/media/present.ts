import { madeOnce } from '../../foundation/made-once.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { mediaAddress, type Site } from '../site.ts';
import type { z } from 'zod';
import type { Picture, Rendition } from './schema.ts';
import type { CaptionRow, MediaItem, RenditionRow } from './store.ts';

/** Words that one use of a picture puts in the place of its own. */
export type CaptionOverride = { caption?: string | undefined; altText?: string | undefined };

const mimeTypes = { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp', avif: 'image/avif' };

/** The picture as the public sees it, with its words in `locale` or the nearest language there is. */
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

const withOwnWords = madeOnce<Picture>();

function describePicture(item: MediaItem, locale: string, site: Site, override: CaptionOverride): Picture {
  const words = chooseCaption(item.captions, locale, site.defaultLocale);
  const renditions = item.renditions.map((row) => presentRendition(item.id, row, site)).sort(bySize);
  const wholes = renditions.filter(({ name }) => !name.includes('-'));
  const fallback = wholes.find(({ name }) => name === 'md') ?? wholes.at(-1);
  const modern = wholes.filter(({ mimeType }) => mimeType === mimeTypes.webp);
  return omitAbsent({
    id: item.id,
    type: item.type,
    caption: override.caption ?? words?.caption,
    altText: override.altText ?? (words?.decorative ? '' : words?.altText),
    decorative: override.altText === undefined && (words?.decorative ?? false),
    extendedDescription: words?.extendedDescription,
    captionLocale: override.caption !== undefined && override.altText !== undefined ? locale : words?.locale,
    creditLine: item.creditLine,
    creators: item.creators,
    agency: item.agency,
    rights: item.rights,
    contentCreated: item.contentCreated,
    place: item.place,
    digitalSourceType: item.digitalSourceType,
    focalPoint: item.focalPoint,
    width: item.width,
    height: item.height,
    src: fallback?.src ?? '',
    srcset: (modern.length > 0 ? modern : wholes).map(({ src, width }) => `${src} ${width}w`).join(', '),
    renditions,
  });
}

/** The words in the very locale, else in its language, else in the default locale, else the first there are. */
function chooseCaption(
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

function languageOf(locale: string): string {
  return locale.split('-')[0]!;
}

function presentRendition(mediaId: string, row: RenditionRow, site: Site): z.output<typeof Rendition> {
  const { name, width, height, bytes, extension } = row;
  return {
    name,
    src: mediaAddress(site, mediaId, row),
    width,
    height,
    mimeType: mimeTypes[extension],
    bytes,
  };
}

function bySize(a: { name: string; width: number }, b: { name: string; width: number }): number {
  return Number(a.name.includes('-')) - Number(b.name.includes('-')) || a.width - b.width;
}
