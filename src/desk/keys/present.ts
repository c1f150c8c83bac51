import { endOf, expiresSoon, type KeyWithActor } from '../../access/key-state.ts';
import { toTimestamp, toTimestampIfSet } from '../../foundation/clock.ts';
import type { Db } from '../../foundation/database/database.ts';
import { etagOfRevision } from '../../foundation/http/request/if-match.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { presentNamed } from '../../library/records/present.ts';
import { findRecords } from '../../library/records/store.ts';
import { sectionType } from '../../library/sections/record-type.ts';
import type { KeyOut } from './schema.ts';

/** Keys without their secrets; one query for the sections of all. */
export async function presentKeys(db: Db, held: KeyWithActor[], now: number): Promise<KeyOut[]> {
  const sections = await findRecords(
    db,
    sectionType,
    held.flatMap(({ key }) => key.sections ?? []),
  );
  return held.map((each) => {
    const { key, actor } = each;
    return omitAbsent({
      id: key.id,
      name: key.name,
      role: key.role,
      scopes: key.scopes,
      sections: key.sections?.flatMap((id) => sections.get(id) ?? []).map(presentNamed),
      actor: presentKeyActor(actor),
      state: endOf(each, now) ?? ('active' as const),
      createdAt: toTimestamp(key.createdAt),
      createdBy: key.createdBy,
      expiresAt: toTimestampIfSet(key.expiresAt),
      expiresSoon: expiresSoon(each, now),
      renewable: key.renewable,
      renewedBy: key.renewedBy,
      revokedAt: toTimestampIfSet(key.revokedAt),
      lastUsedAt: toTimestampIfSet(key.lastUsedAt),
      etag: etagOfRevision(key.revision),
    });
  });
}

export function presentKeyActor({ id, name, kind }: KeyWithActor['actor']) {
  return { id, name, kind };
}
