import { changeKinds } from '../../edition/changes/kinds.ts';
import type { Db } from '../../foundation/database/database.ts';
import { type Fault, ruleUnmet, unknownReference } from '../../foundation/problem.ts';
import { agencyType } from '../../library/agencies/record-type.ts';
import { lookUp } from '../../library/records/store.ts';
import { sectionType } from '../../library/sections/record-type.ts';
import { isChangeKind } from './schema.ts';
import type { WebhookRow } from './table.ts';

type Narrowing = Pick<
  WebhookRow,
  'source' | 'body' | 'kinds' | 'sections' | 'agencies' | 'locales' | 'material'
>;

type Lists = Pick<WebhookRow, 'kinds' | 'sections' | 'agencies' | 'locales'>;
type Sent = { [List in keyof Lists]?: string[] | undefined };

const recordTypes = { sections: sectionType, agencies: agencyType };

/** What was sent to narrow it, with ids in place of slugs; null for an empty list. Throws `unknown-reference`. */
export async function narrowingOf(db: Db, { kinds, locales, ...named }: Sent): Promise<Partial<Lists>> {
  const faults: Fault[] = [];
  const lists: Sent = { kinds, locales };
  for (const [name, references] of Object.entries(named) as [keyof typeof recordTypes, string[]?][]) {
    if (!references) continue;
    const places = references.map((reference, index) => ({
      reference,
      where: { pointer: `/${name}/${index}` },
    }));
    const looked = await lookUp<{ id: string; slug: string }>(db, recordTypes[name] as never, places);
    faults.push(...looked.faults);
    lists[name] = [...new Set(references.flatMap((reference) => looked.found.get(reference)?.id ?? []))];
  }
  if (faults.length > 0) throw unknownReference(faults);
  const said = Object.entries(lists).filter(([, list]) => list !== undefined);
  return Object.fromEntries(said.map(([name, list]) => [name, list!.length > 0 ? list : null]));
}

/** Throws `rule-unmet` where nothing may be sent to an address, or what it is narrowed to has no meaning. */
export function refuseUnfit(
  { url, ...narrowing }: Narrowing & { url: string },
  addressFault: (url: string) => string | undefined,
): void {
  const faults: Fault[] = [];
  const fault = addressFault(url);
  if (fault !== undefined) faults.push({ pointer: '/url', detail: fault });
  if (narrowing.source === 'events')
    for (const name of ['sections', 'agencies', 'locales', 'material'] as const)
      if (narrowing[name])
        faults.push({ pointer: `/${name}`, detail: `${name} narrows public changes, not events` });
  if (narrowing.source === 'changes')
    for (const [index, kind] of (narrowing.kinds ?? []).entries())
      if (!isChangeKind(kind))
        faults.push({
          pointer: `/kinds/${index}`,
          detail: `no public changes are of the kind ${kind}: they are of ${changeKinds.join(', ')}`,
        });
  if (faults.length > 0) throw ruleUnmet(faults);
}
