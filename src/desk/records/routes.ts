import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import type { Site } from '../../library/site.ts';
import { alertRoutes } from '../alerts/routes.ts';
import { captionRoutes } from '../pictures/caption-routes.ts';
import { mergeRoutes } from './merge-routes.ts';
import { mediaFileRoutes } from '../pictures/media-file-routes.ts';
import { mediaRoutes } from '../pictures/media-routes.ts';
import { type Pictures, uploadRoutes } from '../pictures/upload-routes.ts';
import { rightsRoutes } from '../pictures/rights-routes.ts';
import { roomRoutes } from './room-routes.ts';
import { agencyKeeping, bylineKeeping, sectionKeeping, topicKeeping } from './rooms.ts';

type Parts = { database: Database; site: Site; clock: Clock; pictures: Pictures };

/** The library at the desk: what stories are made with. */
export function deskLibraryRoutes(app: App, { database, site, clock, pictures }: Parts): void {
  roomRoutes(app, database, agencyKeeping);
  roomRoutes(app, database, bylineKeeping);
  roomRoutes(app, database, sectionKeeping);
  roomRoutes(app, database, topicKeeping);
  mergeRoutes(app, database, agencyKeeping, { from: 'kyodo', into: 'reuters' });
  mergeRoutes(app, database, bylineKeeping, { from: 'alex-sample', into: 'reuters' });
  mergeRoutes(app, database, topicKeeping, { from: 'nato', into: 'summits' });
  alertRoutes(app, { database, defaultLocale: site.defaultLocale });
  mediaRoutes(app, { database, site });
  rightsRoutes(app, { database, site, clock });
  uploadRoutes(app, { database, site, pictures });
  mediaFileRoutes(app, { database, site, pictures });
  captionRoutes(app, { database, site });
}
