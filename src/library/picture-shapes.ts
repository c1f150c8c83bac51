/** The formats of renditions by their file extensions. */
export const mimeTypes = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
} as const;
export type Extension = keyof typeof mimeTypes;
export const extensions = ['jpg', 'png', 'webp', 'avif'] as const satisfies Extension[];

/** The ratios that pictures are cropped to, as width by height. */
export const cropRatios = { '16x9': 16 / 9, '4x3': 4 / 3, '1x1': 1 } as const;
export type CropRatio = keyof typeof cropRatios;
export type Ratio = 'original' | CropRatio;
export const ratios: Ratio[] = ['original', '16x9', '4x3', '1x1'];
