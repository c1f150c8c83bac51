const secondMs = 1_000;
const minuteMs = 60_000;

/**
 * Runs `work` now and again one second after it has ended, or sooner when it returns fewer milliseconds. After a failure
 * it is tried again; the first of several in a row is reported at once, the others once a minute. The first run throws.
 * Gives a function that stops it.
 */
export async function everySecond(work: () => Promise<unknown>, report: (error: unknown) => void) {
  let running: Promise<unknown> = work();
  let stopped = false;
  let reportedAt = -Infinity;
  let timer = again(await running);

  function again(leftMs: unknown) {
    const ms = typeof leftMs === 'number' ? Math.min(leftMs, secondMs) : secondMs;
    return setTimeout(() => {
      running = work()
        .then(succeed, fail)
        .then((nextMs) => {
          if (!stopped) timer = again(nextMs);
        });
    }, ms).unref();
  }
  function succeed(leftMs: unknown): unknown {
    reportedAt = -Infinity;
    return leftMs;
  }

  function fail(error: unknown): void {
    if (performance.now() - reportedAt < minuteMs) return;
    reportedAt = performance.now();
    report(error);
  }
  return async function stop(): Promise<void> {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
