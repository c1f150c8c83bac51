import { readFileSync } from 'node:fs';
import { guardRoutes } from './access/guard.ts';
import { securitySchemes } from './access/security-schemes.ts';
import { type Config, defaultCacheBytes } from './config.ts';
import { alertRoutes } from './delivery/alerts/routes.ts';
import { articleRoutes } from './delivery/articles/routes.ts';
import { correctionRoutes } from './delivery/corrections/routes.ts';
import { entryRoutes } from './delivery/entry/routes.ts';
import { fileRoutes } from './delivery/files/routes.ts';
import { libraryRoutes } from './delivery/library/routes.ts';
import { mediaRoutes } from './delivery/media/routes.ts';
import { deskArticleRoutes } from './desk/articles/routes.ts';
import { diffRoutes } from './desk/diff/routes.ts';
import { deskEventRoutes } from './desk/events/routes.ts';
import { keyRoutes } from './desk/keys/routes.ts';
import { preflightRoutes } from './desk/preflight/routes.ts';
import { watchEdition } from './edition/due/standing.ts';
import { type Clock, systemClock } from './foundation/clock.ts';
import { deskLibraryRoutes } from './desk/library/routes.ts';
import type { Database, Db } from './foundation/database/database.ts';
import type { App } from './foundation/http/app.ts';
import { docsRoutes } from './foundation/http/docs.ts';
import { healthRoutes } from './foundation/http/health.ts';
import type { LogSettings } from './foundation/http/logging.ts';
import { methodNotAllowed } from './foundation/http/method-not-allowed.ts';
import { problemRoutes } from './foundation/http/problem-routes.ts';
import { createServer } from './foundation/http/server.ts';
import { findPulse } from './foundation/pulse/pulse.ts';

type Parts = {
  config: Pick<Config, 'site' | 'mediaDir' | 'hsts'> & Partial<Pick<Config, 'cacheBytes'>>;
  database: Database;
  clock?: Clock;
  /** Refuse to answer what the contract does not promise: for tests. */
  strict?: boolean;
  logger?: LogSettings;
  isStopping?: () => boolean;
};

/** The version in package.json. */
export const version = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version;

const tags = [
  { name: 'Articles', description: 'Stories that the public may read now.' },
  { name: 'Corrections', description: 'What was put right in them.' },
  { name: 'Alerts', description: 'The breaking ticker.' },
  { name: 'Agencies', description: 'Who supplies news and pictures.' },
  { name: 'Bylines', description: 'Who signs.' },
  { name: 'Sections', description: 'The parts of the paper.' },
  { name: 'Topics', description: 'What stories are about.' },
  { name: 'Media', description: 'Pictures and their captions.' },
  { name: 'Keys', description: 'Who may enter the desk, and what they may do there.' },
  { name: 'Desk: articles', description: 'Stories in every state, from the first draft to the end.' },
  { name: 'History', description: 'Who did what, when and why.' },
  { name: 'Service', description: 'About the API itself.' },
];

/** The whole house as a Fastify app, not listening yet. */
export function createApp({
  config,
  database,
  clock = systemClock,
  strict = false,
  logger = false,
  isStopping = () => false,
}: Parts): App {
  const { site, mediaDir, hsts, cacheBytes = defaultCacheBytes } = config;
  const currency = watchEdition({ database, clock, report: reportDueWork });
  const app = createServer({
    publicUrl: site.publicUrl,
    strict,
    logger,
    hsts,
    isStopping,
    ready: { bytes: cacheBytes, currency, clock },
  });
  function reportDueWork(error: unknown): void {
    app.log.error({ err: error }, 'due work failed; answers stay as they are for a second');
  }
  guardRoutes(app, { database, clock });
  docsRoutes(app, { version, tags, securitySchemes });

  app.get('/', { config: { access: 'public' }, schema: { hide: true } }, (_request, reply) =>
    reply.redirect('/docs'),
  );
  entryRoutes(app, { site, version });
  articleRoutes(app, { database, site });
  correctionRoutes(app, { database, site });
  alertRoutes(app, { database, site });
  libraryRoutes(app, { database, site });
  mediaRoutes(app, { database, site });
  deskArticleRoutes(app, { database, site, clock });
  diffRoutes(app, { database, site });
  preflightRoutes(app, { database, site, clock });
  deskEventRoutes(app, { database, site });
  deskLibraryRoutes(app, { database, site });
  fileRoutes(app, { database, mediaDir });
  keyRoutes(app, { database, clock });
  problemRoutes(app, site);
  healthRoutes(app, {
    checks: { database: () => database.read(checkDatabase) },
    isStopping,
  });
  methodNotAllowed(app);
  return app;
}

async function checkDatabase(db: Db): Promise<void> {
  await findPulse(db);
}
