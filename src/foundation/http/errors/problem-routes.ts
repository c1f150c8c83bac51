import Negotiator from 'negotiator';
import { z } from 'zod';
import { escapeHtml } from '../../escape-html.ts';
import { pageAmong } from '../../page/read.ts';
import { pageQuery, pageSchema } from '../../page/schema.ts';
import { type ProblemName, notFound } from '../../problem.ts';
import { problemTypeUrl, problemTypes } from './problem-types.ts';
import { answerPage } from '../answer/answers.ts';
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

const ProblemTypePage = pageSchema('ProblemTypePage', ProblemTypeOut);

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
        querystring: z.strictObject(pageQuery),
        response: { 200: ProblemTypePage },
        responseHeaders: { 200: ['Link'] },
      },
    },
    (request, reply) => {
      const { data, page } = pageAmong(names, request.query, 'problems');
      return answerPage(request, reply, { data: data.map((name) => describeType(name, publicUrl)), page });
    },
  );
  app.get(
    '/problems/:name',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'getProblemType',
        tags: ['Service'],
        summary: 'Get one kind of problem',
        description:
          'The address in the `type` of a problem: what it means, and what to do. As JSON, or as a page or text where `Accept` prefers these.',
        params: ProblemTypeParams,
        response: {
          200: {
            description: 'What this kind of problem means, and what to do.',
            content: {
              'application/json': { schema: ProblemTypeOut },
              'text/html': { schema: z.string() },
              'text/plain': { schema: z.string() },
            },
          },
        },
        problems: ['not-found'],
      },
    },
    (request, reply) => {
      const name = names.find((known) => known === request.params.name);
      if (name === undefined) throw notFound('kind of problem');
      const type = describeType(name, publicUrl);
      reply.header('vary', 'Accept, Accept-Encoding');
      const preferred = new Negotiator(request).mediaType(['application/json', 'text/html', 'text/plain']);
      if (preferred !== 'text/html' && preferred !== 'text/plain') return type;
      reply.type(`${preferred}; charset=utf-8`);
      return preferred === 'text/html' ? asPage(type) : asText(type);
    },
  );
}

function asPage({ name, title, status, description }: z.input<typeof ProblemTypeOut>): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${status} ${escapeHtml(title)}</title></head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(description).replaceAll(/`([^`]*)`/g, '<code>$1</code>')}</p>
<p>Status ${status}, type <code>${name}</code>. <a href="../problems">All kinds of problems</a></p>
</body>
</html>
`;
}

function asText({ name, title, status, description }: z.input<typeof ProblemTypeOut>): string {
  return `${title} (${status}, ${name})\n\n${description}\n`;
}

function describeType(name: ProblemName, publicUrl: string) {
  return { name, type: problemTypeUrl(publicUrl, name), ...problemTypes[name] };
}
