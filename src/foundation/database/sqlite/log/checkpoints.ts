import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const resourceLimits = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 };

/**
 * Keeps the write-ahead log short, every second, in a thread: it writes to the disk for longer than the event loop may be
 * stopped. When the thread fails, commits do it. Gives a function that ends it.
 */
export function keepLogShort(file: string, report: (error: unknown) => void): () => Promise<void> {
  const thread = new Worker(new URL('checkpoint-thread.ts', import.meta.url), {
    workerData: { file },
    resourceLimits,
  });
  const ended = once(thread, 'exit').catch(report);
  thread.unref();
  return async function stop() {
    thread.ref();
    thread.postMessage('stop');
    await ended;
  };
}
