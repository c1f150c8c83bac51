import { z } from 'zod';
import { readKey } from '../../access/key.ts';

/** A year. */
export const defaultKeyLifetimeDays = 365;

/** The settings of keys. */
export const keySettings = {
  ADMIN_API_KEY: z
    .string()
    .refine((key) => readKey(key) !== undefined, 'must be a whole key as `npm run key -- make` prints it')
    .optional()
    .describe(
      'The first admin key, used only while there is no admin key; `npm run key -- make` prints one. By default a key is made at the first start and printed once.',
    ),
  KEY_LIFETIME_DAYS: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a whole number of days from 0')
    .transform(Number)
    .default(defaultKeyLifetimeDays)
    .describe(
      'For how many days a key works that is issued over HTTP without `expiresAt`; `0` for no end. Keys made by command, and `ADMIN_API_KEY`, do not expire by themselves.',
    ),
};
