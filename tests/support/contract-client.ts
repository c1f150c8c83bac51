import { AssertionError } from 'node:assert';
import type { App } from '../../src/foundation/http/request/app.ts';
import { type Answer, type Contract, documentOf, pointer, readContract } from './contract.ts';

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

export type Sending = {
  headers?: Record<string, string>;
  body?: unknown;
  /** For addresses that the document does not have: `/`, the docs, the document itself, and those that are nowhere. */
  outsideContract?: boolean;
};

export type Response = Awaited<ReturnType<App['inject']>>;

/** Any request may meet these: the document describes them as `default`. */
const commonStatuses = [400, 401, 403, 405, 406, 408, 413, 414, 415, 417, 428, 429, 431, 500, 501, 503];

/** Every answer has the first two; the document says so in its introduction. */
const generalHeaders = ['cache-control', 'x-request-id'];

/** Headers of caches, compression, the connection, security and CORS. */
const commonHeaders = new Set([
  'date',
  'connection',
  'content-length',
  'content-type',
  'keep-alive',
  'transfer-encoding',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'content-security-policy',
  'cache-status',
  'content-encoding',
  'surrogate-key',
  'cache-tag',
  'vary',
  'cross-origin-resource-policy',
  'referrer-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
]);

/**
 * Sends requests to the app; an answer that its OpenAPI document does not promise fails the test. To read the document
 * takes longer than most tests: pass what was read where many apps have the same one.
 */
export function contractClient(app: App, contractOf: (app: App) => Contract = contractsRead()) {
  async function request(method: Method, url: string, sending: Sending = {}): Promise<Response> {
    const { headers = {}, body, outsideContract = false } = sending;
    const response = await app.inject({
      method,
      url,
      headers,
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const faults = outsideContract ? [] : findBreaches(contractOf(app), method, url, response);
    if (faults.length > 0) throw new AssertionError({ message: faults.join('\n'), stackStartFn: request });
    return response;
  }

  return {
    request,
    get: (url: string, sending?: Sending) => request('GET', url, sending),
    head: (url: string, sending?: Sending) => request('HEAD', url, sending),
  };
}

/** Reads the contract of the first app that it is given, and takes it for that of all others. */
export function contractsRead(): (app: App) => Contract {
  let contract: Contract | undefined;
  return (app) => (contract ??= readContract(documentOf(app)));
}

/** Everything in an answer that the contract does not promise, a sentence each. */
function findBreaches(contract: Contract, method: Method, url: string, response: Response): string[] {
  const address = url.split('?')[0]!;
  const template = contract.templateOf(address);
  const status = response.statusCode;
  const where = `${method} ${address} answered ${status}`;
  if (template === undefined)
    return [`${where}: the contract has no such path; say outsideContract if that is meant`];
  const path = contract.document.paths[template]!;
  // Methods that an address does not have are answered as all its operations say.
  const verb = status === 405 ? Object.keys(path)[0]! : method === 'HEAD' ? 'get' : method.toLowerCase();
  const operation = path[verb];
  if (!operation) return [`${where}: the contract has no ${verb} at ${template}`];
  const named = `${operation.operationId}: ${where}`;
  const isCommon = commonStatuses.includes(status) || response.body.includes('/idempotency-mismatch"');
  const entry = isCommon && !(status in operation.responses) ? 'default' : status;
  const declared = operation.responses[entry];
  if (!declared) return [`${named}, a status that is not declared`];
  const at = pointer('paths', template, verb, 'responses', entry);
  const answer = contract.follow<Answer>(declared);
  return [
    ...headerBreaches(contract, answer, response),
    ...bodyBreaches(contract, { at, answer, method }, response),
  ].map((fault) => `${named}: ${fault}`);
}

function headerBreaches(contract: Contract, { headers = {} }: Answer, response: Response): string[] {
  const declared = new Map(
    Object.entries(headers).map(([name, header]) => [name.toLowerCase(), contract.follow(header)]),
  );
  const undeclared = Object.keys(response.headers).filter(
    (name) => !declared.has(name) && !commonHeaders.has(name) && !generalHeaders.includes(name),
  );
  const required = [...declared].flatMap(([name, header]) => (header.required ? [name] : []));
  const missing = [...generalHeaders, ...required].filter((name) => response.headers[name] === undefined);
  return [
    ...undeclared.map((name) => `the header ${name} is not declared`),
    ...missing.map((name) => `the header ${name} is declared as required and missing`),
  ];
}

type Judged = { at: string; answer: Answer; method: Method };

function bodyBreaches(contract: Contract, { at, answer, method }: Judged, response: Response): string[] {
  const { body } = response;
  if (!answer.content) return body === '' ? [] : [`a body where none is declared`];
  const type = mediaTypeOf(response);
  const content = answer.content[type];
  if (!content) return [`the content type ${type} is not declared`];
  if (method === 'HEAD') return body === '' ? [] : ['a body in answer to HEAD'];
  if (!/[/+]json$/.test(type) || !content.schema) return [];
  return contract
    .faultsAt(`${at}${pointer('content', type, 'schema')}`, response.json())
    .map((fault) => `its body ${fault}`);
}

function mediaTypeOf({ headers }: Response): string {
  return (headers['content-type'] ?? '').split(';')[0]!.trim();
}
