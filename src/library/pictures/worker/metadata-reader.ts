import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { EmbeddedMetadata } from './embedded-metadata.ts';

const longestMs = 5_000;
// For words of a few megabytes: one file can hold 25 of them, and they swell a hundredfold as they are read.
const resourceLimits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 };

type Reader = { thread: Worker; ready: Promise<unknown> };
let reader: Reader | undefined;

/** What the photographer wrote in the file; nothing when it takes more time or memory than words do. */
export async function readMetadataInThread(path: string): Promise<EmbeddedMetadata> {
  reader ??= startReader();
  const { thread, ready } = reader;
  try {
    await ready;
    thread.postMessage(path);
    const [words] = (await Promise.race([
      once(thread, 'message', { signal: AbortSignal.timeout(longestMs) }),
      once(thread, 'exit').then(() => Promise.reject(new Error('The thread ended.'))),
    ])) as [EmbeddedMetadata];
    return words;
  } catch {
    reader = undefined;
    await thread.terminate();
    return { captions: {} };
  }
}

function startReader(): Reader {
  const thread = new Worker(new URL('metadata-thread.ts', import.meta.url), { resourceLimits });
  thread.unref();
  return { thread, ready: once(thread, 'message') };
}
