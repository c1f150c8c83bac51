import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { mergeRoutes } from './merge-routes.ts';
import { roomRoutes } from './room-routes.ts';
import { agencyKeeping, bylineKeeping, sectionKeeping, topicKeeping } from './rooms.ts';

/** Agencies, bylines, sections and topics at the desk. */
export function deskRecordRoutes(app: App, { database }: { database: Database }): void {
  roomRoutes(app, database, agencyKeeping);
  roomRoutes(app, database, bylineKeeping);
  roomRoutes(app, database, sectionKeeping);
  roomRoutes(app, database, topicKeeping);
  mergeRoutes(app, database, agencyKeeping, { from: 'kyodo', into: 'reuters' });
  mergeRoutes(app, database, bylineKeeping, { from: 'alex-sample', into: 'reuters' });
  mergeRoutes(app, database, topicKeeping, { from: 'nato', into: 'summits' });
}
