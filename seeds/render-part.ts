import type { Priority } from '../src/foundation/process/worker-process.ts';
import type { ImageWorker } from '../src/library/pictures/worker/image-worker.ts';
import type { Output, Rendered } from '../src/library/pictures/worker/jobs.ts';
import { cutPart } from '../src/library/pictures/maker/part.ts';

type Part = Parameters<typeof cutPart>[1];

/**
 * Makes files of one part of an original; gives them in the order of the outputs. It is a job for each, so that what
 * somebody waits for is done between two of them.
 */
export async function renderPart(
  imageWorker: ImageWorker,
  { xmp, outputs, ...part }: Part & { xmp: string; outputs: Output[] },
  priority?: Priority,
): Promise<Rendered[]> {
  const cut = await cutPart(imageWorker, { ...part, outputs }, priority);
  const rendered: Rendered[] = [];
  for (const output of outputs)
    rendered.push(await imageWorker.run({ kind: 'save', cut, xmp, output }, priority));
  return rendered;
}
