import type { components } from './contract.ts';

type Picture = components['schemas']['Picture'];
export type Ratio = components['schemas']['Rendition']['ratio'];

/**
 * The attributes of an `<img>`. The words are the server's: alt text, or none where the picture is decorative. `style` fills
 * the place with the picture's colour until it is there, and keeps its point of interest where CSS crops it.
 */
export function imageAttributes(picture: Picture, { sizes }: { sizes?: string } = {}) {
  const { src, srcset, width, height, altText, decorative, dominantColour, focalPoint } = picture;
  const style = [
    dominantColour && `background-color:${dominantColour}`,
    focalPoint && `object-position:${focalPoint.x}% ${focalPoint.y}%`,
  ].filter((part) => part !== undefined);
  return {
    src,
    ...(srcset !== undefined && { srcset, ...(sizes !== undefined && { sizes }) }),
    alt: decorative ? '' : (altText ?? ''),
    width,
    height,
    ...(style.length > 0 && { style: style.join(';') }),
  };
}

/** The `<source>` elements of a `<picture>`, the smallest format first; its `<img>` has `imageAttributes`. */
export function pictureSources(picture: Picture, { sizes }: { sizes?: string } = {}) {
  const { srcset, formats = [] } = picture;
  if (srcset === undefined) return [];
  return formats
    .filter((format) => format === 'avif' || format === 'webp')
    .map((format) => ({
      type: `image/${format}`,
      srcset: srcset.replace(/\.webp(?=[?\s,]|$)/g, `.${format}`),
      ...(sizes !== undefined && { sizes }),
    }));
}

/**
 * The picture in another ratio, where the answer has them all (`include=renditions`, or `/v1/media/{media}`). Otherwise ask
 * for the ratio: `?ratio=16x9`.
 */
export function inRatio(picture: Picture, ratio: Ratio): Picture | undefined {
  const crops = (picture.renditions ?? []).filter((one) => one.ratio === ratio);
  const webp = picture.sources?.find((one) => one.ratio === ratio && one.mimeType === 'image/webp');
  const crop = crops.find(({ name }) => name.startsWith('md')) ?? crops.at(-1);
  if (!crop) return undefined;
  const { srcset: _, ...rest } = picture;
  const { src, width, height } = crop;
  return { ...rest, src, width, height, ...(webp && { srcset: webp.srcset }) };
}
