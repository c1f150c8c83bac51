import type { Db } from '../../foundation/database/database.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { conflict, type Problem } from '../../foundation/problem.ts';
import type { IncomingRow } from '../stories/incoming-table.ts';
import { findCancellation, findNewest, findOfVersion } from './store.ts';
import { areAlike, isTime, type Sent } from './sent.ts';

/** What is known of a source's versions of one story when another arrives. */
export type Standing = {
  /** The newest version that it sent, of any status, among those that can be compared with what arrives. */
  newest: number | null;
  /** Whether it sent anything under this id. */
  wasSent: boolean;
  /** Its last cancellation. */
  cancelled?: IncomingRow | undefined;
  /** Whether that covers what arrives. */
  isCovered: boolean;
  /** The record of the same version with the same content. */
  same?: IncomingRow | undefined;
  /** Whether the same version came before with other content. */
  hasOther: boolean;
};

type Arriving = Pick<Sent, 'name' | 'sourceVersion' | 'pubStatus' | 'fingerprint'>;

/** Looks up what a source sent before; `applied` is the version of the source that was applied last. */
export async function findStanding(db: Db, arriving: Arriving, applied: number | null): Promise<Standing> {
  const { name, sourceVersion, pubStatus, fingerprint } = arriving;
  const [last] = await findNewest(db, { ...name, isTime: Number(isTime(sourceVersion ?? 0)) });
  const [cancelled] = await findCancellation(db, name);
  const ofVersion = await findOfVersion(db, name, sourceVersion);
  const numbers = [last?.ineffective === 'outside' ? undefined : last?.sourceVersion, applied].filter(
    (one) => typeof one === 'number',
  );
  const alike = numbers.filter((one) => sourceVersion !== undefined && areAlike(one, sourceVersion));
  const same = ofVersion.find((row) => row.fingerprint === fingerprint && row.pubStatus === pubStatus);
  return {
    newest: alike.length > 0 ? Math.max(...alike) : null,
    wasSent: last !== undefined,
    ...(cancelled && { cancelled }),
    isCovered: cancelled !== undefined && covers(cancelled, sourceVersion),
    ...(same && { same }),
    hasOther:
      sourceVersion !== undefined &&
      ofVersion.some((row) => row.pubStatus !== 'canceled' && row.fingerprint !== fingerprint),
  };
}

/** Whether a cancellation covers a version: its own and all older ones, and every one that nobody can compare. */
function covers({ sourceVersion: cancelled }: IncomingRow, sourceVersion: number | undefined): boolean {
  if (cancelled === null || sourceVersion === undefined || !areAlike(cancelled, sourceVersion)) return true;
  return sourceVersion <= cancelled;
}

/** Why a version comes too late: its source sent a newer one or cancelled it; undefined when it does not. */
export function refusalOfLate(
  { sourceVersion, pubStatus }: Pick<Sent, 'sourceVersion' | 'pubStatus'>,
  { newest, cancelled, isCovered }: Standing,
): Problem | undefined {
  if (pubStatus !== 'canceled' && cancelled && isCovered) {
    const { sourceVersion: version } = cancelled;
    return version === null
      ? conflict('Its source cancelled this story: nothing of it may be used, unless the desk lifts that.')
      : conflict(`Its source cancelled this story with ${versionSaid(version)}, and this one is not newer.`, {
          sourceVersion: version,
        });
  }
  if (newest === null || sourceVersion === undefined || sourceVersion >= newest) return undefined;
  return conflict('The source sent a newer version of this story before.', {
    sourceVersion: newest,
  });
}

/** A version of a source as people say it: its number, or its time. */
export function versionSaid(sourceVersion: number): string {
  return isTime(sourceVersion) ? `the version of ${toTimestamp(sourceVersion)}` : `version ${sourceVersion}`;
}

/** The number of a version alone, or its time. */
export function numberSaid(sourceVersion: number): string {
  return isTime(sourceVersion) ? toTimestamp(sourceVersion) : `${sourceVersion}`;
}
