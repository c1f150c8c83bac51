import { z } from 'zod';
import { type ProblemName, notFound } from '../../problem.ts';
import { problemTypeUrl, problemTypes } from './problem-types.ts';
import type { App } from '../request/app.ts';

const names = Object.keys(problemTypes) as ProblemName[];

export const ProblemTypeOut = z
  .object({
    name: z.string().meta({ description: 'The short name, the last part of `type`.' }),
    type: z.url().meta({ description: 'The `type` of such problems: the address of this description.' }),
    title: z.string().meta({ description: 'The problem in a few words.' }),
    status: z.int().min(400).max(599).meta({ description: 'The HTTP status it comes with.' }),
    description: z.string().meta({ description: 'What it means, and what to do.' }),
  })
  .meta({
    id: 'ProblemType',
    description: 'One kind of problem that this API answers with.',
    examples: [describeType('not-found', 'https://news.example')],
  });

export const ProblemTypesOut = z.object({ data: z.array(ProblemTypeOut) }).meta({
  id: 'ProblemTypes',
  description: 'Every kind of problem that this API answers with.',
});

const ProblemTypeParams = z.strictObject({
  name: z.string().meta({ description: 'The short name of the problem.', examples: ['not-found'] }),
});

/** The pages that the `type` of problems names. */
export function problemRoutes(app: App, { publicUrl }: { publicUrl: string }): void {
  app.get(
    '/problems',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'listProblemTypes',
        tags: ['Service'],
        summary: 'List the kinds of problems',
        description: 'Every error of this API has one of these types. The list is complete.',
        response: { 200: ProblemTypesOut },
      },
    },
    () => ({ data: names.map((name) => describeType(name, publicUrl)) }),
  );
  app.get(
    '/problems/:name',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'getProblemType',
        tags: ['Service'],
        summary: 'Get one kind of problem',
        description: 'The address in the `type` of a problem: what it means, and what to do.',
        params: ProblemTypeParams,
        response: { 200: ProblemTypeOut },
        problems: ['not-found'],
      },
    },
    (request) => {
      const name = names.find((known) => known === request.params.name);
      if (name === undefined) throw notFound('kind of problem');
      return describeType(name, publicUrl);
    },
  );
}

function describeType(name: ProblemName, publicUrl: string) {
  return { name, type: problemTypeUrl(publicUrl, name), ...problemTypes[name] };
}
