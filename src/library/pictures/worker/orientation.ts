import sharp, { type Sharp } from 'sharp';
import type { Region } from '../renditions/plan.ts';

/** The EXIF orientation: 1 is upright, 5 to 8 are rotated sideways. */
export type Orientation = number;

/** Raw pixels. */
export type Pixels = { data: Buffer; info: { width: number; height: number; channels: 1 | 2 | 3 | 4 } };

export function isRotatedSideways(orientation: Orientation): boolean {
  return orientation >= 5;
}

/**
 * The region of the stored pixels for a region of the displayed picture; `width` and `height` are those of the file.
 */
export function toStoredRegion(
  part: Region,
  { orientation, width, height }: { orientation: Orientation; width: number; height: number },
): Region {
  const [x, y] = isRotatedSideways(orientation) ? [part.top, part.left] : [part.left, part.top];
  const size = isRotatedSideways(orientation) ? swapSides(part) : part;
  return {
    left: [2, 3, 7, 8].includes(orientation) ? width - x - size.width : x,
    top: [3, 4, 6, 7].includes(orientation) ? height - y - size.height : y,
    width: size.width,
    height: size.height,
  };
}

/** Swaps width and height. */
export function swapSides({ width, height }: { width: number; height: number }) {
  return { width: height, height: width };
}

/** Applies the orientation to the pixels. Done after resizing, since rotating a whole picture needs it in memory. */
export async function applyOrientation(pixels: Pixels, orientation: Orientation): Promise<Pixels> {
  const turn = turns[orientation];
  if (!turn) return pixels;
  const { data, info } = await turn(reopen(pixels)).raw().toBuffer({ resolveWithObject: true });
  return { data, info: { ...info, channels: pixels.info.channels } };
}

export function reopen({ data, info: { width, height, channels } }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}

// sharp mirrors before it rotates, whatever the order of calls.
const turns: Record<Orientation, (picture: Sharp) => Sharp> = {
  2: (picture) => picture.flop(),
  3: (picture) => picture.rotate(180),
  4: (picture) => picture.flip(),
  5: (picture) => picture.flip().rotate(90),
  6: (picture) => picture.rotate(90),
  7: (picture) => picture.flop().rotate(90),
  8: (picture) => picture.rotate(270),
};
