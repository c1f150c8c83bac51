/** Loaded into a server (`node --import`): says its longest turn of the event loop since the last time, at SIGWINCH. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolutionMs = 1;
const delay = monitorEventLoopDelay({ resolution: resolutionMs });
delay.enable();
process.on('SIGWINCH', () => {
  const longest = Math.max(0, delay.max / 1e6 - resolutionMs);
  delay.reset();
  process.stderr.write(`longest turn: ${longest.toFixed(1)}\n`);
});
