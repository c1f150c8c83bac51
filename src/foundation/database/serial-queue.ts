/** Makes a line: what is handed in runs one at a time, in the order it came, whatever becomes of those before it. */
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
