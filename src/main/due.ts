import { system } from '../access/system.ts';
import { expiries } from '../desk/release/expiries-due.ts';
import { scheduledPublications } from '../desk/release/schedules-due.ts';
import { endsInEdition, startsInEdition } from '../edition/due/due.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import { type DueRunner, createDueRunner } from '../foundation/due/runner.ts';
import type { DueWork } from '../foundation/due/work.ts';

/** All that falls due in the house. Of one moment, what takes something from the public comes before what brings it. */
const works: DueWork[] = [endsInEdition, expiries, startsInEdition, scheduledPublications];

type Parts = {
  database: Database;
  clock: Clock;
  report: (message: string, details: Record<string, unknown>) => void;
};

/** Keeps what falls due done: one for each process. */
export function openDueRunner(parts: Parts): DueRunner {
  return createDueRunner({ ...parts, actor: system, works });
}
