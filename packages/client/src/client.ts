/** The client of one Dateline. All that the package exports is named here, but for `dateline-client/webhook`. */
import createFetchClient, {
  mergeHeaders,
  type ClientOptions as FetchClientOptions,
  type HeadersOptions,
} from 'openapi-fetch';
import type { DatelineClient } from './calls.ts';
import { followChanges, type ChangePage } from './changes.ts';
import type { paths } from './contract.ts';
import { ProblemError } from './problem.ts';
import { rememberingAnswers } from './remember.ts';
import { retrying } from './retry.ts';
import { followStream } from './stream.ts';

export type { DatelineClient, ItemOf, ListPath } from './calls.ts';
export type { ChangeBatch, ChangesOptions } from './changes.ts';
export type { components, operations, paths } from './contract.ts';
export { toHtml, type HtmlOptions } from './html.ts';
export { imageAttributes, inRatio, pictureSources, type Ratio } from './picture.ts';
export { ProblemError } from './problem.ts';
export type { Reset, StreamOptions } from './stream.ts';
export type * from './types.ts';

export type ClientOptions = Omit<FetchClientOptions, 'baseUrl'> & {
  /** Where Dateline is reached: `https://api.news.example`. */
  baseUrl: string;
  /** A key for the desk: `dl_…`. Public addresses need none. */
  key?: string;
  /** How often a request that meets 429 or 503 is sent again. 2 when absent. */
  retries?: number;
  /** How many public answers are kept, to be asked for by their ETag. 100 when absent; 0 in browsers, which do it themselves. */
  remember?: number;
};

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof methods)[number];

/**
 * A client for one Dateline: `const { data } = await dateline.GET('/v1/articles', { params: { query: { limit: 5 } } })`.
 * Every path, parameter, body and answer is typed by the contract. What is not answered with 2xx throws a `ProblemError`.
 */
export function createClient(options: ClientOptions): DatelineClient {
  const { key, retries = 2, remember = inBrowser() ? 0 : 100, fetch = globalThis.fetch, ...rest } = options;
  const access = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const client = createFetchClient<paths>({
    // Several values of one filter go as `topic=nato,asia`.
    querySerializer: { array: { style: 'form', explode: false } },
    ...rest,
    headers: mergeHeaders(access, rest.headers),
    fetch: rememberingAnswers(
      retrying((request) => fetch(request), retries),
      remember,
    ),
  });

  /** The types are told apart by `DatelineClient`; here all calls are one. */
  async function call(method: Method, path: string, init: object = {}) {
    const { headers } = init as { headers?: HeadersOptions };
    const answer = await client.request(method as 'get', path as '/v1', {
      ...init,
      headers: mergeHeaders(method === 'POST' ? nameOfRequest() : {}, headers),
    });
    if (answer.error !== undefined || !answer.response.ok) {
      throw new ProblemError(answer.error, answer.response);
    }
    return { data: answer.data, response: answer.response };
  }

  async function* each(path: string, init: { params?: { query?: object } } = {}) {
    let cursor: string | undefined;
    do {
      const query = { ...init.params?.query, ...(cursor !== undefined && { cursor }) };
      const { data } = await call('GET', path, { ...init, params: { ...init.params, query } });
      const { data: items, page } = data as unknown as { data: unknown[]; page: { next?: string } };
      yield* items;
      cursor = page.next;
    } while (cursor !== undefined);
  }

  async function askChanges(query: object, signal?: AbortSignal) {
    const { data } = await call('GET', '/v1/changes', { params: { query }, signal });
    return data as unknown as ChangePage;
  }

  async function openStream(query: object, signal?: AbortSignal) {
    const { data } = await call('GET', '/v1/stream', { params: { query }, signal, parseAs: 'stream' });
    return data as unknown as ReadableStream<Uint8Array>;
  }

  const calls = methods.map((method) => [method, call.bind(undefined, method)] as const);
  const all: object = {
    ...Object.fromEntries(calls),
    each,
    changes: followChanges.bind(undefined, askChanges),
    stream: followStream.bind(undefined, { ask: askChanges, open: openStream }),
  };
  return all as DatelineClient;
}

/** A POST that is sent again is done once. */
function nameOfRequest() {
  return { 'idempotency-key': `"${crypto.randomUUID()}"` };
}

function inBrowser(): boolean {
  return 'document' in globalThis;
}
