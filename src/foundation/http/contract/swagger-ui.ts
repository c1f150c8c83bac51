import { readFileSync } from 'node:fs';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastify from 'fastify';
import type { OpenApiDocument } from './document.ts';

/** A server of Swagger UI under `/docs`, for the contract of an API at that path: without a third party, and asked by `inject`. */
export async function openSwaggerUi(contract: OpenApiDocument, basePath: string) {
  const server = fastify();
  await server.register(swagger, { mode: 'static', specification: { document: contract as never } });
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
