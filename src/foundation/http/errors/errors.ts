import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { toUnavailable } from '../../files/unavailable.ts';
import { Problem, type ProblemName, unavailable } from '../../problem.ts';
import { addressOf, faultOfEncoding } from '../request/address.ts';
import { sendProblem } from './problem-answer.ts';
import type { App } from '../request/app.ts';
import { nothingHere, refuse } from './refusals.ts';
import { withLaterFaults } from '../request/zod.ts';

/** Every error and every unknown path is answered with a problem document. */
export function answerErrors(app: App, publicUrl: string): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error, request);
    if (problem.problem === 'internal-error') request.log.error({ err: error }, 'the server is at fault');
    else if (problem.cause !== undefined) request.log.error({ err: problem.cause }, problem.message);
    return sendProblem(reply, problem, publicUrl);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(reply, nothingHere(request), publicUrl));
}

/**
 * For requests that Fastify refuses before routing. Hooks do not run there, so the request is routed to the 404
 * handler, where they do.
 */
export function answerFrameworkError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const problem = error.code === 'FST_ERR_BAD_URL' ? badPath(request.url) : toProblem(error, request);
  refuse(request.server, request.raw, reply.raw, problem);
}

function badPath(url: string): Problem {
  return new Problem(
    'invalid-request',
    `The path ${faultOfEncoding(addressOf(url).path) ?? 'cannot be read'}.`,
  );
}

function toProblem(thrown: unknown, request: FastifyRequest): Problem {
  const error = toUnavailable(thrown);
  if (error instanceof Problem) return withLaterFaults(error, request);
  const { code = '', statusCode } = (error ?? {}) as Partial<FastifyError>;
  if (code === 'FST_ERR_HANDLER_TIMEOUT') return tookTooLong(request);
  // Fastify marks an aborted body with 400; any other ECONNRESET is a fault of the server.
  const known = code === 'ECONNRESET' && statusCode === 400 ? brokenOff : fastifyErrors[code];
  return known ? new Problem(...known) : new Problem('internal-error', 'Something went wrong on our side.');
}

function tookTooLong({ method }: FastifyRequest): Problem {
  return method === 'GET' || method === 'HEAD'
    ? unavailable('The answer took too long.', 1)
    : unavailable(
        'The answer took too long. What was sent may still be saved: look before you send it again.',
        30,
      );
}

const brokenOff: [ProblemName, string] = ['malformed-body', 'The body broke off.'];

/** What Fastify refuses, by its error code. Every other code is a fault of the server. */
const fastifyErrors: Record<string, [ProblemName, string]> = {
  FST_ERR_NOT_FOUND: ['not-found', 'There is nothing at this address.'],
  FST_STATIC_FORBIDDEN_PATH: ['not-found', 'There is nothing at this address.'],
  FST_ERR_MAX_PARAM_LENGTH: ['uri-too-long', 'A part of the path is longer than 200 characters.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['payload-too-large', 'The body is larger than this address accepts.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', 'The body must be sent as application/json.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'malformed-body',
    'The body is not as long as its Content-Length says.',
  ],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['malformed-body', 'The body is empty, but JSON was announced.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['malformed-body', 'The body is not valid JSON.'],
};
