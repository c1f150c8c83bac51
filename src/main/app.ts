import { guardRoutes } from '../access/guard.ts';
import { securitySchemes } from '../access/security-schemes.ts';
import { type Config } from './settings/config.ts';
import { defaultKeyLifetimeDays } from './settings/key-settings.ts';
import { defaultCacheBytes } from './settings/cache-settings.ts';
import { alertRoutes } from '../delivery/alerts/routes.ts';
import { articleRoutes } from '../delivery/articles/routes.ts';
import { changeRoutes } from '../delivery/changes/routes.ts';
import { streamRoutes } from '../delivery/stream/routes.ts';
import { correctionRoutes } from '../delivery/corrections/routes.ts';
import { entryRoutes } from '../delivery/entry/routes.ts';
import { fileRoutes } from '../delivery/files/routes.ts';
import { feedRoutes } from '../delivery/feeds/routes.ts';
import { sitemapRoutes } from '../delivery/feeds/sitemap-routes.ts';
import { formatRoutes } from '../delivery/formats/routes.ts';
import { libraryRoutes } from '../delivery/library/routes.ts';
import { oembedRoutes } from '../delivery/oembed/routes.ts';
import { publicMediaRoutes } from '../delivery/media/routes.ts';
import { searchRoutes } from '../delivery/search/routes.ts';
import { actorRoutes } from '../desk/actors/routes.ts';
import { deskArticleRoutes } from '../desk/story-routes/routes.ts';
import { diffRoutes } from '../desk/diff/routes.ts';
import { deskEventRoutes } from '../desk/events/routes.ts';
import { deskStreamRoute } from '../desk/events/stream-route.ts';
import { nameAllFaults } from '../desk/references/name-all.ts';
import { importRoutes } from '../desk/imports/routes.ts';
import { keyRoutes } from '../desk/keys/routes.ts';
import { leaseRoutes } from '../desk/story-routes/lease-routes.ts';
import { deskListRoutes } from '../desk/story-routes/working-list-routes.ts';
import { preflightRoutes } from '../desk/story-routes/preflight-routes.ts';
import { deskSearchRoutes } from '../desk/search/routes.ts';
import { previewRoutes } from '../desk/previews/routes.ts';
import { webhookRoutes } from '../desk/webhooks/routes.ts';
import { openDueRunner } from './due.ts';
import { trackFreshness } from '../edition/due/freshness.ts';
import { type Clock, systemClock } from '../foundation/clock.ts';
import { deskAlertRoutes } from '../desk/alerts/routes.ts';
import { deskPictureRoutes } from '../desk/pictures/routes.ts';
import { deskRecordRoutes } from '../desk/records/routes.ts';
import type { Database } from '../foundation/database/database.ts';
import type { DueRunner } from '../foundation/due/runner.ts';
import type { App } from '../foundation/http/request/app.ts';
import { Tombstone } from '../delivery/articles/schema.ts';
import { NinjsItem, NinjsPart } from '../delivery/formats/ninjs-schema.ts';
import { StoryIn } from '../desk/stories/schema.ts';
import { ShownStory } from '../edition/show/schema.ts';
import { docsRoutes } from '../foundation/http/contract/docs.ts';
import { healthRoutes, type HealthSettings } from '../foundation/http/server/health.ts';
import type { OnAnswer } from '../foundation/http/request/answered.ts';
import type { LogSettings } from '../foundation/http/request/logging.ts';
import { methodNotAllowed } from '../foundation/http/errors/method-not-allowed.ts';
import { problemRoutes } from '../foundation/http/errors/problem-routes.ts';
import { withChildren } from '../library/sections/tree.ts';
import { createServer } from '../foundation/http/server/server.ts';
import { openPictureServices, type PictureServices } from './pictures.ts';
import { checkWebhooks, openWebhookTools, type WebhookTools } from './webhooks.ts';
import { tagGroups } from './tag-groups.ts';
import { version } from './version.ts';
import { findPublicRevision } from '../foundation/changes/revision.ts';

type Parts = {
  config: Pick<Config, 'site' | 'mediaDir' | 'hsts'> & Partial<Config>;
  database: Database;
  clock?: Clock;
  /** The runner of due work; created if not given. */
  due?: DueRunner;
  /** The services for picture files; created if not given. Closed with the app. */
  pictures?: PictureServices;
  /** What webhooks need; opened if not given. */
  webhooks?: WebhookTools;
  /** Optional checks of the database and its disks, by name. */
  databaseChecks?: HealthSettings['optionalChecks'];
  /** Refuse responses that the contract does not declare: for tests. */
  strict?: boolean;
  logger?: LogSettings;
  /** Gets every answer that was sent, for figures. */
  onAnswer?: OnAnswer | undefined;
  isStopping?: () => boolean;
};

/** The whole application as a Fastify app, not listening yet. */
export function createApp({
  config,
  database,
  clock = systemClock,
  due: runner,
  pictures = openPictureServices(config, database),
  webhooks = openWebhookTools(config),
  databaseChecks,
  strict = false,
  logger = false,
  onAnswer,
  isStopping = () => false,
}: Parts): App {
  const {
    site,
    hsts,
    s3,
    trustProxy,
    rateLimits,
    cacheBytes = defaultCacheBytes,
    cacheTag = false,
    deskOrigins = [],
    killNeedsTwo = false,
    keyLifetimeDays = defaultKeyLifetimeDays,
  } = config;
  const due = runner ?? openDueRunner({ database, clock, report: reportDueWork });
  const freshness = trackFreshness({
    database,
    clock,
    due,
    report: (err) => reportDueWork('due work cannot be read; cached answers may be late', { err }),
  });
  const app: App = createServer({
    publicUrl: site.publicUrl,
    strict,
    logger,
    onAnswer,
    hsts,
    keyOrigins: deskOrigins,
    trustProxy,
    rateLimits: { ...rateLimits, clock },
    isStopping,
    cache: { bytes: cacheBytes, freshness, clock },
    cacheTag,
  });
  function reportDueWork(message: string, details: Record<string, unknown>): void {
    app.log.error(details, message);
  }
  guardRoutes(app, {
    database,
    clock,
    sectionsBelow: (db, ids) => withChildren(db, ids, { hiddenToo: true }),
  });
  nameAllFaults(app, { database, defaultLocale: site.defaultLocale });
  docsRoutes(app, {
    ...{ version, tagGroups, securitySchemes, publicUrl: site.publicUrl },
    problemExtensions: { tombstone: Tombstone.optional() },
    bases: { StoryIn, ShownStory, NinjsPart, NinjsItem },
  });

  app.get('/', { config: { access: 'public' }, schema: { hide: true } }, (_request, reply) =>
    reply.redirect('/docs'),
  );
  entryRoutes(app, { database, site, version });
  articleRoutes(app, { database, site });
  searchRoutes(app, { database, site });
  formatRoutes(app, { database, site });
  feedRoutes(app, { database, site });
  sitemapRoutes(app, { database, site, clock });
  oembedRoutes(app, { database, site });
  correctionRoutes(app, { database, site });
  alertRoutes(app, { database, site });
  changeRoutes(app, { database, site });
  streamRoutes(app, { database, site });
  libraryRoutes(app, { database, site });
  publicMediaRoutes(app, { database, site });
  deskArticleRoutes(app, { database, site, clock, killNeedsTwo });
  diffRoutes(app, { database, site });
  preflightRoutes(app, { database, site, clock });
  previewRoutes(app, { database, site, clock, pictures });
  leaseRoutes(app, { database, site });
  importRoutes(app, { database, site, clock });
  deskListRoutes(app, { database, clock });
  deskSearchRoutes(app, { database, clock });
  deskEventRoutes(app, { database, site });
  deskStreamRoute(app, { database, clock });
  deskRecordRoutes(app, { database });
  deskAlertRoutes(app, { database, defaultLocale: site.defaultLocale });
  deskPictureRoutes(app, { database, site, clock, pictures });
  fileRoutes(app, { ...pictures, database, site, clock, direct: s3?.direct ?? false });
  app.addHook('onClose', async () => pictures.close());
  keyRoutes(app, { database, clock, keyLifetimeDays });
  actorRoutes(app, { database, clock });
  webhookRoutes(app, { database, ...webhooks });
  problemRoutes(app, site);
  healthRoutes(app, {
    checks: { database: () => database.read(findPublicRevision) },
    optionalChecks: {
      store: pictures.checkStore,
      imageWorker: () => pictures.imageWorker.check(),
      webhooks: () => database.read((db) => checkWebhooks(db, webhooks)),
      ...databaseChecks,
    },
    due,
    isStopping,
    clock,
  });
  methodNotAllowed(app);
  return app;
}
