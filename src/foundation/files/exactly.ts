import { pipeline, type Readable, Transform } from 'node:stream';
import { FileBroken, storeUnavailable } from './unavailable.ts';

/** The same bytes; fails with `unavailable` when they are fewer or more than `expected`. */
export function exactly(expected: number, bytes: Readable): Readable {
  let left = expected;
  function broken() {
    return storeUnavailable(new FileBroken(`The store gave another number of bytes than ${expected}.`));
  }
  const checked = new Transform({
    transform(chunk: Buffer, _, done) {
      left -= chunk.length;
      if (left < 0) done(broken());
      else done(null, chunk);
    },
    flush: (done) => done(left > 0 ? broken() : null),
  });
  // Ends both when one of them ends; whoever reads is told the error.
  pipeline(bytes, checked, () => {});
  return checked;
}
