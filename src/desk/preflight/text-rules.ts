import { isEmptyBody } from '../../library/body/references.ts';
import { findingIf, type Rule } from './rule.ts';

/** The limit of news agencies for a headline with its tag; wide letters count twice. */
export const longestHeadline = 64;

export const textRules = [
  {
    name: 'headlineEmpty',
    severity: 'blocker',
    about: 'The headline holds no word.',
    find: ({ content: { headline } }) =>
      findingIf(headline.trim() === '', '/headline', 'The story has no headline.'),
  },
  {
    name: 'bodyEmpty',
    severity: 'blocker',
    about: 'The body holds no text and no picture.',
    find: ({ content: { body } }) => findingIf(isEmptyBody(body), '/body', 'The story has no text.'),
  },
  {
    name: 'headlineLong',
    severity: 'warning',
    about: `The headline is wider than ${longestHeadline} letters.`,
    find({ content: { headline } }) {
      const width = widthOf(headline);
      const detail = `The headline is ${width} letters wide; lists and phones show about ${longestHeadline}.`;
      return findingIf(width > longestHeadline, '/headline', detail);
    },
  },
  {
    name: 'standfirstMissing',
    severity: 'warning',
    about: 'There is no standfirst.',
    find: ({ content: { standfirst } }) =>
      findingIf(
        standfirst === undefined,
        '/standfirst',
        'The story has no standfirst; lists show it below the headline.',
      ),
  },
  {
    name: 'sectionMissing',
    severity: 'warning',
    about: 'The story is in no section.',
    find: ({ content: { section } }) =>
      findingIf(
        section === undefined,
        '/section',
        'The story is in no section: no section page will show it.',
      ),
  },
  {
    name: 'bylineMissing',
    severity: 'warning',
    about: 'Nobody signs the story.',
    find: ({ content: { bylines, bylineText } }) =>
      findingIf(bylines.length === 0 && bylineText === undefined, '/bylines', 'Nobody signs the story.'),
  },
  {
    name: 'agencyCreditMissing',
    severity: 'warning',
    about: 'An agency supplied the story, and neither the story nor the agency has a credit line.',
    find: ({ content: { agency, creditLine }, embedded: { agencies } }) => {
      const supplier = agencies.get(agency ?? '');
      return findingIf(
        supplier?.creditLine === null && creditLine === undefined,
        '/creditLine',
        `${supplier?.name} supplied the story, and no credit line says so.`,
      );
    },
  },
  {
    name: 'datelineDateDistant',
    severity: 'warning',
    about: 'The date of the dateline is more than a week from the day of publication.',
    find({ content: { dateline }, publishedAt, now }) {
      const date = dateline?.date;
      const day = publishedAt ?? now;
      // Only whole dates are compared; a month or a year is too vague.
      if (date === undefined || date.length < 10 || day === undefined) return [];
      const days = Math.round(Math.abs(Date.parse(date) - day) / 86_400_000);
      const detail = `The dateline says ${date}, which is ${days} days from the day of publication.`;
      return findingIf(days > 7, '/dateline/date', detail);
    },
  },
  {
    name: 'breakingOver',
    severity: 'warning',
    about: 'The story is marked as breaking until a moment that has passed.',
    find: ({ content: { breakingUntil }, now }) =>
      findingIf(
        breakingUntil !== undefined && now !== undefined && breakingUntil <= now,
        '/breakingUntil',
        'The time for which the story counts as breaking has passed: it will not be shown as breaking.',
      ),
  },
] as const satisfies Rule[];

/** The width in columns of a monospaced font. */
function widthOf(text: string): number {
  return Array.from(graphemes.segment(text)).reduce(
    (sum, { segment }) => sum + (wide.test(segment) ? 2 : 1),
    0,
  );
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const wide =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\uff01-\uff60\p{Emoji_Presentation}]/u;
