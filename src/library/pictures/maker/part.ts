import type { Region } from '../renditions/plan.ts';
import type { Priority } from '../../../foundation/process/worker-process.ts';
import type { ImageWorker } from '../worker/image-worker.ts';
import type { Cut, Output } from '../worker/jobs.ts';

type Part = {
  /** The original. */
  path: string;
  region: Region;
  outputs: Pick<Output, 'width' | 'height'>[];
  /** The path for the temporary pixels. */
  scratch: string;
};

/** Crops an original, in the size of its widest output. */
export async function cutPart(
  imageWorker: ImageWorker,
  { path, region, outputs, scratch }: Part,
  priority?: Priority,
): Promise<Cut> {
  const { width, height } = outputs.reduce((one, other) => (other.width > one.width ? other : one));
  return imageWorker.run({ kind: 'cut', path, region, width, height, to: scratch }, priority);
}
