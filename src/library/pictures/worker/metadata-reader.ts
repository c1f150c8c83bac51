import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FileMetadata } from './embedded-metadata.ts';
import { unreadable } from './unread-properties.ts';

const longestMs = 5_000;
// For a few megabytes of metadata: a file can hold 25, and parsing takes a hundred times as much memory.
const resourceLimits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 };

type Reader = { thread: Worker; ready: Promise<unknown> };
let reader: Reader | undefined;

/** The embedded metadata of a file; `unreadable` when reading it exceeds the time or memory limit. */
export async function readMetadataInThread(path: string): Promise<FileMetadata> {
  reader ??= startReader();
  const { thread, ready } = reader;
  try {
    await ready;
    thread.postMessage(path);
    const [words] = (await Promise.race([
      once(thread, 'message', { signal: AbortSignal.timeout(longestMs) }),
      once(thread, 'exit').then(() => Promise.reject(new Error('The thread ended.'))),
    ])) as [FileMetadata];
    return words;
  } catch {
    reader = undefined;
    await thread.terminate();
    return { ...unreadable, contentCredentials: null };
  }
}

function startReader(): Reader {
  const thread = new Worker(new URL('metadata-thread.ts', import.meta.url), { resourceLimits });
  thread.unref();
  return { thread, ready: once(thread, 'message') };
}
