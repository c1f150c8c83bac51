import { describe, expect, it } from 'vitest';
import { imageAttributes, inRatio, pictureSources } from '../../packages/client/src/picture.ts';

const at = 'https://api.example/media/1/ab';
const picture = {
  id: 'media_1',
  type: 'picture' as const,
  altText: 'A harbour',
  dominantColour: '#c86858',
  focalPoint: { x: 40, y: 25 },
  width: 1600,
  height: 1067,
  src: `${at}/md.jpg`,
  srcset: `${at}/xs.webp 320w, ${at}/md.webp 1024w`,
  formats: ['avif' as const, 'webp' as const, 'jpg' as const],
};

describe('a picture by the client', () => {
  it('has the attributes of an <img>', () => {
    expect(imageAttributes(picture, { sizes: '100vw' })).toEqual({
      src: `${at}/md.jpg`,
      srcset: `${at}/xs.webp 320w, ${at}/md.webp 1024w`,
      sizes: '100vw',
      width: 1600,
      height: 1067,
      alt: 'A harbour',
      style: 'background-color:#c86858;object-position:40% 25%',
    });
  });

  it('has an empty alt text where it is decorative or nobody wrote one', () => {
    expect(imageAttributes({ ...picture, decorative: true }).alt).toBe('');
    const { altText: _, ...without } = picture;
    expect(imageAttributes(without).alt).toBe('');
  });

  it('has no sizes without a srcset', () => {
    const { srcset: _, ...without } = picture;
    expect(imageAttributes(without, { sizes: '100vw' })).not.toHaveProperty('sizes');
    expect(pictureSources(without)).toEqual([]);
  });

  it('has a source of each format but the one of src', () => {
    expect(pictureSources(picture, { sizes: '50vw' })).toEqual([
      { type: 'image/avif', srcset: `${at}/xs.avif 320w, ${at}/md.avif 1024w`, sizes: '50vw' },
      { type: 'image/webp', srcset: picture.srcset, sizes: '50vw' },
    ]);
  });

  it('comes in another ratio where the answer has it', () => {
    const wide = { ratio: '16x9' as const, width: 1024, height: 576 };
    const whole = {
      ...picture,
      renditions: [
        { ...wide, name: 'xs-16x9', src: `${at}/xs-16x9.jpg`, width: 320, height: 180 },
        { ...wide, name: 'md-16x9', src: `${at}/md-16x9.jpg` },
      ],
      sources: [
        { ratio: '16x9' as const, mimeType: 'image/webp' as const, srcset: `${at}/md-16x9.webp 1024w` },
      ],
    };
    expect(inRatio(whole, '16x9')).toMatchObject({
      src: `${at}/md-16x9.jpg`,
      srcset: `${at}/md-16x9.webp 1024w`,
      width: 1024,
      height: 576,
      altText: 'A harbour',
    });
    expect(inRatio(whole, '1x1')).toBeUndefined();
    expect(inRatio(picture, '16x9')).toBeUndefined();
  });
});
