import { urnOf } from '../../foundation/ids.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { unlessEmpty } from '../../foundation/unless-empty.ts';
import type { Article } from '../../edition/show/schema.ts';

/** The supplier, the chain of sources (first reports, relays, unnamed sources), and who signs in which role. */
export function infoSourcesOf({ agency, attributions, bylines }: Article) {
  return unlessEmpty([
    ...(agency
      ? [omitAbsent({ name: agency.name, role: 'supplier', uri: agency.url, literal: agency.id })]
      : []),
    ...attributions.map(sourceOf),
    ...bylines.map(({ role, place, byline: { id, name } }) =>
      omitAbsent({ name, role, uri: urnOf(id), literal: id, contactInfo: factsOf({ place }) }),
    ),
  ]);
}

/** ninjs has only a name for each source, so further details follow in brackets, and one by one in `contactInfo`. */
function sourceOf({ role, agency: from, name, description, reason, via }: Article['attributions'][number]) {
  const [who, ...more] = [from?.name ?? name, description, reason].filter((words) => words !== undefined);
  const through = via && via.id !== from?.id ? `via ${via.name}` : undefined;
  const beside = unlessEmpty([...more, through].filter((words) => words !== undefined))?.join('; ');
  return omitAbsent({
    role,
    name: beside ? `${who ?? ''} (${beside})`.trim() : who,
    literal: from?.id,
    contactInfo: factsOf({ name, description, reason, via: via?.name }),
  });
}

function factsOf(facts: Record<string, string | undefined>) {
  return unlessEmpty(
    Object.entries(facts).flatMap(([type, value]) => (value === undefined ? [] : [{ type, value }])),
  );
}
