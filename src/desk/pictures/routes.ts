import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import type { Site } from '../../library/site.ts';
import { captionRoutes } from './caption-routes.ts';
import { mediaFileRoutes } from './media-file-routes.ts';
import { mediaRoutes } from './media-routes.ts';
import { retryRoute } from './retry-route.ts';
import { rightsRoutes } from './rights-routes.ts';
import { takedownRoutes } from './takedown-routes.ts';
import { type UploadServices, uploadRoutes } from './upload-routes.ts';

type Parts = { database: Database; site: Site; clock: Clock; pictures: UploadServices };

/** Pictures at the desk: uploads, files, captions, rights, takedowns. */
export function deskPictureRoutes(app: App, { database, site, clock, pictures }: Parts): void {
  mediaRoutes(app, { database, site });
  rightsRoutes(app, { database, site, clock });
  uploadRoutes(app, { database, site, pictures });
  mediaFileRoutes(app, { database, site, pictures });
  captionRoutes(app, { database, site });
  retryRoute(app, { database, site });
  takedownRoutes(app, { database, site, pictures });
}
