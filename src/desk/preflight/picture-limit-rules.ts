import { quoted } from '../../library/notes.ts';
import { ofPictures } from './of-pictures.ts';
import type { Rule } from './rule.ts';

/** What the rights of a picture keep from some outputs, and what its supplier asks. */
export const pictureLimitRules = [
  {
    name: 'pictureLimited',
    severity: 'warning',
    about:
      'A picture is not for the web, or only for some countries: outputs that cannot say so leave it out.',
    find: ofPictures(({ use, item: { rights } }) => {
      const { channels, territories } = rights ?? {};
      if (channels && !channels.includes('web'))
        return `${use.media} is not for the web (only ${channels.join(', ')}): feeds, JSON-LD and oEmbed leave it out.`;
      return (
        territories &&
        `${use.media} is only for ${territories.join(', ')}: JSON Feed and oEmbed leave it out.`
      );
    }),
  },
  {
    name: 'pictureInstructions',
    severity: 'warning',
    about: 'The supplier of a picture asks something of those who use it.',
    find: ofPictures(({ use, item: { instructions } }) =>
      instructions === null ? undefined : `The supplier of ${use.media} says: ${quoted(instructions)}`,
    ),
  },
] as const satisfies Rule[];
