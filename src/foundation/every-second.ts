/** Does `work` now and then every second, one at a time, until stopped; a failure is reported and tried again. */
export async function everySecond(work: () => Promise<unknown>, report: (error: unknown) => void) {
  let running: Promise<unknown> = work();
  await running;
  const timer = setInterval(() => {
    running = running.then(work).catch(report);
  }, 1000);
  timer.unref();
  return async function stop(): Promise<void> {
    clearInterval(timer);
    await running;
  };
}
