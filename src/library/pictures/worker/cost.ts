import type { Metadata } from 'sharp';

/** The most memory of one open picture; together with its renditions it stays below 300 MB. */
const mostBytes = 250_000_000;

/** Cameras that are sold as having 50 megapixels have up to 51.1. */
export const mostPixels = 52_000_000;

/** The most pixels of a picture by its format: some formats are decoded whole, and more than once. */
export function mostPixelsOf(header: Metadata): number {
  return Math.min(mostPixels, Math.floor(mostBytes / bytesPerPixel(header)));
}

/** Measured with flat and with noisy pictures, and rounded up. Zero where a picture is read line by line. */
function bytesPerPixel(header: Metadata): number {
  const bare = header.channels * sampleBytes(header.depth);
  switch (header.format) {
    case 'heif':
      return header.bitsPerSample === 8 ? 19 : 40;
    case 'webp':
      return 10;
    case 'gif':
      return 6.25;
    case 'tiff':
      // A TIFF may have only one strip.
      return 1.25 * bare;
    case 'jpeg':
      return header.isProgressive ? 1.25 * coefficientBytes(header) : 0;
    case 'png':
      return header.isProgressive ? 1.5 * bare : 0;
    default:
      return bare;
  }
}

/**
 * A progressive JPEG is complete only with its last scan: until then all coefficients are in memory, two bytes each.
 */
function coefficientBytes({ channels, chromaSubsampling }: Metadata): number {
  return chromaSubsampling?.startsWith('4:2:0') ? channels : 2 * channels;
}

function sampleBytes(depth: Metadata['depth']): number {
  switch (depth) {
    case 'uchar':
    case 'char':
      return 1;
    case 'ushort':
    case 'short':
      return 2;
    case 'int':
    case 'uint':
    case 'float':
      return 4;
    case 'double':
    case 'complex':
      return 8;
    default:
      return 16;
  }
}
