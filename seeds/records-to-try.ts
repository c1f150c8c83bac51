import type { Seed } from './seed.ts';

/** Records that nobody uses and readers do not see, to try merging and deleting on. */
export const agenciesToTry: Seed['agencies'] = [
  {
    id: 'agency_01g5h0tk00es422bcc2zyp0vyk',
    slug: 'sample-agency-to-merge',
    name: 'Sample Agency to Merge',
    kind: 'other',
    hidden: true,
  },
  {
    id: 'agency_01g5h0tk00fmx6c9a4qry9g7ha',
    slug: 'sample-agency-to-delete',
    name: 'Sample Agency to Delete',
    kind: 'other',
    hidden: true,
  },
];

export const bylinesToTry: Seed['bylines'] = [
  {
    id: 'byline_01g5h0tk00ff22pqm31xy97mjx',
    slug: 'sample-byline-to-merge',
    name: 'Sample Byline to Merge',
    kind: 'person',
    hidden: true,
  },
  {
    id: 'byline_01g5h0tk00ea21e5sqkbxqj4xa',
    slug: 'sample-byline-to-delete',
    name: 'Sample Byline to Delete',
    kind: 'person',
    hidden: true,
  },
];

export const sectionsToTry: Seed['sections'] = [
  {
    id: 'section_01g5h0tk00ebdvh0x3wta22p64',
    slug: 'sample-section-to-delete',
    name: 'Sample Section to Delete',
    order: 900,
    hidden: true,
  },
];

export const topicsToTry: Seed['topics'] = [
  {
    id: 'topic_01g5h0tk00ez53f3zs33gtwk32',
    slug: 'sample-topic-to-merge',
    name: 'Sample Topic to Merge',
    hidden: true,
  },
  {
    id: 'topic_01g5h0tk00ebse5m65a4d1wpzv',
    slug: 'sample-topic-to-delete',
    name: 'Sample Topic to Delete',
    hidden: true,
  },
];
