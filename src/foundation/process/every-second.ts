const secondMs = 1_000;

/**
 * Does `work` now, and again a second after it is done, until stopped; sooner where it gives a smaller number of
 * milliseconds. A failure is reported and tried again. Throws when the first time fails.
 */
export async function everySecond(work: () => Promise<unknown>, report: (error: unknown) => void) {
  let running: Promise<unknown> = work();
  let stopped = false;
  let timer = again(await running);

  function again(leftMs: unknown) {
    const ms = typeof leftMs === 'number' ? Math.min(leftMs, secondMs) : secondMs;
    return setTimeout(() => {
      running = work()
        .catch(report)
        .then((nextMs) => {
          if (!stopped) timer = again(nextMs);
        });
    }, ms).unref();
  }
  return async function stop(): Promise<void> {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
