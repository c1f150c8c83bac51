import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../../problem.ts';
import { newestAnswer, onceAnswered } from '../request/newest.ts';
import { reasonPhrases } from '../reason-phrases.ts';
import type { App } from '../request/app.ts';
import { unknownMethod } from './refusals.ts';
import { problemBody, problemMediaType } from './problem-answer.ts';
import type { ProblemBody } from './problem-schema.ts';

type ClientError = Error & { code?: string; rawPacket?: unknown; bytesParsed?: number };

/** Connections that get no further answer but one that is on its way. */
const refused = new WeakSet<Socket>();

/**
 * Answers on the socket what is no valid request (too slow, headers too large, not HTTP), and closes it: after the
 * answers to the requests before it.
 */
export function refuseBadSockets(publicUrl: string) {
  return function answer(this: FastifyInstance, error: ClientError, socket: Socket): void {
    if (error.code === 'ECONNRESET' || socket.destroyed || refused.has(socket)) return;
    // What follows a request with `Connection: close` is never read; its answer closes the connection.
    if (error.code === 'HPE_CLOSED_CONNECTION') return;
    // The rest of a pipelined request is not read while so many wait before it: that is no fault of the client.
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && this.admission.isWaiting(socket)) return;
    // The rest of a body whose request was answered and logged already.
    if (isAnswered(newestAnswer(socket))) return socket.destroySoon();
    refused.add(socket);
    onceAnswered(socket, () => {
      if (socket.destroyed) return;
      this.stats.refusedSockets += 1;
      const { requestId: reqId, status } = answerOnSocket(socket, toProblem(error), publicUrl);
      this.log.info({ reqId, status, code: error.code }, 'refused: what arrived is not a whole HTTP request');
    });
  };
}

/** Answers CONNECT, of which Node makes no request, as every method that no path has. */
export function refuseTunnels(app: App, publicUrl: string): void {
  app.server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    // Node no longer listens for errors on this socket; a client that resets it would stop the process.
    socket.on('error', () => undefined);
    onceAnswered(socket, () => {
      if (socket.destroyed) return;
      const { requestId: reqId, status } = answerOnSocket(socket, unknownMethod('CONNECT'), publicUrl);
      app.log.info({ reqId, status }, 'refused: CONNECT');
    });
  });
}

/** Answers a connection with a problem, although there is no request, and closes it. */
export function answerOnSocket(socket: Socket, problem: Problem, publicUrl: string): ProblemBody {
  const body = problemBody(problem, randomUUID(), publicUrl);
  if (socket.writable) socket.write(toMessage(body, problem.headers));
  socket.destroySoon();
  return body;
}

function isAnswered(answer: ServerResponse | undefined): boolean {
  return answer !== undefined && answer.headersSent && !answer.req.complete;
}

function toProblem({ code, rawPacket, bytesParsed = 0 }: ClientError): Problem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new Problem('request-timeout', 'The request did not arrive in time.');
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new Problem('headers-too-large', 'The headers of the request are larger than 16 KiB together.');
  }
  if (code === 'HPE_INVALID_METHOD' && Buffer.isBuffer(rawPacket)) {
    const method = methodIn(rawPacket.toString('latin1'), bytesParsed);
    if (method !== undefined) return unknownMethod(method);
  }
  return new Problem('invalid-request', 'What arrived is not an HTTP/1.1 request.');
}

/** The method of the request line that stands there, which Node does not know; undefined when there is no such line. */
function methodIn(received: string, at: number): string | undefined {
  const line = received.slice(received.lastIndexOf('\n', at - 1) + 1).split('\n', 1)[0]!;
  return /^([\w!#$%&'*+.^`|~-]{1,40}) \S+ HTTP\/1\.[01]\r?$/.exec(line)?.[1];
}

function toMessage(problem: ProblemBody, headers: Record<string, string>): string {
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${problem.status} ${reasonPhrases[problem.status]}`,
    `Content-Type: ${problemMediaType}; charset=utf-8`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    `X-Request-Id: ${problem.requestId}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
