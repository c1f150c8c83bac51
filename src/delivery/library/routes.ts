import { compact } from '../../foundation/compact.ts';
import type { Database, Db } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { presentAgency } from '../../library/agencies/present.ts';
import { agencyType } from '../../library/agencies/record-type.ts';
import { Agency } from '../../library/agencies/schema.ts';
import { presentByline } from '../../library/bylines/present.ts';
import { bylineType } from '../../library/bylines/record-type.ts';
import { Byline } from '../../library/bylines/schema.ts';
import { leanPicture } from '../../library/pictures/records/present.ts';
import { findUsableMedia } from '../../library/pictures/rows/store.ts';
import { findPublic } from '../../library/records/store.ts';
import { presentSection } from '../../library/sections/present.ts';
import { sectionType } from '../../library/sections/record-type.ts';
import { Section } from '../../library/sections/schema.ts';
import type { Site } from '../../library/site.ts';
import { presentTopic } from '../../library/topics/present.ts';
import { topicType } from '../../library/topics/record-type.ts';
import { Topic } from '../../library/topics/schema.ts';
import { publicRecordRoutes } from './record-routes.ts';

export function libraryRoutes(app: App, { database, site }: { database: Database; site: Site }): void {
  publicRecordRoutes(app, database, {
    type: agencyType,
    schema: Agency,
    name: 'Agency',
    plural: 'agencies',
    operations: { list: 'listAgencies', get: 'getAgency' },
    tag: 'Agencies',
    example: 'reuters',
    description:
      'Organisations that supply news or pictures, with profile, logo and policies; sorted by slug.',
    async present(db, rows, locale = site.defaultLocale) {
      const pictures = await findUsableMedia(db, compact(rows.map(({ logoId }) => logoId)));
      return rows.map((row) => presentAgency(row, pictures, locale, site, leanPicture));
    },
  });

  publicRecordRoutes(app, database, {
    type: bylineType,
    schema: Byline,
    name: 'Byline',
    plural: 'bylines',
    operations: { list: 'listBylines', get: 'getByline' },
    tag: 'Bylines',
    example: 'reuters',
    description: 'The authors of stories: people, and desks with a common byline; sorted by slug.',
    async present(db, rows, locale = site.defaultLocale) {
      const agencies = await findPublic(db, agencyType, compact(rows.map(({ agencyId }) => agencyId)));
      const pictures = await findUsableMedia(db, compact(rows.map(({ portraitId }) => portraitId)));
      return rows.map((row) => presentByline(row, { agencies, pictures }, locale, site, leanPicture));
    },
  });

  publicRecordRoutes(app, database, {
    type: sectionType,
    schema: Section,
    name: 'Section',
    plural: 'sections',
    operations: { list: 'listSections', get: 'getSection' },
    tag: 'Sections',
    example: 'asia-pacific',
    description: 'The sections as a tree: each is followed by those below it, and has its parent.',
    present: async (db, rows, locale = site.defaultLocale) => {
      const parents = await findPublic(db, sectionType, compact(rows.map(({ parentId }) => parentId)));
      return rows.map((row) => presentSection(row, parents, locale, site));
    },
  });

  publicRecordRoutes(app, database, {
    type: topicType,
    schema: Topic,
    name: 'Topic',
    plural: 'topics',
    operations: { list: 'listTopics', get: 'getTopic' },
    tag: 'Topics',
    example: 'nato',
    description: 'The subjects of stories; sorted by slug.',
    present: async (_: Db, rows, locale = site.defaultLocale) =>
      rows.map((row) => presentTopic(row, locale, site)),
  });
}
