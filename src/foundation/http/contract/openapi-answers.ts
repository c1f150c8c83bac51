import { reasonPhrases } from '../reason-phrases.ts';
import type { RouteOptions } from 'fastify';
import { z } from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { problemMediaType } from '../errors/problem-answer.ts';
import { problemTypes } from '../errors/problem-types.ts';
import type { HeaderName } from '../answer/response-headers.ts';
import { generalProblems, type ProblemAnswers, problemHeaders, referTo } from './openapi-problems.ts';

type Answer = z.ZodType | { description: string; content?: Record<string, { schema: z.ZodType }> };

/** Every answer that a route may give: those it declares, 304, and all the problems. Notes the headers it uses. */
export function answersOf(
  route: RouteOptions,
  problems: ProblemAnswers,
  usedHeaders: Set<HeaderName>,
): ZodOpenApiResponsesObject {
  const declared = Object.entries((route.schema?.response ?? {}) as Record<string, Answer>);
  const cached = isCached(route);
  const answers: Record<string, ZodOpenApiResponseObject> = {};
  for (const [status, answer] of declared) {
    const names = [...headersOf(route, Number(status), cached), ...deprecationHeaders(route)];
    const headers = refer(names, usedHeaders);
    answers[status] = answer === moved ? moved : { ...describeAnswer(Number(status), answer), ...headers };
  }
  if (cached) {
    refer(cacheHeaders, usedHeaders);
    answers[304] = notModified;
  }
  const own = (route.schema?.problems ?? []).filter((name) => !generalProblems.has(name));
  for (const { status } of own.map((name) => problemTypes[name])) {
    const answer = problems[status];
    if (status in answers || answer === undefined) continue;
    answers[status] = answer;
    for (const name of Object.keys(answer.headers ?? {})) usedHeaders.add(name as HeaderName);
  }
  // Each operation names one problem at least, which linters ask for.
  if (Object.keys(answers).every((status) => Number(status) < 400)) answers[400] = problems.default;
  return { ...answers, default: problems.default };
}

function describeAnswer(status: number, answer: Answer): ZodOpenApiResponseObject {
  if (!(answer instanceof z.ZodType)) return answer;
  const mediaType = status >= 400 ? problemMediaType : 'application/json';
  // What a component is stands in it.
  const { id, description } = answer.meta() ?? {};
  return {
    description: (id === undefined ? description : undefined) ?? reasonPhrases[status] ?? '',
    content: { [mediaType]: { schema: answer } },
  };
}

function deprecationHeaders({ config }: RouteOptions): HeaderName[] {
  return config?.deprecated || config?.deprecatedParameters ? ['Deprecation', 'Sunset', 'Link'] : [];
}

const cacheHeaders: HeaderName[] = ['ETag', 'Last-Modified'];

function headersOf(route: RouteOptions, status: number, cached: boolean): HeaderName[] {
  const own = route.schema?.responseHeaders?.[status] ?? [];
  if (status >= 400) return [...problemHeaders(status), ...own];
  const names = [...own];
  if (status === 201 || (status >= 300 && status < 400)) names.push('Location');
  return cached && status === 200 ? [...names, ...cacheHeaders] : names;
}

function refer(names: HeaderName[], usedHeaders: Set<HeaderName>) {
  for (const name of names) usedHeaders.add(name);
  return referTo(names);
}

// One object for all routes, so that it becomes one component.
/** The answer of 301. */
export const moved: ZodOpenApiResponseObject & { description: string } = {
  id: 'Moved',
  description: 'It has another slug now.',
  ...referTo(['Location']),
};

const notModified: ZodOpenApiResponseObject = {
  id: 'NotModified',
  description: 'Nothing has changed since the answer that the client already has.',
  ...referTo(cacheHeaders),
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
