import { z } from 'zod';
import { toTimestamp } from '../../clock.ts';
import { Timestamp } from '../../schemas/wire.ts';
import { etagOfRevision } from '../request/if-match.ts';

export const Etag = z.string().meta({
  description: 'Send it back in `If-Match` to change this; it differs after every change.',
  examples: ['"r1"'],
});

/** The fields that every resource of the desk has. */
export const kept = {
  revision: z.number().int().meta({ description: 'Counts the changes, from 1.' }),
  etag: Etag,
  createdAt: Timestamp,
  updatedAt: Timestamp,
};

type Kept = { revision: number; createdAt: number; updatedAt: number };

/** These fields of a row. */
export function presentKept({ revision, createdAt, updatedAt }: Kept) {
  return {
    revision,
    etag: etagOfRevision(revision),
    createdAt: toTimestamp(createdAt),
    updatedAt: toTimestamp(updatedAt),
  };
}
