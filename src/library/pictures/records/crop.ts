import { z } from 'zod';
import { cropRatios, type CropRatio } from '../../picture-shapes.ts';

const percent = z.number().min(0).max(100);

export const FocalPoint = z.strictObject({ x: percent, y: percent }).meta({
  id: 'FocalPoint',
  description: 'The point that must be in every crop: per cent from the left and from the top.',
  examples: [{ x: 50, y: 40 }],
});

const extent = z.number().gt(0).max(100);

export const Crop = z
  .strictObject({ left: percent, top: percent, width: extent, height: extent })
  .refine(({ left, width }) => isWithin(left + width), {
    path: ['width'],
    error: 'reaches beyond the right edge: left and width together must be at most 100',
  })
  .refine(({ top, height }) => isWithin(top + height), {
    path: ['height'],
    error: 'reaches beyond the lower edge: top and height together must be at most 100',
  })
  .meta({
    id: 'Crop',
    description:
      'The part of the original to show, in per cent of it: left and width together are at most 100, as are top and height.',
    examples: [{ left: 0, top: 5, width: 100, height: 90 }],
  });

// Allows for floating-point error.
function isWithin(sum: number): boolean {
  return sum <= 100 + 1e-9;
}

const ByRatio = Object.fromEntries(
  Object.keys(cropRatios).map((ratio) => [ratio, Crop.optional()]),
) as Record<CropRatio, z.ZodOptional<typeof Crop>>;

export const Crops = z.strictObject(ByRatio).meta({
  id: 'Crops',
  description:
    'Crops by hand, per ratio, in per cent of the original. The largest part of it with the ratio is shown; other ratios are cropped around the focal point.',
  examples: [{ '16x9': { left: 0, top: 10, width: 100, height: 84 } }],
});
