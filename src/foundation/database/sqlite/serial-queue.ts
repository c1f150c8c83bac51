/** Makes a queue: works run one at a time, in order, also after one has failed. */
export function serialQueue() {
  let last: Promise<unknown> = Promise.resolve();

  function enter<T>(work: () => Promise<T>): Promise<T> {
    const run = last.then(work);
    last = run.catch(() => undefined);
    return run;
  }
  enter.drained = () => last;
  return enter;
}
