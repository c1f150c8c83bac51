const secondMs = 1_000;

/**
 * Runs `work` now and again one second after it has ended, or sooner when it returns fewer milliseconds. Failures are
 * reported and tried again; the first run throws. Gives a function that stops it.
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
