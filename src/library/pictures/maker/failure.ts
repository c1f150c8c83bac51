import { FileBroken, storeUnavailable, toUnavailable } from '../../../foundation/files/unavailable.ts';
import { Problem } from '../../../foundation/problem.ts';
import { ImageRefused } from '../worker/image-worker.ts';

/**
 * Why a rendition was not made: a refusal, when the picture itself is the reason, else `unavailable`. What is unknown
 * concerns this file alone, and is worth another try.
 */
export function asFailure(error: unknown): unknown {
  if (error instanceof ImageRefused) return error;
  const known = toUnavailable(error);
  if (known instanceof Problem) return known;
  return storeUnavailable(new FileBroken(`A picture could not be made: ${String(error)}`, { cause: error }));
}
