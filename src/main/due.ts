import { system } from '../access/system.ts';
import { expiries } from '../desk/release/expiries-due.ts';
import { scheduledPublications } from '../desk/release/schedules-due.ts';
import { endsInEdition, startsInEdition } from '../edition/due/due.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import { type DueRunner, createDueRunner } from '../foundation/due/runner.ts';
import type { DueWork } from '../foundation/due/work.ts';

/** All due work. For the same moment, work that removes comes before work that publishes. */
const works: DueWork[] = [endsInEdition, expiries, startsInEdition, scheduledPublications];

type Parts = {
  database: Database;
  clock: Clock;
  report: (message: string, details: Record<string, unknown>) => void;
};

/** Creates the runner of due work, one per process. */
export function openDueRunner(parts: Parts): DueRunner {
  return createDueRunner({ ...parts, actor: system, works });
}
