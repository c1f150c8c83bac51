import type { IncomingMessage, ServerResponse } from 'node:http';
import { unavailable } from '../../problem.ts';
import { exposedHeaders, securityHeaders } from '../answer/headers.ts';
import { problemBody, problemMediaType } from '../errors/problem-answer.ts';
import { noteWhenSent, type OnAnswer } from '../request/answered.ts';
import { pathInLog } from '../request/logged-path.ts';
import type { Class } from './classify.ts';
import type { LoadClass } from './load-class.ts';

type Refusing = {
  publicUrl: string;
  hsts: boolean;
  keyOrigins: readonly string[];
  onAnswer: OnAnswer | undefined;
  requestIdOf: (request: IncomingMessage) => string;
};

export type Refuse = ReturnType<typeof refuser>;

/**
 * Answers a problem, 503 unless another is given, without Fastify, which would take four times as long: under overload
 * most requests are refused. The headers are those of every other problem; a test compares them.
 */
export function refuser({ publicUrl, hsts, keyOrigins, onAnswer, requestIdOf }: Refusing) {
  const usual = [
    ...['content-type', problemMediaType, 'cache-control', 'no-store'],
    ...Object.entries(securityHeaders(hsts)).flat(),
  ];

  return function refuse(
    request: IncomingMessage,
    response: ServerResponse,
    { load, route }: Class,
    problem = busy,
  ): void {
    const requestId = requestIdOf(request);
    const body = problemBody(problem, requestId, publicUrl);
    const bytes = Buffer.from(JSON.stringify(body));
    if (onAnswer) {
      const path = pathInLog(request.url ?? '');
      const sent = request.method === 'HEAD' ? 0 : bytes.length;
      noteWhenSent(onAnswer, request, response, {
        ...{ requestId, path, route, cacheStatus: undefined, bytes: sent },
      });
    }
    response.writeHead(body.status, [
      ...usual,
      ...Object.entries(problem.headers).flat(),
      ...(isPublic.has(load) ? openTo('*') : keyOrigins.length > 0 ? openToOne(request.headers.origin) : []),
      ...['x-request-id', requestId, 'content-length', String(bytes.length)],
    ]);
    if (request.method === 'HEAD') response.end();
    else response.end(bytes);
  };

  function openToOne(origin = ''): string[] {
    return ['vary', 'Origin', ...(keyOrigins.includes(origin) ? openTo(origin) : [])];
  }
}

const busy = unavailable('The server has more to do than it can: try again in a second.');
const isPublic: ReadonlySet<LoadClass> = new Set(['public', 'heavy', 'files']);

function openTo(origin: string): string[] {
  const exposed = exposedHeaders.join(', ');
  return ['access-control-allow-origin', origin, 'access-control-expose-headers', exposed];
}
