import { backups } from './backups.ts';
import { badStarts } from './bad-starts.ts';
import { clockSteps } from './clock-steps.ts';
import { foreignWriter } from './foreign-writer.ts';
import { fullDisk } from './full-disk.ts';
import type { Harness } from './harness.ts';
import { kills } from './kills.ts';
import { overload } from './overload.ts';
import { powerCuts } from './power-cuts.ts';
import { slowClients } from './slow-clients.ts';
import { soak } from './soak.ts';
import { stops } from './stops.ts';
import { storeFaults } from './store-faults.ts';

/** Every harness, in the order in which they are played. */
export const harnesses: Harness[] = [
  kills,
  powerCuts,
  foreignWriter,
  fullDisk,
  badStarts,
  clockSteps,
  storeFaults,
  overload,
  slowClients,
  stops,
  soak,
  backups,
];
