import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { Site } from '../../library/site.ts';

/** What the routes of stories are made with. */
export type Parts = {
  database: Database;
  site: Site;
  clock: Clock;
  /** Whether it takes two to kill a story. */
  killNeedsTwo?: boolean;
};

/** As much as a story with its text may be, in bytes. */
export const bodyLimit = 2 * 1024 * 1024;
