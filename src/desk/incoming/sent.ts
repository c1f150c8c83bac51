import { createHash } from 'node:crypto';
import type { ExternalId } from '../stories/external-id.ts';
import type { ArticleIn } from '../stories/schema.ts';
import type { IncomingRow } from '../stories/incoming-table.ts';

/** A version of a story as its source sends it, its references resolved as far as they are here. */
export type Sent = {
  /** The id of its record; absent: a new one. */
  id?: string;
  name: ExternalId;
  input: ArticleIn;
  /** A number, or UTC milliseconds. */
  sourceVersion?: number | undefined;
  pubStatus: IncomingRow['pubStatus'];
  fingerprint: string;
};

/** From here on a number is no count of versions but a time in milliseconds: 2001, long before any source that has these. */
export const firstTime = 1_000_000_000_000;

/** Whether a version is a time rather than a count. */
export function isTime(sourceVersion: number): boolean {
  return sourceVersion >= firstTime;
}

/** Whether two versions can be compared: a source may count one and give only the time of another. */
export function areAlike(one: number, other: number): boolean {
  return isTime(one) === isTime(other);
}

/** A hash of what a source sent, before anything in it is looked up: the same content gives the same. */
export function fingerprintOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** What an event tells of a version that a source sent. */
export function dataOf({ name, sourceVersion }: Pick<Sent, 'name' | 'sourceVersion'>) {
  return {
    externalId: `${name.scheme}:${name.value}`,
    ...(sourceVersion === undefined ? {} : { sourceVersion }),
  };
}
