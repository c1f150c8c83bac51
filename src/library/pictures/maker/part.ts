import type { Region } from '../renditions/plan.ts';
import type { Priority } from '../../../foundation/process/worker-process.ts';
import type { ImageWorker } from '../worker/image-worker.ts';
import type { Cut, Output } from '../worker/jobs.ts';

type Part = {
  /** The original. */
  path: string;
  region: Region;
  outputs: Pick<Output, 'width' | 'height'>[];
  /** Where its pixels may lie meanwhile. */
  scratch: string;
};

/** Cuts a part out of an original, as large as the widest of the files that are to be made of it. */
export async function cutPart(
  imageWorker: ImageWorker,
  { path, region, outputs, scratch }: Part,
  priority?: Priority,
): Promise<Cut> {
  const { width, height } = outputs.reduce((one, other) => (other.width > one.width ? other : one));
  return imageWorker.run({ kind: 'cut', path, region, width, height, to: scratch }, priority);
}
