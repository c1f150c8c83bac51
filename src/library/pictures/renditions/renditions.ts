import { cachedPerRow } from '../../../foundation/per-row-cache.ts';
import type { Site } from '../../site.ts';
import { extensions, type Extension } from '../../picture-shapes.ts';
import { planRenditions, renditionsHash, type PlannedRendition } from './plan.ts';
import type { MediaItem } from '../rows/store.ts';

/** All possible renditions of a picture, and the hash of their URLs. */
export type Renditions = { hash: string; planned: PlannedRendition[] };

export function renditionsOf(item: MediaItem, { widths, defaultLocale }: Site): Renditions {
  return ofItem(item, defaultLocale, () => ({
    hash: renditionsHash(item, widths, defaultLocale),
    planned: planRenditions(item, widths),
  }));
}

const ofItem = cachedPerRow<Renditions>();

/** The format for all who know no better one: PNG where the picture has transparent parts. */
export function fallbackOf({ thumbHash }: Pick<MediaItem, 'thumbHash'>): 'jpg' | 'png' {
  return isTransparent(thumbHash) ? 'png' : 'jpg';
}

/** What a ThumbHash says of its picture, in the highest bit of its third byte. */
function isTransparent(thumbHash: string | null): boolean {
  return thumbHash !== null && (Buffer.from(thumbHash, 'base64')[2] ?? 0) >= 0x80;
}

const fileName = /^([a-z0-9-]+)\.([a-z]+)$/;

/** The rendition that a file's name like `md-16x9.webp` asks for; nothing when the picture has none of that name. */
export function findByFileName(
  item: MediaItem,
  file: string,
  site: Site,
): { hash: string; rendition: PlannedRendition; extension: Extension } | undefined {
  const [, name, ending] = fileName.exec(file) ?? [];
  const { hash, planned } = renditionsOf(item, site);
  const rendition = planned.find((one) => one.name === name);
  // A JPEG there is of every picture, for feeds.
  const extension = extensions.find((one) => one === ending && (one !== 'png' || fallbackOf(item) === 'png'));
  return rendition && extension && { hash, rendition, extension };
}
