import { Problem } from '../problem.ts';
import { FileBroken, storeUnavailable } from './unavailable.ts';

/**
 * The bytes of a response. Throws `unavailable` when it breaks off, or no byte arrives for `timeoutMs` while one is awaited. A slow
 * reader and a long transfer are fine.
 */
export async function* bytesWithTimeout(
  body: ReadableStream<Uint8Array>,
  timeoutMs: number,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await orTimeout(reader.read(), timeoutMs).catch(brokeOff);
      if (done) return;
      yield value;
    }
  } finally {
    // Stops the rest of the transfer.
    void reader.cancel().catch(() => {});
  }
}

function brokeOff(cause: unknown): never {
  if (cause instanceof Problem) throw cause;
  throw storeUnavailable(new FileBroken('The store broke off in the middle of a file.', { cause }));
}

async function orTimeout<T>(read: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(storeUnavailable(new Error('The store fell silent.'))), timeoutMs);
  });
  return Promise.race([read, silence]).finally(() => clearTimeout(timer));
}
