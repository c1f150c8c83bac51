import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { sayFault } from '../../foundation/http/request/faults.ts';
import type { Site } from '../../library/site.ts';
import { isServer } from '../../foundation/database/engines/engine-at.ts';
import { isThisMachine, withoutCredentials } from './addresses.ts';
import { backupConfigOf } from './backup-settings.ts';
import { clashesIn, clashOfBackups } from './clashes.ts';
import { s3SettingsOf } from './bucket.ts';
import { secrets, settings, withCredentials } from './settings.ts';

export type Config = ReturnType<typeof readConfig>;

type Environment = Record<string, string | undefined>;

/**
 * Reads the settings from the environment; `chosen` wins over it. Throws an error with one sentence per wrong value.
 */
export function readConfig(given: Environment = process.env, chosen: Environment = {}) {
  const environment = { ...given, ...chosen };
  const named = Object.fromEntries(
    Object.keys(settings).flatMap((name) =>
      environment[name] === undefined || environment[name] === '' ? [] : [[name, environment[name]]],
    ),
  );
  const read = z.object(settings).safeParse(named, { error: sayFault });
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => {
      const name = String(path[0]);
      return `${name} ${message}, not ${shown(name, named[name])}`;
    });
    throw refusal(faults);
  }
  const {
    PORT,
    DATA_DIR,
    DATABASE_URL,
    MEDIA_DIR,
    PUBLIC_URL,
    SITE_URL,
    PREVIEW_URL,
    METRICS_PORT,
    ...rest
  } = read.data;
  const [xs, sm, md, lg] = rest.RENDITION_WIDTHS;
  const publicUrl = PUBLIC_URL ?? `http://localhost:${PORT}`;
  const dataDir = resolve(DATA_DIR);
  const onServer = DATABASE_URL !== undefined && isServer(DATABASE_URL);
  const databaseUrl = onServer ? DATABASE_URL : resolve(DATABASE_URL ?? `${dataDir}/dateline.db`);
  /** The folder of the file; undefined where a server keeps the database. */
  const databaseFolder = onServer ? undefined : dirname(databaseUrl);
  const mediaDir = resolve(MEDIA_DIR ?? `${dataDir}/media`);
  const clashes = clashesIn(read.data);
  const { BACKUP_TO: to } = rest;
  const clash = to === undefined ? undefined : clashOfBackups(to, { databaseFolder, mediaDir });
  if (clash !== undefined) clashes.push(`BACKUP_TO must be a folder of its own: ${clash}`);
  if (clashes.length > 0) throw refusal(clashes);
  return {
    port: PORT,
    host: rest.HOST,
    trustProxy: rest.TRUST_PROXY,
    deskOrigins: rest.DESK_ORIGINS,
    databaseUrl,
    databaseFolder,
    /** Where copies of the database stand for a moment. */
    scratchDir: databaseFolder ?? dataDir,
    mediaDir,
    /** Whether every server sees that folder, as is said. */
    mediaShared: rest.MEDIA_SHARED === 'on',
    /** Where the database is copied before it is migrated; undefined when it is not. */
    backupsDir: rest.BACKUP_BEFORE_MIGRATING === 'on' ? resolve(dataDir, 'backups') : undefined,
    seed: rest.SEED,
    site: {
      publicUrl,
      mediaUrl: `${publicUrl}/media`,
      storyUrl: SITE_URL ?? `${publicUrl}/v1/articles/{slug}?locale={locale}`,
      hasPages: SITE_URL !== undefined,
      previewUrl: PREVIEW_URL ?? `${publicUrl}/v1/previews/{token}`,
      name: rest.SITE_NAME,
      logo: rest.SITE_LOGO,
      policies: rest.SITE_POLICIES,
      defaultLocale: rest.DEFAULT_LOCALE,
      widths: { xs, sm, md, lg },
    } as Site,
    s3: s3SettingsOf(rest),
    backup: backupConfigOf(rest),
    adminApiKey: rest.ADMIN_API_KEY,
    keyLifetimeDays: rest.KEY_LIFETIME_DAYS,
    /** Hosts that may be private and use http when something is sent to them. */
    allowedHosts: rest.OUTGOING_HOSTS,
    /** The key of secrets that are kept, or the file that has it; neither where a server keeps the database and no key is set. */
    secrets: { key: rest.SECRETS_KEY, file: onServer ? undefined : resolve(dataDir, 'secrets.key') },
    killNeedsTwo: rest.KILL_NEEDS_TWO === 'on',
    logLevel: rest.LOG_LEVEL,
    logFormat: rest.LOG_FORMAT,
    logSample: rest.LOG_SAMPLE,
    cacheBytes: rest.CACHE_BYTES,
    cacheTag: rest.CACHE_TAG === 'on',
    keepChangesDays: rest.KEEP_CHANGES_DAYS,
    keepDraftVersionsDays: rest.KEEP_DRAFT_VERSIONS_DAYS,
    metrics: METRICS_PORT === undefined ? undefined : { port: METRICS_PORT, host: rest.METRICS_HOST },
    rateLimits: { perAddress: rest.RATE_LIMIT_PER_ADDRESS, perKey: rest.RATE_LIMIT_PER_KEY },
    hsts: rest.HSTS === 'on',
    stopDelayMs: rest.STOP_DELAY * 1000,
    /** Settings that are allowed but probably a mistake, a sentence each. */
    warnings: [
      ...(PUBLIC_URL || isThisMachine(rest.HOST)
        ? []
        : [
            `PUBLIC_URL is not set: addresses in answers say ${publicUrl}, which other machines cannot reach.`,
          ]),
      ...(SITE_URL || isThisMachine(new URL(publicUrl).hostname)
        ? []
        : ['SITE_URL is not set: stories have no pages. There are no sitemaps, and feeds lead to JSON.']),
    ],
  };
}

/** A wrong value as the message shows it: an address without credentials, and no secret. */
function shown(name: string, value = ''): string {
  if (secrets.has(name)) return 'what was given';
  const mayHoldSome = withCredentials.has(name) || /\/\/[^/]*@/.test(value);
  return JSON.stringify(mayHoldSome ? withoutCredentials(value) : value);
}

function refusal(faults: string[]): Error {
  return new Error(`Dateline cannot start with these settings.\n  ${faults.join('\n  ')}`);
}
