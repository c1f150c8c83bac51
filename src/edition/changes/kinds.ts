/** The kinds of things whose changes are told; `edition` is something that may show anywhere. */
export const changeKinds = [
  'article',
  'alert',
  'correction',
  'media',
  'agency',
  'byline',
  'section',
  'topic',
  'edition',
] as const;
