import type { Refusal } from './jobs.ts';

/** Thrown for a file that is refused, with a sentence for the client. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(reason: Refusal['reason'], detail: string) {
    super(detail);
    this.refusal = { reason, detail };
  }
}

/** Refuses the file when it cannot be decoded. What fails because of the disk or of memory stays an error. */
export async function decoding<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (isOfTheMachine.test(String(error))) throw error;
    throw new Refused('content', 'cannot be read as a picture: it is broken or cut off');
  });
}

// What libvips and sharp say where the file is not the reason.
const isOfTheMachine =
  /unix error|system error|out of memory|unable to (?:alloc|malloc)|file is missing|no space left/i;
