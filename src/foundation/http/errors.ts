import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Problem, type ProblemName } from '../problem.ts';
import { logRequest } from './logging.ts';
import { sendProblem } from './problem-answer.ts';
import type { App } from './app.ts';
import { withLaterFaults } from './zod.ts';

/** Every error and every unknown path is answered with a problem document. */
export function answerErrors(app: App, publicUrl: string): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error, request);
    if (problem.problem === 'internal-error') request.log.error({ err: error }, 'the server is at fault');
    return sendProblem(reply, problem, publicUrl);
  });
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, new Problem('not-found', 'There is nothing at this address.'), publicUrl),
  );
}

/** For what Fastify refuses before it knows a route: no hook runs there, so this logs and answers alone. */
export function frameworkErrors(publicUrl: string) {
  return function answer(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
    reply.headers({ 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff' });
    void sendProblem(reply, toProblem(error, request), publicUrl);
    logRequest(request, reply);
  };
}

function toProblem(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return withLaterFaults(error, request);
  const { code = '', statusCode } = (error ?? {}) as Partial<FastifyError>;
  // Fastify marks a body that broke off with 400; anyone else's broken connection is our fault.
  const known = code === 'ECONNRESET' && statusCode === 400 ? brokenOff : fastifyErrors[code];
  return known ? new Problem(...known) : new Problem('internal-error', 'Something went wrong on our side.');
}

const brokenOff: [ProblemName, string] = ['malformed-body', 'The body broke off.'];

/** What Fastify itself refuses, by its error code. Every code that is not here is our own fault. */
const fastifyErrors: Record<string, [ProblemName, string]> = {
  FST_ERR_NOT_FOUND: ['not-found', 'There is nothing at this address.'],
  FST_STATIC_FORBIDDEN_PATH: ['not-found', 'There is nothing at this address.'],
  FST_ERR_BAD_URL: [
    'invalid-request',
    'The path holds a percent sign that no two hexadecimal digits follow.',
  ],
  FST_ERR_MAX_PARAM_LENGTH: ['uri-too-long', 'A part of the path is longer than 200 characters.'],
  FST_ERR_HANDLER_TIMEOUT: ['unavailable', 'The answer took longer than fifteen seconds.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['payload-too-large', 'The body is larger than this address accepts.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', 'The body must be sent as application/json.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'malformed-body',
    'The body is not as long as its Content-Length says.',
  ],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['malformed-body', 'The body is empty, but JSON was announced.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['malformed-body', 'The body is not valid JSON.'],
};
