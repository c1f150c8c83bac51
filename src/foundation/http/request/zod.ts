import type {
  FastifyRequest,
  FastifySchemaCompiler,
  FastifySerializerCompiler,
  FastifyTypeProvider,
} from 'fastify';
import { z } from 'zod';
import { type Fault, Problem, invalidRequest } from '../../problem.ts';
import { stringify } from '../../json-text.ts';
import { intoHtml, stringifyForHtml } from '../../json-in-html.ts';
import { type RequestPart, findFaults } from './faults.ts';

/** Types a handler from its route's Zod schemas: what comes in is their output, what goes out their input. */
export interface ZodTypeProvider extends FastifyTypeProvider {
  validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown;
  serializer: AnswerOf<this['schema']>;
}

// Problems are thrown, never returned, so they are no part of what a handler may answer.
type AnswerOf<S> = S extends z.ZodType
  ? z.input<S> extends { requestId: string; status: number }
    ? never
    : z.input<S>
  : undefined;

/** Parses one part of a request; what is wrong with it comes back as `invalidRequest`. */
export const zodValidator: FastifySchemaCompiler<unknown> = ({ schema, httpPart, method }) => {
  const part = httpPart as RequestPart;
  if (!(schema instanceof z.ZodType)) throw new Error(`The schema of ${part} is not a Zod schema`);
  return function validate(data: unknown) {
    const given = part === 'body' ? sentBody(data, schema, method) : data;
    const { faults, value } = findFaults(schema, part, given);
    return faults.length > 0 ? { error: invalidRequest(faults) } : { value };
  };
};

/** Whether a body need not be sent: nothing in it is required. A patch without one is a mistake. */
export function mayBeAbsent(body: z.ZodType, method: string): boolean {
  return method !== 'PATCH' && body instanceof z.ZodObject && body.safeParse({}).success;
}

function sentBody(data: unknown, schema: z.ZodType, method: string): unknown {
  return (data ?? undefined) === undefined && mayBeAbsent(schema, method) ? {} : data;
}

// The order in which Fastify validates; it stops at the first part that is wrong.
const parts = ['params', 'body', 'querystring', 'headers'] as const;

/** Adds the faults of the parts that Fastify did not validate, since it stops at the first part with a fault. */
export function withLaterFaults(problem: Problem, request: FastifyRequest): Problem {
  const refused = (problem as { validationContext?: string }).validationContext;
  const later = parts.slice(parts.findIndex((part) => part === refused) + 1);
  if (refused === undefined || later.length === parts.length) return problem;
  const more = later.flatMap((part): Fault[] => {
    const schema = request.routeOptions.schema?.[part];
    if (!(schema instanceof z.ZodType)) return [];
    if (part === 'body')
      return findFaults(schema, part, sentBody(request.body, schema, request.method)).faults;
    return findFaults(schema, part, part === 'querystring' ? request.query : request[part]).faults;
  });
  return more.length > 0 ? invalidRequest([...problem.faults, ...more]) : problem;
}

/**
 * With `strict` (in tests) every response is parsed by its schema, and anything undeclared, missing or changed is an
 * error. In production it is not: presenters list every field, and parsing would take longer than making the response.
 */
export function zodSerializer({ strict }: { strict: boolean }): FastifySerializerCompiler<unknown> {
  return function compile({ schema, method, url }) {
    const write = schema instanceof z.ZodType && intoHtml.has(schema) ? stringifyForHtml : stringify;
    if (!strict || !(schema instanceof z.ZodType)) return (data) => write(data);
    return function serialize(data: unknown) {
      const said = asJson(data);
      const undeclared = lostFrom(said, asJson(schema.parse(said)));
      if (undeclared.length > 0) {
        throw new Error(
          `${method} ${url} answered what its schema does not declare: ${undeclared.join(', ')}`,
        );
      }
      return write(data);
    };
  };
}

function asJson(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data));
}

/** The paths where the parsed response differs. */
function lostFrom(data: unknown, answer: unknown, path = ''): string[] {
  if (!isObject(data) || !isObject(answer)) return Object.is(data, answer) ? [] : [path || '/'];
  const keys = new Set([...Object.keys(data), ...Object.keys(answer)]);
  return [...keys].flatMap((key) => lostFrom(data[key], answer[key], `${path}/${key}`));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
