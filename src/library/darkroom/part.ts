import type { Region } from '../media/plan.ts';
import type { Urgency } from '../../foundation/side-process.ts';
import type { Darkroom } from './darkroom.ts';
import type { Output, Rendered } from './jobs.ts';

type Part = {
  /** The original. */
  path: string;
  region: Region;
  xmp: string;
  outputs: Output[];
  /** Where its pixels may lie meanwhile. */
  scratch: string;
};

/**
 * Makes files of one part of an original; gives them in the order of the outputs. It is a job for each, so that what
 * somebody waits for is done between two of them.
 */
export async function developPart(
  darkroom: Darkroom,
  { path, region, xmp, outputs, scratch }: Part,
  urgency?: Urgency,
): Promise<Rendered[]> {
  const { width, height } = outputs.reduce((one, other) => (other.width > one.width ? other : one));
  const cut = await darkroom.develop({ kind: 'cut', path, region, width, height, to: scratch }, urgency);
  const rendered: Rendered[] = [];
  for (const output of outputs)
    rendered.push(await darkroom.develop({ kind: 'save', cut, xmp, output }, urgency));
  return rendered;
}
