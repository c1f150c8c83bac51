import { findingIf, type Rule } from './rule.ts';

// News agencies mark stories from unnamed sources with “-Sources” at the end of the headline.
const sourcesTag = /[-–—]\s*sources?\s*$/i;

export const attributionRules = [
  {
    name: 'sourcesTagUnattributed',
    severity: 'warning',
    about: 'The headline ends in “-Sources”, and no attribution says which anonymous sources these are.',
    find: ({ content: { headline, attributions } }) =>
      findingIf(
        sourcesTag.test(headline) && !attributions.some(({ role }) => role === 'anonymousSource'),
        '/attributions',
        'The headline ends in “-Sources”, and no attribution describes an anonymous source.',
      ),
  },
  {
    name: 'sourcesTagMissing',
    severity: 'warning',
    about: 'The story rests on an anonymous source alone, and its headline does not end in “-Sources”.',
    find: ({ content: { headline, attributions, locale } }) =>
      findingIf(
        /^en\b/.test(locale) &&
          attributions.some(({ role }) => role === 'anonymousSource') &&
          !sourcesTag.test(headline),
        '/headline',
        'The story has an anonymous source, and its headline does not end in “-Sources”.',
      ),
  },
  {
    name: 'anonymityUnexplained',
    severity: 'warning',
    about: 'An anonymous source has no reason for not being named.',
    find: ({ content: { attributions } }) =>
      attributions.flatMap(({ role, reason }, index) =>
        findingIf(
          role === 'anonymousSource' && reason === undefined,
          `/attributions/${index}/reason`,
          'Nothing says why this source is not named.',
        ),
      ),
  },
  {
    name: 'sourceUndescribed',
    severity: 'warning',
    about: 'An anonymous source is not described: how close it is to what it tells.',
    find: ({ content: { attributions } }) =>
      attributions.flatMap(({ role, description }, index) =>
        findingIf(
          role === 'anonymousSource' && description === undefined,
          `/attributions/${index}/description`,
          'Nothing says how close this source is to what it tells.',
        ),
      ),
  },
  {
    name: 'attributedBlockGone',
    severity: 'warning',
    about: 'An attribution stands behind a block that is not in the body any more.',
    find({ content: { attributions, body } }) {
      const keys = new Set(body.map(({ _key }) => _key));
      return attributions.flatMap(({ blocks = [] }, index) =>
        blocks.flatMap((key, place) =>
          findingIf(
            !keys.has(key),
            `/attributions/${index}/blocks/${place}`,
            `This attribution stands behind the block "${key}", which is not in the text any more.`,
          ),
        ),
      );
    },
  },
] as const satisfies Rule[];
