import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { invalidRequest, Problem, stale } from '../../problem.ts';

/** The header of every change of an existing resource. */
export const IfMatch = z.object({
  'if-match': z
    .string()
    .max(1000)
    .optional()
    .meta({
      description: 'The `etag` of what you read: the change is made only if nobody saved since. Required.',
      examples: ['"r1"'],
      param: { required: true },
    }),
});

/** The entity tag of a row at the desk: it changes with every revision. */
export function etagOfRevision(revision: number): string {
  return `"r${revision}"`;
}

/**
 * Checks `If-Match` inside the transaction (RFC 9110 §13.1.1, strong comparison). Throws `precondition-required`
 * without it, `invalid-request` when it is no tag, and `stale` with the current state when somebody saved first. `*` is
 * refused, since it would overwrite any state, unless the change is right in `anyState`.
 */
export function requireMatch(
  request: FastifyRequest,
  current: { etag: string } & Record<string, unknown>,
  { anyState = false }: { anyState?: boolean | undefined } = {},
): void {
  const header = request.headers['if-match'];
  if (header === undefined) {
    throw new Problem('precondition-required', 'Send If-Match with the etag of what you read.');
  }
  if (header.trim() === '*') {
    if (anyState) return;
    throw invalidRequest([
      { parameter: 'If-Match', detail: 'If-Match must name an etag; * would overwrite whatever is there' },
    ]);
  }
  const tags = header.split(',').map((tag) => tag.trim());
  if (!tags.every((tag) => /^(W\/)?"[^"]*"$/.test(tag))) {
    throw invalidRequest([
      { parameter: 'If-Match', detail: 'If-Match must be an etag in its quotes, such as "r1"' },
    ]);
  }
  if (tags.includes(current.etag)) return;
  if (tags.includes(`W/${current.etag}`))
    throw stale(current, 'If-Match must be the strong etag: leave out W/.');
  throw stale(current);
}
