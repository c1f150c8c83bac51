import { reasonPhrases } from '../reason-phrases.ts';
import type { z } from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import type { ProblemName } from '../../problem.ts';
import { problemMediaType } from '../errors/problem-answer.ts';
import { problemTypeUrl, problemTypes } from '../errors/problem-types.ts';
import type { HeaderName } from '../answer/response-headers.ts';

/**
 * Problems that any operation may answer, or any that takes `If-Match` or `Idempotency-Key`; the contract says them once,
 * as `default`.
 */
export const generalProblems: ReadonlySet<ProblemName> = new Set<ProblemName>([
  'invalid-request',
  'malformed-body',
  'unauthorized',
  'forbidden',
  'method-not-allowed',
  'not-acceptable',
  'request-timeout',
  'payload-too-large',
  'uri-too-long',
  'unsupported-media-type',
  'expectation-failed',
  'idempotency-mismatch',
  'precondition-required',
  'too-many-requests',
  'headers-too-large',
  'internal-error',
  'not-implemented',
  'unavailable',
]);

export type ProblemAnswers = Partial<Record<number, ZodOpenApiResponseObject>> & {
  default: ZodOpenApiResponseObject;
};

/** The problem answers of the contract: one for each status that operations list, and `default` for all others. */
export function problemAnswers(schema: z.ZodType): ProblemAnswers {
  const names = Object.keys(problemTypes) as ProblemName[];
  const listed = Map.groupBy(
    names.filter((name) => !generalProblems.has(name)),
    (name) => problemTypes[name].status,
  );
  const answers = [...listed].map(([status, named]) => {
    const id = reasonPhrases[status]!.replaceAll(/[^A-Za-z]/g, '');
    return [status, problemAnswer(schema, { id, named, headers: problemHeaders(status) })] as const;
  });
  const any = [...generalProblems];
  const statuses = any.map((name) => problemTypes[name].status);
  const headers = statuses.flatMap((status) => problemHeaders(status));
  return {
    ...Object.fromEntries(answers),
    default: problemAnswer(schema, { id: 'Problem', named: any, headers }),
  };
}

type Described = { id: string; named: ProblemName[]; headers: HeaderName[] };

function problemAnswer(schema: z.ZodType, { id, named, headers }: Described): ZodOpenApiResponseObject {
  return {
    id,
    description: named
      .map(
        (name) =>
          `${problemTypes[name].status} **${problemTypes[name].title}.** ${problemTypes[name].description}`,
      )
      .join('\n\n'),
    ...referTo(headers),
    content: {
      [problemMediaType]: {
        schema,
        examples: Object.fromEntries(shown(named).map((name) => [name, { value: example(name) }])),
      },
    },
  };
}

/** Those that say more than others; all are described. */
function shown(names: ProblemName[]): ProblemName[] {
  const telling = names.filter((name) => Object.keys(exampleDetails[name]).length > 1);
  return telling.length > 0 ? telling : names;
}

/** The headers of every problem with this status. */
export function problemHeaders(status: number): HeaderName[] {
  return extraProblemHeaders[status] ?? [];
}

const extraProblemHeaders: Partial<Record<number, HeaderName[]>> = {
  401: ['WWW-Authenticate'],
  405: ['Allow'],
  412: ['ETag'],
  415: ['Accept-Encoding', 'Accept-Patch'],
  416: ['Content-Range'],
  429: ['RateLimit', 'RateLimit-Policy', 'Retry-After'],
  503: ['Retry-After'],
};

/** The `headers` of an answer, as components of the contract; nothing where there are none. */
export function referTo(names: readonly HeaderName[]) {
  const sorted = [...new Set(names)].sort();
  const headers = sorted.map((name) => [name, { $ref: `#/components/headers/${name}` }] as const);
  return headers.length > 0 ? { headers: Object.fromEntries(headers) } : {};
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
    detail: 'If-Match names another state than the present one, "r4": somebody may have saved first.',
    current: { etag: '"r4"', version: 3, updatedAt: '2022-06-12T09:00:00.000Z' },
  },
  'payload-too-large': { detail: 'The body is larger than this address accepts.' },
  'range-not-satisfiable': { detail: 'The file has 4731 bytes; none of them is in that range.' },
  'expectation-failed': { detail: 'This server meets no expectation but 100-continue.' },
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
