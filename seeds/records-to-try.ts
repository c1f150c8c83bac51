import type { Seed } from './seed.ts';

/** Records that nobody uses and readers do not see, to try merging and deleting on. */
export const agenciesToTry: Seed['agencies'] = [
  {
    id: 'agency_01g5h0tk00ercaj2v8ech8tsnm',
    slug: 'sample-agency-to-merge',
    name: 'Sample Agency to Merge',
    kind: 'other',
    hidden: true,
  },
  {
    id: 'agency_01g5h0tk00ef6vkzv63ky5ntzd',
    slug: 'sample-agency-to-delete',
    name: 'Sample Agency to Delete',
    kind: 'other',
    hidden: true,
  },
];

export const bylinesToTry: Seed['bylines'] = [
  {
    id: 'byline_01g5h0tk00e6c82zvdk3ybawm4',
    slug: 'sample-byline-to-merge',
    name: 'Sample Byline to Merge',
    kind: 'person',
    hidden: true,
  },
  {
    id: 'byline_01g5h0tk00e7wrebxbmvavp6mv',
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
    id: 'topic_01g5h0tk00eky9f84a8zt8f4x2',
    slug: 'sample-topic-to-merge',
    name: 'Sample Topic to Merge',
    hidden: true,
  },
  {
    id: 'topic_01g5h0tk00exe8jt2606fpdv0n',
    slug: 'sample-topic-to-delete',
    name: 'Sample Topic to Delete',
    hidden: true,
  },
];
