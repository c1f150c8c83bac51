/** What an answer tells of stories beside what a page needs, and how it shows their pictures. */
import { z } from 'zod';
import { commaSeparated } from '../../foundation/schemas/query.ts';
import { leanPicture, type PictureForm } from '../../library/pictures/records/present.ts';
import { ratios, type Ratio } from '../../library/picture-shapes.ts';

export const extras = ['profiles', 'renditions'] as const;
type Extra = (typeof extras)[number];

/** What whole stories can tell beside that. */
export const wholeExtras = [...extras, 'cards'] as const;

export const aboutExtras: Record<(typeof wholeExtras)[number], string> = {
  profiles: '`profiles`: bylines and agencies with all that is public about them',
  renditions: '`renditions`: pictures with all that is public about them, in every size, ratio and format',
  cards:
    '`cards`: related and translated stories, and those that the text links to (`linked`), with standfirst, section and picture',
};

/** The parameter that asks for them. */
export const include = includeOf(extras, aboutExtras);

/** The same for whole stories. */
export const wholeInclude = includeOf(wholeExtras, aboutExtras);

/** The same for some of them, or for more. */
export function includeOf<const Name extends string>(names: readonly Name[], about: Record<Name, string>) {
  return commaSeparated(z.enum(names), {
    description: `What else to tell: ${names.map((name) => about[name]).join('; ')}.`,
    example: names.at(-1)!,
  });
}

/** The parameter of the crop. */
export const ratio = z.enum(ratios).optional().meta({
  description:
    'The crop of the pictures of stories: of `src`, `srcset`, `width` and `height`, in the text too. Not of logos and portraits. Uncropped (`original`) when absent.',
});

/** How stories are asked for. */
export type Asked = {
  /** The language of captions, instead of each story's own. */
  captionLocale?: string | undefined;
  /** The crop of pictures. */
  ratio?: Ratio | undefined;
  include?: readonly (Extra | 'cards' | 'body')[] | undefined;
};

/** What the writers of standard formats read. */
export const withEverything = { include: [...extras] } satisfies Asked;

/** The form of the pictures of a story. */
export function storyPictures({ ratio = 'original', include = [] }: Asked): PictureForm {
  return { ratio, whole: include.includes('renditions') };
}

/** The form of logos and portraits, which no ratio crops. */
export function profilePictures(asked: Asked): PictureForm {
  return { ...leanPicture, whole: storyPictures(asked).whole };
}

export function hasProfiles({ include = [] }: Asked): boolean {
  return include.includes('profiles');
}

/** Whether other stories are shown as cards. */
export function hasCards({ include = [] }: Asked): boolean {
  return include.includes('cards');
}
