import { languageOf } from '../../../foundation/language.ts';
import type { Site } from '../../site.ts';
import { hasAltText, nearestCaptions } from '../rows/described.ts';
import type { CaptionRow, MediaItem } from '../rows/store.ts';
import type { Picture } from './schema.ts';

/** A caption and alt text of one use of a picture, in place of its own. */
export type CaptionOverride = { caption?: string | undefined; altText?: string | undefined };

/** What readers are given as the words of a picture. */
export type Words = Pick<Picture, 'caption' | 'altText' | 'extendedDescription' | 'captionLocale'> & {
  decorative: boolean;
};

/** How a story shows a picture. */
export type StoryUse = {
  /** The language of the story. */
  locale: string;
  /** The language that the reader asked for. */
  asked?: string;
  override?: CaptionOverride;
};

/** The words of a picture in this language, else in the nearest, which `captionLocale` names. */
export function nearestWords(
  { captions }: Pick<MediaItem, 'captions'>,
  locale: string,
  { defaultLocale }: Pick<Site, 'defaultLocale'>,
): Words {
  return wordsOf(nearestCaptions(captions, [locale, defaultLocale]));
}

/**
 * The words of a picture in a story: the story's own, else those in the language that was asked for, else in the
 * story's. A caption may be in any other language where there is none; alt text never is.
 */
export function storyWords(
  { captions }: Pick<MediaItem, 'captions'>,
  { locale, asked = locale, override = {} }: StoryUse,
  { defaultLocale }: Pick<Site, 'defaultLocale'>,
): Words {
  const { altText, decorative, extendedDescription, ...nearest } = wordsOf(
    nearestCaptions(captions, [asked, locale, defaultLocale]),
  );
  const understood = [asked, locale].map(languageOf);
  const isUnderstood = understood.includes(languageOf(nearest.captionLocale ?? ''));
  return {
    ...nearest,
    ...(isUnderstood ? { altText, decorative, extendedDescription } : { decorative: false }),
    ...(override.caption !== undefined && { caption: override.caption }),
    ...(override.altText !== undefined && { altText: override.altText, decorative: false }),
    ...(override.caption !== undefined && override.altText !== undefined && { captionLocale: asked }),
  };
}

/** The words of captions in one language, each from the first that has it. */
function wordsOf(captions: CaptionRow[]): Words {
  const described = captions.find(hasAltText);
  function first(name: 'caption' | 'extendedDescription'): string | undefined {
    return captions.find((row) => row[name] !== null)?.[name] ?? undefined;
  }
  return {
    caption: first('caption'),
    altText: described?.decorative ? '' : (described?.altText ?? undefined),
    decorative: described?.decorative ?? false,
    extendedDescription: first('extendedDescription'),
    captionLocale: captions[0]?.locale,
  };
}
