import { AssertionError } from 'node:assert';
import type { App } from '../../src/foundation/http/request/app.ts';
import {
  pointer,
  readContract,
  type Answer,
  type Contract,
  type Document,
  type Operation,
} from './contract.ts';

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

export type Sending = {
  headers?: Record<string, string>;
  body?: unknown;
  /** For addresses that the document does not have: `/`, the docs, the document itself, and those that are nowhere. */
  outsideContract?: boolean;
};

export type Response = Awaited<ReturnType<App['inject']>>;

/** Any request may meet these; the document says so in its introduction. */
const commonStatuses = [405, 408, 431, 501];

/** Headers of the connection, and those that helmet and CORS put on every answer. */
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
  return (app) => (contract ??= readContract(app.swagger() as unknown as Document));
}

/** Everything in an answer that the contract does not promise, a sentence each. */
function findBreaches(contract: Contract, method: Method, url: string, response: Response): string[] {
  const path = url.split('?')[0]!;
  const template = contract.templateOf(path);
  const status = response.statusCode;
  const where = `${method} ${path} answered ${status}`;
  if (template === undefined)
    return [`${where}: the contract has no such path; say outsideContract if that is meant`];
  const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
  const operation = contract.document.paths[template]![verb];
  if (commonStatuses.includes(status))
    return commonBreaches(contract, response).map((fault) => `${where}: ${fault}`);
  if (!operation) return [`${where}: the contract has no ${verb} at ${template}`];
  const named = `${operation.operationId}: ${where}`;
  const declared = operation.responses[status];
  if (!declared) return [`${named}, a status that is not declared`];
  const at = pointer('paths', template, verb, 'responses', status);
  const answer = contract.follow<Answer>(declared);
  return [
    ...headerBreaches(contract, answer, response),
    ...bodyBreaches(contract, { operation, at, answer, method }, response),
  ].map((fault) => `${named}: ${fault}`);
}

function commonBreaches(contract: Contract, response: Response): string[] {
  const type = mediaTypeOf(response);
  if (type !== 'application/problem+json') return [`content type ${type} where a problem was due`];
  return response.body === ''
    ? []
    : contract.faultsAt(pointer('components', 'schemas', 'Problem'), response.json());
}

function headerBreaches(contract: Contract, { headers = {} }: Answer, response: Response): string[] {
  const declared = new Map(
    Object.entries(headers).map(([name, header]) => [name.toLowerCase(), contract.follow(header)]),
  );
  const undeclared = Object.keys(response.headers).filter(
    (name) => !declared.has(name) && !commonHeaders.has(name),
  );
  const missing = [...declared].filter(
    ([name, { required }]) => required && response.headers[name] === undefined,
  );
  return [
    ...undeclared.map((name) => `the header ${name} is not declared`),
    ...missing.map(([name]) => `the header ${name} is declared as required and missing`),
  ];
}

type Judged = { operation: Operation; at: string; answer: Answer; method: Method };

function bodyBreaches(
  contract: Contract,
  { operation, at, answer, method }: Judged,
  response: Response,
): string[] {
  const { body } = response;
  if (!answer.content) return body === '' ? [] : [`a body where none is declared`];
  const type = mediaTypeOf(response);
  const content = answer.content[type];
  if (!content) return [`the content type ${type} is not declared`];
  if (method === 'HEAD') return body === '' ? [] : ['a body in answer to HEAD'];
  if (!/[/+]json$/.test(type) || !content.schema) return [];
  const declared = operation.responses[response.statusCode]!;
  const base = '$ref' in declared ? declared.$ref.slice(1) : at;
  return contract
    .faultsAt(`${base}${pointer('content', type, 'schema')}`, response.json())
    .map((fault) => `its body ${fault}`);
}

function mediaTypeOf({ headers }: Response): string {
  return (headers['content-type'] ?? '').split(';')[0]!.trim();
}
