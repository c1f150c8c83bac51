import { readFileSync } from 'node:fs';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { publicPathOf } from '../answer/public-path.ts';
import type { App } from '../request/app.ts';
import { compressOnce } from './compress-once.ts';
import { type ContractSettings, openApiDocument } from './openapi.ts';
import { toYaml } from './yaml.ts';

/** Serves the contract at `/openapi.json` and `/openapi.yaml`, and Swagger UI, without a third party, at `/docs`. */
export function docsRoutes(app: App, settings: ContractSettings): void {
  const basePath = settings.publicUrl === undefined ? '/' : publicPathOf(settings.publicUrl);
  void app.register(swagger, {
    openapi: { openapi: '3.1.0' },
    // Its own converter does not know Zod, so all routes are hidden from it and the document is made by us.
    transform: ({ schema, url }) => ({ schema: { ...schema, hide: true }, url }),
    transformObject: () => openApiDocument(app, settings) as object,
  });
  void app.register((scope, _options, done) => {
    compressOnce(scope);
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'public' };
    });
    contractFiles(scope);
    void scope.register(swaggerUi, {
      routePrefix: '/docs',
      indexPrefix: basePath,
      // The UI may ask only the origin that it came from.
      transformSpecification: (document) => ({ ...document, servers: [{ url: basePath }] }),
      transformSpecificationClone: false,
      validatorUrl: false,
      staticCSP: contentSecurityPolicy,
      theme: {
        title: 'Dateline API',
        js: [workbenchFile('workbench.js')],
        css: [workbenchFile('workbench.css')],
      },
      uiConfig,
    });
    done();
  });
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
  const options = { schema: { hide: true } };
  scope.get('/openapi.json', options, (_request, reply) => {
    json ??= JSON.stringify(scope.swagger());
    return reply.type('application/json; charset=utf-8').send(json);
  });
  scope.get('/openapi.yaml', options, (_request, reply) => {
    yaml ??= toYaml(scope.swagger());
    return reply.type('application/yaml; charset=utf-8').send(yaml);
  });
}
