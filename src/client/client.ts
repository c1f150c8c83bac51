import createFetchClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { paths } from '#contract';

export type { components, operations, paths } from '#contract';
export type { ClientOptions } from 'openapi-fetch';

/** Every operation of Dateline by its path, typed: `client.GET('/v1/articles', { params: { query: { limit: 5 } } })`. */
export type DatelineClient = Client<paths>;

/**
 * A client for one Dateline. `baseUrl` is where it is reached. Each call gives `data` or `error`, which is a problem
 * document (RFC 9457), and the `response` itself; it throws only when there is no answer. For the desk, give a key:
 * `headers: { authorization: 'Bearer dl_…' }`.
 */
export function createClient(options: ClientOptions & { baseUrl: string }): DatelineClient {
  // Several values of one filter go as Dateline reads them: `topic=nato,asia`.
  return createFetchClient<paths>({
    querySerializer: { array: { style: 'form', explode: false } },
    ...options,
  });
}
