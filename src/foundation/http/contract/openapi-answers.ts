import { STATUS_CODES } from 'node:http';
import type { RouteOptions } from 'fastify';
import { z } from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import type { ProblemName } from '../../problem.ts';
import { offeredBy } from '../request/negotiate.ts';
import { problemMediaType } from '../errors/problem-answer.ts';
import { ProblemOut } from '../errors/problem-schema.ts';
import { problemTypeUrl, problemTypes } from '../errors/problem-types.ts';
import type { HeaderName } from '../answer/response-headers.ts';

type Answer = z.ZodType | { description: string; content?: Record<string, { schema: z.ZodType }> };

/** Every answer that a route may give: those it declares, 304, and all the problems. Notes the headers it uses. */
export function answersOf(route: RouteOptions, usedHeaders: Set<HeaderName>): ZodOpenApiResponsesObject {
  const declared = Object.entries((route.schema?.response ?? {}) as Record<string, Answer>);
  const cached = isCached(route);
  const answers: Record<string, ZodOpenApiResponseObject> = {};
  for (const [status, answer] of declared) {
    const names = headersOf(route, Number(status), cached);
    answers[status] = { ...describeAnswer(Number(status), answer), headers: refer(names, usedHeaders) };
  }
  if (cached) {
    refer(cacheHeaders, usedHeaders);
    answers[304] = notModified;
  }
  for (const [status, names] of Map.groupBy(problemsOf(route), (name) => problemTypes[name].status)) {
    if (status in answers) continue;
    refer(problemHeaders(status), usedHeaders);
    answers[status] = problemAnswer(status, names);
  }
  return answers;
}

function describeAnswer(status: number, answer: Answer): ZodOpenApiResponseObject {
  if (!(answer instanceof z.ZodType)) return answer;
  const mediaType = status >= 400 ? problemMediaType : 'application/json';
  const description = answer.meta()?.description ?? STATUS_CODES[status] ?? '';
  return { description, content: { [mediaType]: { schema: answer } } };
}

const cacheHeaders: HeaderName[] = [
  'Cache-Control',
  'Cache-Status',
  'ETag',
  'Last-Modified',
  'Vary',
  'X-Request-Id',
];

function headersOf(route: RouteOptions, status: number, cached: boolean): HeaderName[] {
  const own = route.schema?.responseHeaders?.[status] ?? [];
  if (status >= 400) return [...problemHeaders(status), ...own];
  const names = [...own];
  if (status === 201 || (status >= 300 && status < 400)) names.push('Location');
  if (cached && status === 200) {
    names.push('Content-Encoding');
    if (route.config?.lifetime) names.push('Surrogate-Key');
    return [...names, ...cacheHeaders];
  }
  names.push('Cache-Control');
  if (cached) names.push('Cache-Status', 'Vary');
  return [...names, 'X-Request-Id'];
}

function problemHeaders(status: number): HeaderName[] {
  return ['Cache-Control', ...(extraProblemHeaders[status] ?? []), 'X-Request-Id'];
}

const extraProblemHeaders: Partial<Record<number, HeaderName[]>> = {
  401: ['WWW-Authenticate'],
  412: ['ETag'],
  416: ['Content-Range'],
  429: ['RateLimit', 'RateLimit-Policy', 'Retry-After'],
  503: ['Retry-After'],
};

function refer(names: HeaderName[], usedHeaders: Set<HeaderName>) {
  for (const name of names) usedHeaders.add(name);
  return referTo(names);
}

function referTo(names: readonly HeaderName[]) {
  const sorted = [...new Set(names)].sort();
  return Object.fromEntries(sorted.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

// One object for all routes, so that it becomes one component.
const notModified: ZodOpenApiResponseObject = {
  id: 'NotModified',
  description: 'Nothing has changed since the answer that the client already has.',
  headers: referTo(cacheHeaders),
};

function isCached(route: RouteOptions): boolean {
  const ok = ((route.schema?.response ?? {}) as Record<string, unknown>)[200];
  return (
    route.method === 'GET' &&
    ok !== undefined &&
    route.config?.access === 'public' &&
    route.config.cacheable !== false
  );
}

/** The route's own problems, and those that follow from what it takes and gives. */
function problemsOf(route: RouteOptions): ProblemName[] {
  const { params, querystring, headers, body, security, problems = [] } = route.schema ?? {};
  const names = new Set<ProblemName>(problems);
  if (params || querystring || headers || body || route.config?.multipart) names.add('invalid-request');
  if (params) names.add('uri-too-long');
  if (body || route.config?.multipart)
    names.add('malformed-body').add('payload-too-large').add('unsupported-media-type');
  if (security) names.add('unauthorized').add('forbidden');
  if (offeredBy(route.schema).length > 0) names.add('not-acceptable');
  if (route.config?.load !== 'health') names.add('too-many-requests');
  names.add('internal-error').add('unavailable');
  const order = Object.keys(problemTypes);
  return [...names].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

const problemAnswers = new Map<string, ZodOpenApiResponseObject>();

/** One reusable answer for each combination of problems that share a status. */
function problemAnswer(status: number, names: ProblemName[]): ZodOpenApiResponseObject {
  const id = names.map(pascal).join('Or');
  const answer = problemAnswers.get(id) ?? {
    id,
    description: names
      .map((name) => `**${problemTypes[name].title}.** ${problemTypes[name].description}`)
      .join('\n\n'),
    headers: referTo(problemHeaders(status)),
    content: {
      [problemMediaType]: {
        schema: ProblemOut,
        examples: Object.fromEntries(
          names.map((name) => [name, { summary: problemTypes[name].title, value: example(name) }]),
        ),
      },
    },
  };
  problemAnswers.set(id, answer);
  return answer;
}

function example(name: ProblemName) {
  const { title, status } = problemTypes[name];
  return {
    type: problemTypeUrl('https://news.example', name),
    title,
    status,
    ...exampleDetails[name],
    requestId: '0f8f3c52-8d3a-4f0e-9d55-0d1f6f0b7a11',
  };
}

const exampleDetails: Record<ProblemName, Record<string, unknown>> = {
  'invalid-request': {
    detail: 'The request is not valid: limit must be at most 100',
    errors: [{ parameter: 'limit', detail: 'limit must be at most 100' }],
  },
  'malformed-body': { detail: 'The body is not valid JSON.' },
  unauthorized: { detail: 'This address needs a key.' },
  forbidden: {
    detail: 'This needs the scope articles:publish, which an editor has.',
    scope: 'articles:publish',
  },
  'not-found': { detail: 'There is no such article.' },
  'method-not-allowed': { detail: 'This address knows GET, HEAD, OPTIONS.' },
  'not-acceptable': { detail: 'This address offers application/json.', offered: ['application/json'] },
  'request-timeout': { detail: 'The request did not arrive in time.' },
  conflict: { detail: 'Another article already has this slug.' },
  gone: { detail: 'This story was withdrawn.' },
  stale: {
    detail: 'Somebody saved first.',
    current: { etag: '"r4"', version: 3, updatedAt: '2022-06-12T09:00:00.000Z' },
  },
  'payload-too-large': { detail: 'The body is larger than this address accepts.' },
  'range-not-satisfiable': { detail: 'The file has 4731 bytes; none of them is in that range.' },
  'uri-too-long': { detail: 'A part of the path is longer than 200 characters.' },
  'unsupported-media-type': { detail: 'The body must be sent as application/json.' },
  'unknown-reference': {
    detail: 'Something named in the request does not exist: there is no such section',
    errors: [{ pointer: '/section', detail: 'there is no such section' }],
  },
  'rule-unmet': {
    detail: 'A rule is not met: a picture needs an alternative text',
    errors: [{ pointer: '/leadMedia', detail: 'a picture needs an alternative text' }],
  },
  'idempotency-mismatch': { detail: 'This Idempotency-Key was sent before with another body.' },
  'precondition-required': { detail: 'Send If-Match with the etag of what you read.' },
  'too-many-requests': { detail: 'Too many wrong keys came from this address. Try again in 42 seconds.' },
  'headers-too-large': { detail: 'The headers of the request are larger than 16 KiB together.' },
  'internal-error': { detail: 'Something went wrong on our side.' },
  'not-implemented': { detail: 'Cards are given as JSON alone.' },
  unavailable: { detail: 'The server is stopping.' },
};

function pascal(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
