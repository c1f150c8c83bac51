type Fetch = (request: Request) => Promise<Response>;

const longestWaitSeconds = 30;

/** Sends again what met 429 or 503, after the time that the answer names, where to do it twice does no harm. */
export function retrying(fetch: Fetch, retries: number): Fetch {
  return async (request) => {
    let sending = request;
    for (let left = isRepeatable(request) ? retries : 0; left > 0; left--) {
      const spare = sending.clone();
      const response = await fetch(sending);
      const seconds = response.status === 429 || response.status === 503 ? waitOf(response) : undefined;
      if (seconds === undefined || seconds > longestWaitSeconds) return response;
      await response.body?.cancel();
      await wait(seconds * 1000, request.signal);
      sending = spare;
    }
    return fetch(sending);
  };
}

function isRepeatable({ method, headers }: Request): boolean {
  return method === 'GET' || method === 'HEAD' || headers.has('idempotency-key');
}

/** `Retry-After` in seconds, which is a number or a date. Without one nothing is sent again. */
function waitOf({ headers }: Response): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(seconds, 0);
}

/** Throws the reason of the signal where it ends the wait. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    function stop() {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) return stop();
    signal?.addEventListener('abort', stop, { once: true });
  });
}
