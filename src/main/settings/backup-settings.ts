import { z } from 'zod';

export const bucketShape = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/((?:[\w.-]+\/?)*))?$/;

/** The settings of backups. */
export const backupSettings = {
  BACKUP_TO: z
    .string()
    .min(1)
    .refine(
      (to) => !/^[a-z0-9]+:/i.test(to) || bucketShape.test(to),
      'must be a folder, or s3://bucket/folder',
    )
    .optional()
    .describe(
      'Where the server keeps backups: a folder on another disk, or `s3://bucket/folder`. By default it makes none.',
    ),
  BACKUP_EVERY: z
    .string()
    .regex(/^[1-9]\d{0,3}[mhd]$/, 'must be minutes, hours or days, like 15m, 6h or 1d')
    .default('1d')
    .describe('How often it makes one: minutes, hours or days, like `15m`, `6h` or `1d`.'),
  BACKUP_KEEP: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'must be a whole number from 1')
    .transform(Number)
    .default(14)
    .describe('How many backups are kept in one place; the oldest are removed after each new one.'),
  BACKUP_S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .optional()
    .describe(
      'The store of backups to `s3://`, without the bucket: `https://s3.example`. By default the store of `S3_ENDPOINT`.',
    ),
  BACKUP_S3_REGION: z.string().min(1).optional().describe('Its region. By default `S3_REGION`.'),
  BACKUP_S3_ACCESS_KEY_ID: z
    .string()
    .min(1)
    .optional()
    .describe('The key for it. By default `S3_ACCESS_KEY_ID`.'),
  BACKUP_S3_SECRET_ACCESS_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('The secret of that key. By default `S3_SECRET_ACCESS_KEY`.'),
};

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 };

type Given = {
  BACKUP_TO?: string | undefined;
  BACKUP_EVERY: string;
  BACKUP_KEEP: number;
  BACKUP_S3_ENDPOINT?: string | undefined;
  BACKUP_S3_REGION?: string | undefined;
  BACKUP_S3_ACCESS_KEY_ID?: string | undefined;
  BACKUP_S3_SECRET_ACCESS_KEY?: string | undefined;
  S3_ENDPOINT?: string | undefined;
  S3_REGION: string;
  S3_ACCESS_KEY_ID?: string | undefined;
  S3_SECRET_ACCESS_KEY?: string | undefined;
};

export type BackupConfig = ReturnType<typeof backupConfigOf>;

/** What the settings say about backups. */
export function backupConfigOf(given: Given) {
  const every = given.BACKUP_EVERY;
  return {
    to: given.BACKUP_TO,
    everyMs: Number.parseInt(every, 10) * unitMs[every.at(-1) as keyof typeof unitMs],
    keep: given.BACKUP_KEEP,
    s3: {
      endpoint: given.BACKUP_S3_ENDPOINT?.replace(/\/+$/, '') ?? storeOf(given.S3_ENDPOINT),
      region: given.BACKUP_S3_REGION ?? given.S3_REGION,
      accessKeyId: given.BACKUP_S3_ACCESS_KEY_ID ?? given.S3_ACCESS_KEY_ID,
      secretAccessKey: given.BACKUP_S3_SECRET_ACCESS_KEY ?? given.S3_SECRET_ACCESS_KEY,
    },
  };
}

/** The store of a bucket's address; undefined where the bucket stands in the host name, or nowhere. */
function storeOf(bucket: string | undefined): string | undefined {
  if (bucket === undefined) return undefined;
  const { origin, pathname } = new URL(bucket);
  return /^\/[^/]+\/?$/.test(pathname) ? origin : undefined;
}
