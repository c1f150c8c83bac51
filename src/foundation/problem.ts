/**
 * One fault of a request: where (RFC 6901 pointer into the body, or the name of a parameter), why, and by which
 * preflight rule.
 */
export type Fault = { rule?: string; pointer?: string; parameter?: string; detail: string };

/** The names of all problems. `http/problem-types.ts` gives each a status and a description. */
export type ProblemName =
  | 'invalid-request'
  | 'malformed-body'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'not-acceptable'
  | 'request-timeout'
  | 'conflict'
  | 'gone'
  | 'stale'
  | 'payload-too-large'
  | 'range-not-satisfiable'
  | 'expectation-failed'
  | 'uri-too-long'
  | 'unsupported-media-type'
  | 'unknown-reference'
  | 'rule-unmet'
  | 'idempotency-mismatch'
  | 'precondition-required'
  | 'too-many-requests'
  | 'headers-too-large'
  | 'internal-error'
  | 'not-implemented'
  | 'unavailable';

type ProblemDetails = {
  faults?: Fault[];
  extensions?: Record<string, unknown>;
  headers?: Record<string, string>;
};

/** What rules throw. It knows no HTTP: one table turns its name into a status. */
export class Problem extends Error {
  readonly problem: ProblemName;
  readonly faults: Fault[];
  readonly extensions: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(problem: ProblemName, detail: string, more: ProblemDetails = {}) {
    super(detail);
    this.name = 'Problem';
    this.problem = problem;
    this.faults = more.faults ?? [];
    this.extensions = more.extensions ?? {};
    this.headers = more.headers ?? {};
  }
}

/** Whether an error belongs in the log. A problem without a cause is only for the client, or was logged where it arose. */
export function isForTheLog(error: unknown): boolean {
  return !(error instanceof Problem) || error.cause !== undefined;
}

/** There is no such resource, or the caller may not know of it: both get the same message. */
export function notFound(what: string): Problem {
  return new Problem('not-found', `There is no such ${what}.`);
}

/** It was public once and was taken away; `extensions` carry the tombstone. */
export function gone(detail: string, extensions: Record<string, unknown>): Problem {
  return new Problem('gone', detail, { extensions });
}

/** The action is not allowed in this state, or something else has this name. */
export function conflict(detail: string, extensions: Record<string, unknown> = {}): Problem {
  return new Problem('conflict', detail, { extensions });
}

/** What was sent is malformed or misshapen; `faults` names everything at once. */
export function invalidRequest(faults: Fault[]): Problem {
  return new Problem('invalid-request', sentence('The request is not valid', faults), { faults });
}

/** Something that was named does not exist; `faults` names every such reference. */
export function unknownReference(faults: Fault[]): Problem {
  return new Problem('unknown-reference', sentence('Something named in the request does not exist', faults), {
    faults,
  });
}

/** Well formed, but a rule of the newsroom is not met; `faults` names every one. */
export function ruleUnmet(faults: Fault[], extensions: Record<string, unknown> = {}): Problem {
  return new Problem('rule-unmet', sentence('A rule is not met', faults), { faults, extensions });
}

/** `If-Match` names another state, since somebody saved first or it is wrong; `current` is the present one. */
export function stale(
  current: { etag: string } & Record<string, unknown>,
  detail = `If-Match names another state than the present one, ${current.etag}: somebody may have saved first. Read it again, and bring your change to what is there now.`,
): Problem {
  return new Problem('stale', detail, { extensions: { current }, headers: { etag: current.etag } });
}

/** A temporary failure; the client may try again after `retryAfterSeconds`. */
export function unavailable(detail: string, retryAfterSeconds = 1): Problem {
  return new Problem('unavailable', detail, { headers: { 'retry-after': String(retryAfterSeconds) } });
}

function sentence(start: string, faults: Fault[]): string {
  return faults.length === 1 ? `${start}: ${faults[0]!.detail}` : `${start}: ${faults.length} faults.`;
}
