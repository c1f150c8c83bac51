import type { FastifyReply } from 'fastify';
import type { Problem } from '../../problem.ts';
import type { ProblemBody } from './problem-schema.ts';
import { problemTypeUrl, problemTypes } from './problem-types.ts';

export const problemMediaType = 'application/problem+json';

/** The RFC 9457 document of a problem. Its own members win over extensions of the same name. */
export function problemBody(problem: Problem, requestId: string, publicUrl: string): ProblemBody {
  const { status, title } = problemTypes[problem.problem];
  return {
    type: problemTypeUrl(publicUrl, problem.problem),
    title,
    status,
    detail: problem.message,
    requestId,
    ...(problem.faults.length > 0 && { errors: problem.faults }),
    ...withoutReserved(problem.extensions),
  };
}

/**
 * Sends a problem without the route's response schema. It is not cached (RFC 9111 §5.2.2.5) unless its own headers say
 * so: what is missing now may exist in a second.
 */
export function sendProblem(reply: FastifyReply, problem: Problem, publicUrl: string): FastifyReply {
  for (const name of ['etag', 'last-modified', 'content-disposition', 'content-encoding'])
    reply.removeHeader(name);
  const { status } = problemTypes[problem.problem];
  if (status === 503) reply.header('retry-after', '1');
  return reply
    .code(status)
    .headers({ 'cache-control': 'no-store', 'x-request-id': reply.request.id, ...problem.headers })
    .type(problemMediaType)
    .serializer(JSON.stringify)
    .send(problemBody(problem, reply.request.id, publicUrl));
}

const reserved = ['type', 'title', 'status', 'detail', 'requestId', 'errors'];

function withoutReserved(extensions: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(extensions).filter(([name]) => !reserved.includes(name)));
}
