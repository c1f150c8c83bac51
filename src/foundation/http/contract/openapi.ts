import type { RouteOptions } from 'fastify';
import { z } from 'zod';
import {
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiComponentsObject,
  createDocument,
} from 'zod-openapi';
import { type HeaderName, responseHeaders } from '../answer/response-headers.ts';
import { type Deprecation, describeDeprecation } from '../answer/deprecation.ts';
import { mayBeAbsent } from '../request/zod.ts';
import { plain } from './plain.ts';
import { moveBodyExamples } from './body-examples.ts';
import { moveAnswerExamples } from './answer-examples.ts';
import { extendSchemas } from './extend-schemas.ts';
import { sayOnce } from './say-once.ts';
import { type OpenApiDocument, type Operation, operationsOf } from './document.ts';
import { shareParameters } from './share-parameters.ts';
import { conventions } from './conventions.ts';
import { ProblemOut } from '../errors/problem-schema.ts';
import { answersOf } from './openapi-answers.ts';
import { problemAnswers, type ProblemAnswers } from './openapi-problems.ts';
import type { App } from '../request/app.ts';

type Parameter = NonNullable<Operation['parameters']>[number];

export type ContractSettings = {
  version: string;
  /** The tags in their order, by what their operations are for. */
  tagGroups: { name: string; tags: { name: string; description: string }[] }[];
  /** The security schemes by the names that routes use. */
  securitySchemes?: NonNullable<ZodOpenApiComponentsObject['securitySchemes']>;
  /** What else problems may carry, by name. */
  problemExtensions?: z.ZodRawShape;
  /** Schemas by their names that others extend, and that no operation has by itself. */
  bases?: Record<string, z.ZodObject>;
  /** The address of this server for readers. */
  publicUrl?: string;
};

/** The OpenAPI 3.1 document of every route that names its operation. Ask for it when all routes are registered. */
export function openApiDocument(
  app: App,
  { version, tagGroups, securitySchemes, problemExtensions, bases = {}, publicUrl = '/' }: ContractSettings,
): OpenApiDocument {
  const problems = problemAnswers(ProblemOut.extend(problemExtensions ?? {}).meta(ProblemOut.meta()!));
  const usedHeaders = new Set(Object.keys(problems.default.headers!) as HeaderName[]);
  const paths: ZodOpenApiPathsObject = {};
  for (const { url, methods, options } of app.routeList) {
    if (options.schema?.hide || options.schema?.operationId === undefined) continue;
    for (const method of methods) {
      if (method === 'HEAD') continue;
      const path = (paths[toTemplate(url)] ??= {});
      path[method.toLowerCase() as 'get'] = operationOf(options, problems, usedHeaders);
    }
  }
  const headers = Object.fromEntries([...usedHeaders].sort().map((name) => [name, responseHeaders[name]]));
  const document = createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Dateline',
        version,
        description: conventions,
        contact: { name: 'Dateline' },
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: publicUrl }],
      tags: tagGroups.flatMap(({ tags }) => tags),
      'x-tagGroups': tagGroups.map(({ name, tags }) => ({ name, tags: tags.map((tag) => tag.name) })),
      paths,
      components: { headers, schemas: bases, ...(securitySchemes && { securitySchemes }) },
      // No route of this document asks for a key unless it says so itself.
      security: [],
    },
    { override: plain },
  );
  const deprecatedParameters = new Map(
    app.routeList.flatMap(({ options: { schema, config } }) =>
      schema?.operationId && config?.deprecatedParameters
        ? [[schema.operationId, config.deprecatedParameters]]
        : [],
    ),
  );
  for (const operation of operationsOf(document)) {
    operation.parameters?.forEach(tidyParameter);
    markDeprecated(operation, deprecatedParameters);
  }
  moveBodyExamples(document);
  moveAnswerExamples(document);
  extendSchemas(document);
  sayOnce(document);
  shareParameters(document);
  return document;
}

function operationOf(
  route: RouteOptions,
  problems: ProblemAnswers,
  usedHeaders: Set<HeaderName>,
): ZodOpenApiOperationObject {
  const { operationId, tags, summary, description, params, querystring, headers, security } = route.schema!;
  const requestParams = { path: params, query: querystring, header: headers };
  const given = Object.entries(requestParams).filter(
    ([, schema]) => schema instanceof z.ZodObject && Object.keys(schema.shape).length > 0,
  );
  const { deprecated } = route.config ?? {};
  const told = withDeprecation(description, deprecated);
  return {
    operationId: operationId!,
    ...(tags && { tags: [...tags] }),
    ...(summary && { summary }),
    ...(told && { description: told }),
    ...(deprecated && { deprecated: true }),
    ...(security && {
      security: security as Record<string, string[]>[],
      'x-scope': route.config?.access,
    }),
    ...(given.length > 0 && { requestParams: Object.fromEntries(given) }),
    ...(bodyOf(route) && {
      requestBody: {
        required: !mayBeAbsent(bodyOf(route)!, String(route.method)),
        content: {
          [bodyMediaType(route)]: {
            schema: bodyOf(route)!,
            ...(route.config?.encoding && { encoding: route.config.encoding }),
          },
        },
      },
    }),
    responses: answersOf(route, problems, usedHeaders),
  };
}

function withDeprecation(description = '', deprecated: Deprecation | undefined): string {
  if (!deprecated) return description;
  return [description, describeDeprecation(deprecated)].filter(Boolean).join('\n\n');
}

/** Marks the deprecated parameters of the operations, by the names of these. */
function markDeprecated(
  { operationId, parameters = [] }: Operation,
  deprecated: ReadonlyMap<string, Readonly<Record<string, Deprecation>>>,
): void {
  for (const [name, deprecation] of Object.entries(deprecated.get(operationId!) ?? {})) {
    const parameter = parameters.find((one) => 'in' in one && one.in === 'query' && one.name === name);
    if (!parameter) throw new Error(`${operationId} has no parameter ${name} that could be deprecated`);
    Object.assign(parameter, {
      description: withDeprecation(parameter.description, deprecation),
      deprecated: true,
    });
  }
}

function bodyOf({ schema, config }: RouteOptions): z.ZodType | undefined {
  return config?.multipart ?? (schema?.body instanceof z.ZodType ? schema.body : undefined);
}

function bodyMediaType({ method, config }: RouteOptions): string {
  if (config?.multipart) return 'multipart/form-data';
  return method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
}

/**
 * Removes repeated descriptions. The example of a required parameter (an id, `If-Match`) moves to where Swagger UI
 * fills it in, so that Execute works at once; optional ones stay, since a filled-in filter would be sent.
 */
function tidyParameter(parameter: Parameter): void {
  if (!('in' in parameter) || typeof parameter.schema !== 'object' || '$ref' in parameter.schema) return;
  const schema = parameter.schema as { description?: string; examples?: unknown[] };
  if (schema.description === parameter.description) delete schema.description;
  if (!parameter.required || !schema.examples) return;
  parameter.example = schema.examples[0];
  delete schema.examples;
}

function toTemplate(url: string): string {
  return url.replaceAll(/:(\w+)(\([^)]*\))?/g, '{$1}');
}
