import { createRequire } from 'node:module';
import type { FastifyRequest, LightMyRequestResponse } from 'fastify';
import { omitAbsent } from '../../omit-absent.ts';
import { Problem } from '../../problem.ts';
import { publicPathOf } from '../answer/public-path.ts';
import type { App } from '../request/app.ts';
import { nothingHere } from '../errors/refusals.ts';
import { compressOnce } from './compress-once.ts';
import type { OpenApiDocument } from './document.ts';
import type { ContractSettings, openApiDocument } from './openapi.ts';

// Loaded at the first use: a hundred modules.
const require = createRequire(import.meta.url);

declare module 'fastify' {
  interface FastifyInstance {
    /** The contract. Made when it is first asked for, when all routes are registered. */
    contract: () => OpenApiDocument;
  }
}

/** Serves the contract at `/openapi.json` and `/openapi.yaml`, and Swagger UI, without a third party, at `/docs`. */
export function docsRoutes(app: App, settings: ContractSettings): void {
  const basePath = settings.publicUrl === undefined ? '/' : publicPathOf(settings.publicUrl);
  let document: OpenApiDocument | undefined;
  app.decorate('contract', () => {
    const making = require('./openapi.ts') as { openApiDocument: typeof openApiDocument };
    return (document ??= making.openApiDocument(app, settings));
  });
  void app.register((scope, _options, done) => {
    compressOnce(scope);
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'public' };
    });
    contractFiles(scope);
    pages(scope, basePath);
    done();
  });
}

const hidden = { schema: { hide: true } };

/** Serves Swagger UI from a second server, which is made at the first request: no start loads it. */
function pages(scope: App, basePath: string): void {
  let opened: ReturnType<typeof open> | undefined;
  async function open() {
    const { openSwaggerUi } = await import('./swagger-ui.ts');
    return openSwaggerUi(scope.contract(), basePath);
  }
  for (const url of ['/docs', '/docs/', '/docs/json', '/docs/yaml', '/docs/static/*'])
    scope.get(url, hidden, async (request, reply) => {
      opened ??= open().catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      const answer = await (await opened).inject(asSent(request));
      if (answer.statusCode >= 400) throw refusal(request, answer);
      const headers = Object.entries(answer.headers).filter(([name]) => !ofConnection.has(name));
      void reply.code(answer.statusCode).headers(Object.fromEntries(headers));
      return reply.send(answer.rawPayload.length > 0 ? answer.rawPayload : undefined);
    });
}

function refusal(request: FastifyRequest, { statusCode, headers, payload }: LightMyRequestResponse): Error {
  if (statusCode >= 500) return new Error(`Swagger UI answered ${statusCode}: ${payload}`);
  if (statusCode !== 416) return nothingHere(request);
  return new Problem('range-not-satisfiable', 'The file has no bytes in that range.', {
    headers: { 'content-range': String(headers['content-range']) },
  });
}

// Headers that the outer server sets itself.
const ofConnection = new Set(['connection', 'content-length', 'date', 'transfer-encoding']);

/** The request for the inner server, with what asks for a part. The outer one compresses and answers `If-None-Match`. */
function asSent({ url, headers: { range, 'if-range': ifRange } }: FastifyRequest) {
  return { method: 'GET' as const, url, headers: omitAbsent({ range, 'if-range': ifRange }) };
}

function contractFiles(scope: App): void {
  let json: string | undefined;
  let yaml: string | undefined;
  scope.get('/openapi.json', hidden, (_request, reply) => {
    json ??= JSON.stringify(scope.contract());
    return reply.type('application/json; charset=utf-8').send(json);
  });
  scope.get('/openapi.yaml', hidden, async (_request, reply) => {
    const { toYaml } = await import('./yaml.ts');
    yaml ??= toYaml(scope.contract());
    return reply.type('application/yaml; charset=utf-8').send(yaml);
  });
}
