import type { IncomingMessage } from 'node:http';
import type { App } from '../request/app.ts';
import { pathInLog } from '../request/logged-path.ts';
import { type CachedResponse, makeCachedResponse, type representationOf } from './cached-response.ts';
import type { trackInFlight } from './in-flight.ts';
import type { openResponseStore } from './store.ts';

type Parts = {
  store: ReturnType<typeof openResponseStore>;
  inFlight: ReturnType<typeof trackInFlight>;
  /** The bytes of a response in the encoding that this request likes best. */
  formFor: (request: IncomingMessage, answer: CachedResponse) => ReturnType<typeof representationOf>;
};

/** Stores each response that may be kept, and gives it to the requests that wait for it. */
export function storeResponses(app: App, { store, inFlight, formFor }: Parts): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const noted = inFlight.noted(request);
    if (!noted) return payload;
    const { cacheStatus, pending } = noted;
    const isKept = reply.statusCode === 200 && Buffer.isBuffer(payload) && !reply.hasHeader('set-cookie');
    if (!pending || !isKept) {
      pending?.finish(undefined);
      if (reply.statusCode < 400) reply.header('cache-status', cacheStatus);
      return payload;
    }
    const answer = makeCachedResponse({
      revision: pending.revision,
      pathInLog: pathInLog(pending.key),
      route: request.routeOptions.url,
      body: payload,
      etag: String(reply.getHeader('etag')),
      headers: reply.getHeaders(),
      lifetime: request.routeOptions.config.lifetime,
    });
    const isStored = store.keep(pending.key, answer);
    pending.finish(answer);
    reply.header('cache-status', isStored ? `${cacheStatus}; stored` : cacheStatus);
    const form = await formFor(request.raw, answer);
    reply.header('etag', form.etag);
    if (form.encoding) reply.header('content-encoding', form.encoding);
    return form.body;
  });
}
