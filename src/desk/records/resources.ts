import { patchOf } from '../../foundation/http/request/merge-patch.ts';
import { compact } from '../../foundation/compact.ts';
import { agencyType } from '../../library/agencies/record-type.ts';
import { AgencyIn } from '../../library/agencies/schema.ts';
import { bylineType } from '../../library/bylines/record-type.ts';
import { BylineIn } from '../../library/bylines/schema.ts';
import { findRecords } from '../../library/records/store.ts';
import { sectionType } from '../../library/sections/record-type.ts';
import { SectionIn } from '../../library/sections/schema.ts';
import { topicType } from '../../library/topics/record-type.ts';
import { TopicIn } from '../../library/topics/schema.ts';
import type { DeskResource } from './desk-resource.ts';
import { presentDeskAgency, presentDeskByline, presentDeskSection, presentDeskTopic } from './present.ts';
import { DeskAgency, DeskByline, DeskSection, DeskTopic } from './schema.ts';

type RowOf<K> = K extends { keyOf: (row: infer R) => unknown } ? R : never;

export const agencyResource: DeskResource<AgencyIn, RowOf<typeof agencyType>> = {
  type: agencyType,
  name: 'Agency',
  plural: 'agencies',
  operations: {
    list: 'listDeskAgencies',
    get: 'getDeskAgency',
    create: 'createAgency',
    patch: 'patchAgency',
    delete: 'deleteAgency',
  },
  tag: 'Desk: agencies',
  scope: 'agencies:write',
  example: 'reuters',
  unused: 'sample-agency-to-delete',
  input: AgencyIn,
  patch: patchOf(AgencyIn, {
    id: 'AgencyPatch',
    description: 'The changes of an agency.',
    examples: [{ creditLine: 'Reuters', policies: { feedback: null } }],
    kept: ['slug'],
  }),
  output: DeskAgency,
  present: async (_, rows) => rows.map(presentDeskAgency),
};

export const bylineResource: DeskResource<BylineIn, RowOf<typeof bylineType>> = {
  type: bylineType,
  name: 'Byline',
  plural: 'bylines',
  operations: {
    list: 'listDeskBylines',
    get: 'getDeskByline',
    create: 'createByline',
    patch: 'patchByline',
    delete: 'deleteByline',
  },
  tag: 'Desk: bylines',
  scope: 'bylines:write',
  example: 'alex-sample',
  unused: 'sample-byline-to-delete',
  input: BylineIn,
  patch: patchOf(BylineIn, {
    id: 'BylinePatch',
    description: 'The changes of a byline.',
    examples: [{ jobTitle: 'Chief reporter (sample)', portrait: null }],
    kept: ['slug'],
  }),
  output: DeskByline,
  async present(db, rows) {
    const agencies = await findRecords(db, agencyType, compact(rows.map(({ agencyId }) => agencyId)));
    return rows.map((row) => presentDeskByline(row, agencies));
  },
};

export const sectionResource: DeskResource<SectionIn, RowOf<typeof sectionType>> = {
  type: sectionType,
  name: 'Section',
  plural: 'sections',
  operations: {
    list: 'listDeskSections',
    get: 'getDeskSection',
    create: 'createSection',
    patch: 'patchSection',
    delete: 'deleteSection',
  },
  tag: 'Desk: sections',
  scope: 'sections:write',
  example: 'asia-pacific',
  unused: 'sample-section-to-delete',
  input: SectionIn,
  patch: patchOf(SectionIn, {
    id: 'SectionPatch',
    description: 'The changes of a section. Its parent may not be the section itself or one below it.',
    examples: [{ order: 15 }],
    kept: ['slug'],
  }),
  output: DeskSection,
  async present(db, rows) {
    const parents = await findRecords(db, sectionType, compact(rows.map(({ parentId }) => parentId)));
    return rows.map((row) => presentDeskSection(row, parents));
  },
};

export const topicResource: DeskResource<TopicIn, RowOf<typeof topicType>> = {
  type: topicType,
  name: 'Topic',
  plural: 'topics',
  operations: {
    list: 'listDeskTopics',
    get: 'getDeskTopic',
    create: 'createTopic',
    patch: 'patchTopic',
    delete: 'deleteTopic',
  },
  tag: 'Desk: topics',
  scope: 'topics:write',
  example: 'nato',
  unused: 'sample-topic-to-delete',
  input: TopicIn,
  patch: patchOf(TopicIn, {
    id: 'TopicPatch',
    description: 'The changes of a topic.',
    examples: [{ description: 'The alliance and its members.' }],
    kept: ['slug'],
  }),
  output: DeskTopic,
  present: async (_, rows) => rows.map(presentDeskTopic),
};
