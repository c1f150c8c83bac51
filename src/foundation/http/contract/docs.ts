import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fastify, { type FastifyRequest, type LightMyRequestResponse } from 'fastify';
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

/** Serves Swagger UI. Its plugins run on a second Fastify, made at the first request and asked by `inject`: no start loads them. */
function pages(scope: App, basePath: string): void {
  let opened: ReturnType<typeof openPages> | undefined;
  for (const url of ['/docs', '/docs/', '/docs/json', '/docs/yaml', '/docs/static/*'])
    scope.get(url, hidden, async (request, reply) => {
      opened ??= openPages(scope.contract, basePath).catch((error: unknown) => {
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

async function openPages(contract: () => OpenApiDocument, basePath: string) {
  const { default: swagger } = await import('@fastify/swagger');
  const { default: swaggerUi } = await import('@fastify/swagger-ui');
  const server = fastify();
  await server.register(swagger, {
    mode: 'static',
    specification: { document: contract() as never },
  });
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    indexPrefix: basePath,
    // The UI may ask only the origin that it came from.
    transformSpecification: (document) => ({ ...document, servers: [{ url: basePath }] }),
    transformSpecificationClone: false,
    validatorUrl: false,
    staticCSP: contentSecurityPolicy,
    theme: {
      title: 'Dateline API',
      js: [workbenchFile('workbench.js'), workbenchFile('resolve-shown.js')],
      css: [workbenchFile('workbench.css')],
    },
    uiConfig,
  });
  return server;
}

/** A file of what we add to Swagger UI. */
function workbenchFile(filename: string) {
  return { filename, content: readFileSync(new URL(`workbench/${filename}`, import.meta.url), 'utf8') };
}

// Everything from this server, nothing from anywhere else; the UI sets styles from its scripts, and shows pictures
// that it received from memory.
const contentSecurityPolicy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

const uiConfig = {
  // Without the bar that asks for another document's address.
  layout: 'BaseLayout',
  deepLinking: true,
  displayRequestDuration: true,
  // From 150 lines on the UI makes only those in view, so that the browser's search misses the others.
  docExpansion: 'none' as const,
  defaultModelsExpandDepth: 0,
  filter: true,
  // In a store that outlives the tab; the workbench has one that does not.
  persistAuthorization: false,
  // Sent as text to the browser, where the file of the workbench has set it.
  plugins: [() => Reflect.get(globalThis, 'workbench') as object],
  queryConfigEnabled: false,
  tryItOutEnabled: true,
};

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
