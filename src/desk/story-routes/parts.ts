import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { Site } from '../../library/site.ts';

/** The services that the routes of stories need. */
export type Parts = {
  database: Database;
  site: Site;
  clock: Clock;
  /** Whether a kill needs two actors. */
  killNeedsTwo?: boolean;
};

/** The largest body with a story, in bytes. */
export const bodyLimit = 2 * 1024 * 1024;
