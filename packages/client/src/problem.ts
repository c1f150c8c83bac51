import type { components } from './contract.ts';

type Schemas = components['schemas'];

/** An answer that is no success. `message` says what to do about it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  /** The document as it was answered (RFC 9457). One without a type where something before Dateline answered. */
  readonly problem: Schemas['Problem'];
  /** Each fault of what was sent, with the place that it is at. */
  readonly errors: Schemas['Fault'][];
  /** What is left of a story that was taken down (410), with the notice to readers. */
  readonly tombstone: Schemas['Tombstone'] | undefined;
  readonly response: Response;

  constructor(body: unknown, response: Response) {
    const problem = isProblem(body) ? body : otherAnswer(response);
    super(problem.detail);
    this.status = response.status;
    this.problem = problem;
    this.errors = problem.errors ?? [];
    this.tombstone = problem.tombstone;
    this.response = response;
  }
}

function isProblem(body: unknown): body is Schemas['Problem'] & { tombstone?: unknown } {
  return typeof body === 'object' && body !== null && 'detail' in body;
}

function otherAnswer({ status, statusText, url }: Response): Schemas['Problem'] & { tombstone?: unknown } {
  const title = statusText || `Status ${status}`;
  return {
    type: 'about:blank',
    title,
    status,
    detail: `${url} answered ${status} ${statusText}`,
    requestId: '',
  };
}
