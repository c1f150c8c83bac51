import { z } from 'zod';

const FaultOut = z
  .object({
    rule: z.string().optional().meta({ description: 'The rule, if it has a name.' }),
    pointer: z.string().optional().meta({ description: 'Where in the body: a JSON Pointer (RFC 6901).' }),
    parameter: z.string().optional().meta({ description: 'Which path, query or header parameter.' }),
    detail: z.string().meta({ description: 'What is wrong with it.' }),
  })
  .meta({
    id: 'Fault',
    description: 'One fault of the request, and its place.',
    examples: [{ parameter: 'limit', detail: 'limit must be at most 100' }],
  });

/** The body of every error: RFC 9457, `application/problem+json`. Loose, since a problem may carry extensions. */
export const ProblemOut = z
  .looseObject({
    type: z.url().meta({ description: 'The kind of problem: the address of its description.' }),
    title: z.string().meta({ description: 'The problem in a few words, the same each time.' }),
    status: z.int().min(400).max(599).meta({ description: 'The HTTP status.' }),
    detail: z.string().meta({ description: 'What went wrong this time, in a sentence.' }),
    requestId: z
      .uuid()
      .meta({ description: 'The id of this request in our log; also in the `X-Request-Id` header.' }),
    errors: z.array(FaultOut).optional().meta({ description: 'All faults of the request.' }),
    scope: z.string().optional().meta({ description: '403: the scope that the key lacks.' }),
    limit: z.string().optional().meta({ description: '403, 409: what limits the key.' }),
    offered: z.array(z.string()).optional().meta({ description: '406: the media types of this address.' }),
    current: z.looseObject({ etag: z.string() }).optional().meta({ description: '412: the present state.' }),
  })
  .meta({
    id: 'Problem',
    description: 'The form of every error (RFC 9457). Some problems have further properties.',
    examples: [
      {
        type: 'https://news.example/problems/invalid-request',
        title: 'Invalid request',
        status: 400,
        detail: 'The request is not valid: limit must be at most 100',
        requestId: '0f8f3c52-8d3a-4f0e-9d55-0d1f6f0b7a11',
        errors: [{ parameter: 'limit', detail: 'limit must be at most 100' }],
      },
    ],
  });

export type ProblemBody = z.output<typeof ProblemOut>;
