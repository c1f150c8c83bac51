import type { ProblemName } from '../../problem.ts';

export type ProblemType = { status: number; title: string; description: string };

/** The problem types with their HTTP status. Served at `/problems`. */
export const problemTypes: Record<ProblemName, ProblemType> = {
  'invalid-request': {
    status: 400,
    title: 'Invalid request',
    description:
      'A parameter or a body field is missing, unknown, repeated or out of range. `errors` names every fault at once, parameters by name and body fields by JSON Pointer, references to what is not there among them.',
  },
  'malformed-body': {
    status: 400,
    title: 'Malformed body',
    description:
      'The body could not be read as JSON in UTF-8, or ended before or after the announced length. `detail` says what is wrong, and where a byte is not UTF-8.',
  },
  unauthorized: {
    status: 401,
    title: 'Unauthorized',
    description:
      'This address needs a key, and none that is valid was sent. Send `Authorization: Bearer dl_…`; the operator of this server can issue one.',
  },
  forbidden: {
    status: 403,
    title: 'Forbidden',
    description:
      'The key is valid, but lacks the scope in `scope`: ask for a key with a role that includes it. Or `limit` says why: `sections`, to which the key is narrowed, and the story is in none of them; `expiry`, beyond which a service gives no key more time.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    description:
      'Nothing is here that you may see. A story that is not public answers exactly like one that does not exist. Check the address; a slug may need its locale.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    description: 'The address exists, but not with this method. `Allow` lists those it knows.',
  },
  'not-acceptable': {
    status: 406,
    title: 'Not acceptable',
    description:
      'The `Accept` header rules out every media type that this address offers. `offered` lists them.',
  },
  'request-timeout': {
    status: 408,
    title: 'Request timeout',
    description: 'The request did not arrive in full within ten seconds, its headers within five.',
  },
  conflict: {
    status: 409,
    title: 'Conflict',
    description:
      'The request is not possible in the present state: a name is taken, the thing is in use, or the action is not allowed now. Read the current state and decide again. With `limit: persons`, only a person can do it, and the key is that of a service.',
  },
  gone: {
    status: 410,
    title: 'Gone',
    description:
      'This was public and was removed. The problem has what is still public about it. Remove your copy.',
  },
  stale: {
    status: 412,
    title: 'Not the present state',
    description:
      '`If-Match` or `If-None-Match` does not hold. Mostly somebody else has saved since: `current` is the present state; read it again, apply your change to it, and send that. Or there is nothing that could match, or something where nothing should be: `detail` says which.',
  },
  'payload-too-large': {
    status: 413,
    title: 'Payload too large',
    description: 'The body is larger than this address accepts.',
  },
  'range-not-satisfiable': {
    status: 416,
    title: 'Range not satisfiable',
    description: 'The file has no bytes where the range asks for some. `Content-Range` says how many it has.',
  },
  'uri-too-long': {
    status: 414,
    title: 'URI too long',
    description: 'A part of the path is longer than any id or slug can be (200 characters).',
  },
  'expectation-failed': {
    status: 417,
    title: 'Expectation failed',
    description:
      'The `Expect` header asks for something else than `100-continue`, which is all that this server knows.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    description:
      'The body is not sent as `application/json` in UTF-8, or is compressed. Set `Content-Type: application/json` and nothing more, and no `Content-Encoding`.',
  },
  'unknown-reference': {
    status: 422,
    title: 'Unknown reference',
    description:
      'The request is well formed but refers to something that does not exist. `errors` lists what and where. Create it first, or choose another.',
  },
  'rule-unmet': {
    status: 422,
    title: 'Rule not met',
    description:
      'The request is well formed but breaks a rule of the newsroom. `errors` names every rule that is not met.',
  },
  'idempotency-mismatch': {
    status: 422,
    title: 'Idempotency key used for something else',
    description:
      'This `Idempotency-Key` was sent before with another body. Use a new key for a new request, and the same key only to repeat the same one.',
  },
  'precondition-required': {
    status: 428,
    title: 'Precondition required',
    description:
      'A change must name the state that it is meant for. Send `If-Match` with the `etag` of what you read.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    description:
      'Too many requests, wrong keys, wrong preview links or connections came from this address, or too many requests with this key. Wait for as many seconds as `Retry-After` says.',
  },
  'headers-too-large': {
    status: 431,
    title: 'Request headers too large',
    description: 'The headers of the request are larger than 16 KiB together.',
  },
  'internal-error': {
    status: 500,
    title: 'Internal error',
    description:
      'An error of the server; its log has it under `requestId`. Give it when you report the error.',
  },
  'not-implemented': {
    status: 501,
    title: 'Not implemented',
    description:
      'A standard defines this method or form of the answer, but this server does not support it. `detail` lists what it supports.',
  },
  unavailable: {
    status: 503,
    title: 'Unavailable',
    description:
      'The server is starting, stopping, busy or too slow. Try again after `Retry-After` seconds; a write may be saved.',
  },
};

/** The absolute address that a problem's `type` holds and that documents it. */
export function problemTypeUrl(publicUrl: string, name: ProblemName): string {
  return `${publicUrl.replace(/\/+$/, '')}/problems/${name}`;
}
