import { toTimestamp } from '../../foundation/clock.ts';
import {
  captionsIn,
  hasAltText,
  isDescribed,
  nearestCaptions,
} from '../../library/pictures/rows/described.ts';
import { ofPictures, type Shown } from './of-pictures.ts';
import { findingIf, type Rule } from './rule.ts';

export const pictureRules = [
  {
    name: 'pictureGone',
    severity: 'blocker',
    about: 'A picture that the story shows is not there any more.',
    find: ({ pictures }) =>
      pictures.flatMap(({ use, pointer, item }) =>
        findingIf(!item, pointer, `There is no media "${use.media}".`),
      ),
  },
  {
    name: 'pictureRightsExpired',
    severity: 'blocker',
    about: 'The rights of a picture have run out, or will have when a scheduled story goes out.',
    find: ofPictures(({ use, item }, { now = 0 }) => {
      if (item.rightsExpired) return `The rights of ${use.media} have run out.`;
      if (item.usableUntil === null || item.usableUntil > now) return undefined;
      return `The rights of ${use.media} run out at ${toTimestamp(item.usableUntil)}.`;
    }),
  },
  {
    name: 'pictureTakenDown',
    severity: 'blocker',
    about: 'A picture was withdrawn or killed, and the story does not show it in public yet.',
    find: ofPictures(({ use, item: { takenDown } }, { shownLive }) =>
      takenDown !== null && !shownLive.has(use.media)
        ? `${use.media} was ${takenDown}; take it out of the story.`
        : undefined,
    ),
  },
  {
    name: 'pictureWithheld',
    severity: 'warning',
    about: 'A picture of the live story was withdrawn or killed: readers get the story without it.',
    find: ofPictures(({ use, item: { takenDown } }, { shownLive }) =>
      takenDown !== null && shownLive.has(use.media)
        ? `${use.media} was ${takenDown}: readers get the story without it.`
        : undefined,
    ),
  },
  {
    name: 'altTextMissing',
    severity: 'blocker',
    about: 'A picture has no alt text in the language of the story, and does not say that it is decorative.',
    find: ofPictures(({ use, item }, { content: { locale } }) =>
      use.altText === undefined && !isDescribed(item.captions, locale)
        ? `${use.media} has no alt text for ${locale}; write one, or say that it is decorative.`
        : undefined,
    ),
  },
  {
    name: 'leadPictureMissing',
    severity: 'warning',
    about: 'The story has no lead picture.',
    find: ({ content: { leadMedia } }) =>
      findingIf(leadMedia === undefined, '/leadMedia', 'The story has no lead picture.'),
  },
  {
    name: 'pictureRightsEnding',
    severity: 'warning',
    about: 'The rights of a picture run out within a day.',
    find: ofPictures(({ use, item }, { now }) => {
      const until = item.usableUntil;
      if (until === null || now === undefined || until <= now || until > now + dayMs) return undefined;
      return `The rights of ${use.media} run out at ${toTimestamp(until)}; from then on the story is without it.`;
    }),
  },
  {
    name: 'pictureCreditMissing',
    severity: 'warning',
    about: 'A picture names no credit line, no creator and no agency.',
    find: ofPictures(({ use, item: { creditLine, creators, agencyId } }) =>
      creditLine === null && agencyId === null && (creators ?? []).length === 0
        ? `${use.media} has no credit.`
        : undefined,
    ),
  },
  {
    name: 'captionInOtherLanguage',
    severity: 'warning',
    about: "A picture has no caption in the language of the story: readers get another language's.",
    find: ofPictures(({ use, item }, { content: { locale } }) =>
      use.caption === undefined &&
      captionsIn(item.captions, locale).length === 0 &&
      captionFor(item, locale) !== undefined
        ? `${use.media} has no caption in ${locale}: readers get that of another language.`
        : undefined,
    ),
  },
  {
    name: 'captionMissing',
    severity: 'warning',
    about: 'A picture has no caption.',
    find: ofPictures(({ use, item }, { content: { locale } }) =>
      use.caption === undefined &&
      captionFor(item, locale) === undefined &&
      !captionsIn(item.captions, locale).some(({ decorative }) => decorative)
        ? `${use.media} has no caption.`
        : undefined,
    ),
  },
  {
    name: 'altTextIsCaption',
    severity: 'warning',
    about: 'The alt text of a picture is its caption: whoever cannot see it hears the same twice.',
    find: ofWords(({ altText, caption, media }) =>
      caption !== undefined && same(altText) === same(caption)
        ? `The alt text of ${media} is its caption; say what is to be seen instead.`
        : undefined,
    ),
  },
  {
    name: 'altTextSaysPicture',
    severity: 'warning',
    about: 'The alt text of a picture says that it is a picture, which screen readers say already.',
    find: ofWords(({ altText, media }) =>
      /^(an? |the )?(image|picture|photo|photograph|graphic) (of|showing|shows)\b/i.test(altText) ||
      /の(写真|画像)[。.]?$/u.test(altText)
        ? `The alt text of ${media} says that it is a picture; screen readers say so already.`
        : undefined,
    ),
  },
  {
    name: 'altTextNamesFile',
    severity: 'warning',
    about: 'The alt text of a picture is the name of a file, or a size.',
    find: ofWords(({ altText, media }) =>
      /\.(jpe?g|png|gif|webp|avif|tiff?)$/i.test(altText) || /^\d+ ?[x×:] ?\d+( image)?$/i.test(altText)
        ? `The alt text of ${media} is the name of a file or a size; say what is to be seen.`
        : undefined,
    ),
  },
] as const satisfies Rule[];

const dayMs = 86_400_000;

type Words = { media: string; altText: string; caption: string | undefined };

/** A check of every alt text, with the caption that readers get with it. */
function ofWords(say: (words: Words) => string | undefined): Rule['find'] {
  return ofPictures(({ use, item }, { content: { locale } }) => {
    const altText = use.altText ?? captionsIn(item.captions, locale).find(hasAltText)?.altText;
    const caption = use.caption ?? captionFor(item, locale);
    return altText ? say({ media: use.media, altText, caption }) : undefined;
  });
}

/** The caption that readers of this language get. */
function captionFor({ captions }: Shown['item'], locale: string): string | undefined {
  return nearestCaptions(captions, [locale]).find(({ caption }) => caption !== null)?.caption ?? undefined;
}

function same(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[\p{P}\s]+/gu, ' ')
    .trim();
}
