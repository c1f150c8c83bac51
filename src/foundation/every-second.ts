/**
 * Does `work` now, and again a second after it is done, until stopped; a failure is reported and tried again.
 * Throws when the first time fails.
 */
export async function everySecond(work: () => Promise<unknown>, report: (error: unknown) => void) {
  let running: Promise<unknown> = work();
  await running;
  let stopped = false;
  let timer = again();

  function again() {
    return setTimeout(() => {
      running = work()
        .catch(report)
        .then(() => {
          if (!stopped) timer = again();
        });
    }, 1000).unref();
  }
  return async function stop(): Promise<void> {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
