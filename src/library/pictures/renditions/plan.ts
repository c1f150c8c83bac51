import { hash } from 'node:crypto';
import { metadataOf, type Described } from './file-metadata.ts';
import { cropRatios, ratios, type CropRatio, type Ratio } from '../../picture-shapes.ts';
import { type Widths } from '../../site.ts';
import type { Crop, MediaItem } from '../rows/store.ts';

/** A part of the original, in pixels. */
export type Region = { left: number; top: number; width: number; height: number };

/** A possible rendition of a picture, in every format: `name` is `md`, or `md-16x9` for a crop. */
export type PlannedRendition = { name: string; ratio: Ratio; width: number; height: number; region: Region };

type Shaped = Pick<
  MediaItem,
  'width' | 'height' | 'sha256' | 'crop' | 'crops' | 'focalPoint' | 'foundFocalPoint'
>;

/** The longest side of a rendition: the limit of WebP. */
const longestSide = 16_383;
/** The most pixels of a rendition: so many fit in memory in every format. */
const mostPixels = 9_000_000;

/** Increase it when the encoders change, since then the same picture gives other bytes. */
const encoding = 1;

/**
 * The renditions of a picture: each ratio in every width up to its own, and in its own width when that is smaller than
 * the widest. Nothing is enlarged, and very tall pictures are narrower.
 */
export function planRenditions(picture: Shaped, widths: Widths): PlannedRendition[] {
  return ratios.flatMap((ratio) => {
    const region = regionOf(picture, ratio);
    const suffix = ratio === 'original' ? '' : `-${ratio}`;
    const tallness = region.height / region.width;
    const most = Math.min(
      region.width,
      Math.floor(longestSide / tallness),
      Math.floor(Math.sqrt(mostPixels / tallness)),
    );
    return sizesUpTo(most, widths).map(([size, width]) => ({
      name: `${size}${suffix}`,
      ratio,
      width,
      height: between(1, Math.round((width * region.height) / region.width), longestSide),
      region,
    }));
  });
}

/** A hash of everything that goes into the renditions: it changes when their bytes would. Eight hex digits. */
export function renditionsHash(picture: Shaped & Described, widths: Widths, defaultLocale: string): string {
  const { width, height, sha256 } = picture;
  const regions = ratios.map((ratio) => regionOf(picture, ratio));
  const recipe = [encoding, sha256, width, height, regions, widths, metadataOf(picture, defaultLocale)];
  return hash('sha256', JSON.stringify(recipe)).slice(0, 8);
}

function sizesUpTo(most: number, widths: Widths): [string, number][] {
  const sizes: [string, number][] = [];
  for (const [size, width] of Object.entries(widths)) {
    sizes.push([size, Math.min(width, most)]);
    if (width >= most) break;
  }
  return sizes;
}

/** The region of the original for a ratio: the manual crop, or the largest region around the focal point. */
function regionOf(picture: Shaped, ratio: Ratio): Region {
  const shown = picture.crop ? inPixels(picture.crop, picture) : { left: 0, top: 0, ...sizeOf(picture) };
  if (ratio === 'original') return shown;
  const byHand = picture.crops?.[ratio];
  return byHand
    ? largestWithin(inPixels(byHand, picture), ratio, { x: 50, y: 50 }, picture)
    : largestWithin(shown, ratio, picture.focalPoint ?? picture.foundFocalPoint ?? { x: 50, y: 50 }, picture);
}

/** The largest part of `area` that has the ratio, with the focal point as near to its middle as the area allows. */
function largestWithin(
  area: Region,
  ratio: CropRatio,
  focalPoint: { x: number; y: number },
  picture: { width: number; height: number },
): Region {
  const wanted = cropRatios[ratio];
  const width = Math.max(1, Math.min(area.width, Math.round(area.height * wanted)));
  const height = Math.max(1, Math.min(area.height, Math.round(area.width / wanted)));
  const x = (focalPoint.x / 100) * picture.width;
  const y = (focalPoint.y / 100) * picture.height;
  return {
    left: between(area.left, Math.round(x - width / 2), area.left + area.width - width),
    top: between(area.top, Math.round(y - height / 2), area.top + area.height - height),
    width,
    height,
  };
}

function inPixels(crop: Crop, { width, height }: { width: number; height: number }): Region {
  const left = Math.min(width - 1, Math.round((crop.left / 100) * width));
  const top = Math.min(height - 1, Math.round((crop.top / 100) * height));
  return {
    left,
    top,
    width: between(1, Math.round((crop.width / 100) * width), width - left),
    height: between(1, Math.round((crop.height / 100) * height), height - top),
  };
}

function sizeOf({ width, height }: { width: number; height: number }) {
  return { width, height };
}

function between(least: number, wanted: number, most: number): number {
  return Math.max(least, Math.min(wanted, most));
}
