import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { App } from '../request/app.ts';

/**
 * Security headers: nothing in a response may run, be framed or be sniffed. Only public routes are open to other
 * origins, without credentials.
 */
export function secureHeaders(app: App, { hsts }: { hsts: boolean }): void {
  app.addHook('onRoute', (route) => {
    // The route of the CORS plugin for preflights is public.
    if (route.method === 'OPTIONS' && route.url === '*') route.config = { ...route.config, access: 'public' };
    if (route.config?.access !== 'public') route.config = { ...route.config, cors: false };
  });
  void app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    // These are for old browsers or for pages, and would only make every response larger.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    strictTransportSecurity: hsts ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
  void app.register(cors, {
    origin: '*',
    methods: ['GET', 'HEAD'],
    allowedHeaders: ['Accept', 'Content-Type', 'If-None-Match'],
    exposedHeaders,
    maxAge: 86_400,
    strictPreflight: false,
    // Each known path answers OPTIONS itself, with `Allow`.
    preflightContinue: true,
  });
}

/** The headers that scripts of other origins may read. */
export const exposedHeaders = [
  'Cache-Status',
  'ETag',
  'Last-Modified',
  'Link',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-Request-Id',
];
