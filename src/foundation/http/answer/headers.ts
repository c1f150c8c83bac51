import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { App } from '../request/app.ts';
import { usualMethods } from '../request/methods.ts';

type Settings = { hsts: boolean; keyOrigins: readonly string[] };

/** What every answer has: nothing in it may run, be framed or be sniffed. Those for old browsers would only make it larger. */
export function securityHeaders(hsts: boolean): Record<string, string> {
  return {
    'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(hsts && { 'strict-transport-security': 'max-age=31536000' }),
  };
}

/**
 * Security headers, and those of CORS: public routes are open to every origin, those that need a key to `keyOrigins`; both
 * without credentials of the browser.
 */
export function secureHeaders(app: App, { hsts, keyOrigins }: Settings): void {
  const corsWithKey = keyOrigins.length > 0 && corsFor(keyOrigins);
  app.addHook('onRoute', (route) => {
    // The route of the CORS plugin for preflights is public.
    if (route.method === 'OPTIONS' && route.url === '*') route.config = { ...route.config, access: 'public' };
    if (route.config?.access !== 'public') route.config = { ...route.config, cors: corsWithKey };
  });
  const secure = Object.entries(securityHeaders(hsts));
  app.addHook('onRequest', (_request, { raw }, done) => {
    for (const [name, value] of secure) raw.setHeader(name, value);
    done();
  });
  void app.register(cors, {
    origin: '*',
    methods: ['GET', 'HEAD'],
    allowedHeaders: ['Accept', 'Content-Type', 'If-None-Match', 'Last-Event-ID'],
    exposedHeaders,
    maxAge: 86_400,
    strictPreflight: false,
    // Each known path answers OPTIONS itself, with `Allow`.
    preflightContinue: true,
  });
}

/** For routes that need a key. Preflights carry none, so they are answered before it is asked for. */
function corsFor(origins: readonly string[]): FastifyCorsOptions {
  return {
    origin: (origin, done) => done(null, origin !== undefined && origins.includes(origin) && origin),
    methods: usualMethods,
    allowedHeaders: [
      'Accept',
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'If-None-Match',
      'Last-Event-ID',
    ],
    preflightContinue: false,
  };
}

/** The headers that scripts of other origins may read. */
export const exposedHeaders = [
  'Cache-Status',
  'Deprecation',
  'ETag',
  'Last-Modified',
  'Link',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'Sunset',
  'X-Request-Id',
];
