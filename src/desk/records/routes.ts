import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { mergeRoutes } from './merge-routes.ts';
import { recordTypeRoutes } from './record-routes.ts';
import { agencyResource, bylineResource, sectionResource, topicResource } from './resources.ts';

/** Agencies, bylines, sections and topics at the desk. */
export function deskRecordRoutes(app: App, { database }: { database: Database }): void {
  recordTypeRoutes(app, database, agencyResource);
  recordTypeRoutes(app, database, bylineResource);
  recordTypeRoutes(app, database, sectionResource);
  recordTypeRoutes(app, database, topicResource);
  mergeRoutes(app, database, agencyResource, {
    operationId: 'mergeAgency',
    from: 'sample-agency-to-merge',
    into: 'sample-freelancers',
  });
  mergeRoutes(app, database, bylineResource, {
    operationId: 'mergeByline',
    from: 'sample-byline-to-merge',
    into: 'alex-sample',
  });
  mergeRoutes(app, database, topicResource, {
    operationId: 'mergeTopic',
    from: 'sample-topic-to-merge',
    into: 'transport',
  });
}
