import { z } from 'zod';
import { isAddressRange } from '../../foundation/http/connections/proxies.ts';
import { isServer } from '../../foundation/database/engines/engine-at.ts';
import { isOrigin } from './addresses.ts';
import { backupSettings } from './backup-settings.ts';
import { cacheSettings } from './cache-settings.ts';
import { keySettings } from './key-settings.ts';
import { outgoingSettings } from './outgoing-settings.ts';
import { siteSettings } from './site-settings.ts';

const requestsPerMinute = z
  .string()
  .regex(/^[1-9]\d{0,6}$/, 'must be a number of requests in a minute, from 1')
  .transform(Number)
  .optional();

/** Settings whose value is never shown, not even when it is wrong. */
export const secrets = new Set([
  'ADMIN_API_KEY',
  'SECRETS_KEY',
  'S3_SECRET_ACCESS_KEY',
  'BACKUP_S3_SECRET_ACCESS_KEY',
]);

/** Settings that hold an address for which credentials are usual: they are shown without them, however they are written. */
export const withCredentials = new Set(['DATABASE_URL', 'S3_ENDPOINT', 'BACKUP_S3_ENDPOINT', 'BACKUP_TO']);

const portNumber = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535')
  .transform(Number)
  .refine((port) => port <= 65535, 'must be a port number from 0 to 65535');

/** Every setting: name, schema, default and description. */
export const settings = {
  PORT: portNumber.default(3000).describe('The port to listen on; 0 takes a free one.'),
  HOST: z
    .string()
    .min(1)
    // Fastify opens a second server for ::1 then, which neither the cache nor any limit sees.
    .transform((host) => (host === 'localhost' ? '127.0.0.1' : host))
    .default('127.0.0.1')
    .describe('The address to listen on; `0.0.0.0` for every network.'),
  TRUST_PROXY: z
    .string()
    .transform((list) => list.split(',').map((range) => range.trim()))
    .refine(
      (ranges) => ranges.every(isAddressRange),
      'must be addresses and CIDR ranges separated by commas, like 10.0.0.7,192.168.0.0/16',
    )
    .optional()
    .describe(
      'The proxies in front of this server: addresses and CIDR ranges, separated by commas. Only their `X-Forwarded-For` and `X-Request-Id` are believed. By default none.',
    ),
  DESK_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .refine(
      (origins) => origins.every(isOrigin),
      'must be origins separated by commas, in lower case and without a slash at the end, like https://desk.news.example',
    )
    .default([])
    .describe(
      'The sites whose scripts may use the desk (CORS), with a key of their own: origins, separated by commas. By default none.',
    ),
  DATA_DIR: z.string().min(1).default('data').describe('The folder for all data.'),
  DATABASE_URL: z
    .string()
    .min(1)
    .refine(
      (place) => isServer(place) || !/^(:|[a-z][a-z0-9+.-]+:|[a-z]+ *=)/i.test(place),
      'must be the path of a SQLite file, or an address like postgres://user:password@host:5432/name',
    )
    .optional()
    .describe(
      'The path of the SQLite file, or the address of a PostgreSQL database: `postgres://user:password@host:5432/name`, with `?sslmode=` as its tools know it. By default `dateline.db` in `DATA_DIR`.',
    ),
  MEDIA_SHARED: z
    .enum(['on', 'off'])
    .default('off')
    .describe(
      'Whether the folder for picture files is one that every server sees, such as a network disk. With PostgreSQL and without `S3_ENDPOINT` it must be.',
    ),
  MEDIA_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('The folder for picture files. By default `media` in `DATA_DIR`.'),
  BACKUP_BEFORE_MIGRATING: z
    .enum(['on', 'off'])
    .default('on')
    .describe(
      'Whether a newer version copies the database to `backups` in `DATA_DIR` before it changes its schema; the last two copies are kept. `off` saves the room.',
    ),
  ...backupSettings,
  SEED: z
    .enum(['samples', 'none'])
    .default('samples')
    .describe('The content of a new database: the Kishida story with a few samples, or `none`.'),
  ...siteSettings,
  S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .optional()
    .describe('The address of an S3-compatible bucket for the pictures: `https://s3.example/pictures`.'),
  S3_REGION: z.string().min(1).default('auto').describe('The region of the bucket.'),
  S3_ACCESS_KEY_ID: z.string().min(1).optional().describe('The key for the bucket.'),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional().describe('Its secret.'),
  S3_SERVING: z
    .enum(['proxied', 'direct'])
    .default('proxied')
    .describe(
      '`direct` redirects readers to a signed address of the bucket, valid for about a minute, with the headers of the bucket; `proxied` sends the files through this server.',
    ),
  ...keySettings,
  ...outgoingSettings,
  KILL_NEEDS_TWO: z
    .enum(['on', 'off'])
    .default('off')
    .describe('`on`: a story is killed only when a second person confirms it.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('The lowest level to log.'),
  LOG_SAMPLE: z
    .string()
    .regex(/^(0(\.\d{1,6})?|1)$/, 'must be a number from 0 to 1, like 0.05')
    .transform(Number)
    .default(1)
    .describe('The share of answers below status 400 that is logged, from 0 to 1. Errors are always logged.'),
  LOG_FORMAT: z
    .enum(['auto', 'json', 'pretty'])
    .default('auto')
    .describe('`auto` is `pretty` in a terminal and `json` elsewhere.'),
  METRICS_PORT: portNumber
    .optional()
    .describe('The port of `/metrics` for Prometheus; 0 takes a free one. By default there are no metrics.'),
  METRICS_HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe(
      'The address for `METRICS_PORT`. The metrics need no key: give it a network that only the scraper reaches.',
    ),
  ...cacheSettings,
  KEEP_CHANGES_DAYS: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'must be a whole number of days from 1')
    .transform(Number)
    .default(30)
    .describe(
      'For how many days `/v1/changes` keeps what changed in public. Who comes back later begins anew.',
    ),
  KEEP_DRAFT_VERSIONS_DAYS: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'must be a whole number of days from 1')
    .transform(Number)
    .optional()
    .describe(
      'For how many days to keep the text of old versions that were never published, scheduled or approved, and of what sources sent; the newest version and what waits are always kept. By default all are kept.',
    ),
  RATE_LIMIT_PER_ADDRESS: requestsPerMinute.describe(
    'How many requests without a valid key one address may send in a minute; this machine and `TRUST_PROXY` may send any number. By default there is no limit.',
  ),
  RATE_LIMIT_PER_KEY: requestsPerMinute.describe(
    'How many requests one key may send in a minute. By default there is no limit.',
  ),
  HSTS: z
    .enum(['on', 'off'])
    .default('off')
    .describe('`on` sends Strict-Transport-Security. Only for servers that are permanently behind TLS.'),
  STOP_DELAY: z
    .string()
    .regex(/^\d{1,2}$/, 'must be a number of seconds from 0 to 99')
    .transform(Number)
    .default(2)
    .describe('Seconds between "not ready" and closing the port on SIGTERM, for load balancers to notice.'),
};

/**
 * Every setting with its default and its purpose: `[name, default, purpose]`.
 *
 * @internal for docs/settings.md and its test
 */
export function describeSettings(): [name: string, fallback: string, purpose: string][] {
  return Object.entries(settings).map(([name, schema]) => {
    const fallback = schema instanceof z.ZodDefault ? String(schema.def.defaultValue) : '';
    return [name, fallback, schema.description ?? ''];
  });
}
