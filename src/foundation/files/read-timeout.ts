import { storeUnavailable } from './unavailable.ts';

/**
 * The bytes of an answer, for as long as they come: throws `unavailable` when nothing has come for `defaultTimeoutMs` while
 * somebody waited for it. How long the whole takes, and how slow its reader is, does not matter.
 */
export async function* bytesWithTimeout(
  body: ReadableStream<Uint8Array>,
  timeoutMs: number,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await orTimeout(reader.read(), timeoutMs);
      if (done) return;
      yield value;
    }
  } finally {
    // Whatever is still under way is not wanted any more.
    void reader.cancel().catch(() => {});
  }
}

async function orTimeout<T>(read: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(storeUnavailable(new Error('The store fell silent.'))), timeoutMs);
  });
  return Promise.race([read, silence]).finally(() => clearTimeout(timer));
}
