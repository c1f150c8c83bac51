import { attributionRoles } from '../../../../edition/articles/content.ts';
import { omitAbsent } from '../../../../foundation/omit-absent.ts';
import type { IncomingStory, SourceName } from '../incoming.ts';
import { quotedList, newFragment, type Fragment } from './fragment.ts';
import type { NinjsItem } from './schema.ts';

type Source = NonNullable<NinjsItem['infoSources']>[number];
type Role = (typeof attributionRoles)[number];
type Parties = Fragment & Pick<IncomingStory, 'agency' | 'attributed'>;

const supplying = ['supplier', 'provider', 'distributor', 'originator', 'agency', 'source', undefined];

/** The supplier of a story, and its chain of sources. A name counts as an agency only if the agency exists here. */
export function partiesOf({ infoSources = [] }: NinjsItem): Parties {
  const fragment: Parties = { ...newFragment(), attributed: [] };
  const left = new Set(infoSources.filter(({ name, literal }) => (name ?? literal) !== undefined));
  const supplier = supplying
    .map((role) => [...left].find((one) => one.role?.toLowerCase().split('/').at(-1) === role))
    .find((one) => one !== undefined);
  if (supplier) {
    left.delete(supplier);
    fragment.agency = namedBy(supplier);
    fragment.from['/agency'] = `/infoSources/${infoSources.indexOf(supplier)}`;
  }
  const attributions: Record<string, unknown>[] = [];
  for (const source of left) {
    if (!isRole(source.role)) continue;
    left.delete(source);
    fragment.from[`/attributions/${attributions.length}`] = `/infoSources/${infoSources.indexOf(source)}`;
    attributions.push(attributionOf(source.role, source));
    fragment.attributed.push(partiesBehind(source));
  }
  if (attributions.length > 0) fragment.fields['attributions'] = attributions;
  if (left.size > 0)
    fragment.notes.push({
      name: 'field-dropped',
      detail: `Sources in other roles are not kept: ${quotedList([...left].map(({ name, literal, role = '' }) => `${role}: ${name ?? literal ?? ''}`))}.`,
      pointer: '/infoSources',
    });
  return fragment;
}

function isRole(role: string | undefined): role is Role {
  return attributionRoles.some((known) => known === role);
}

/** Anonymous sources, and sources behind an agency, are described and never named. */
function attributionOf(role: Role, { name, literal }: Source): Record<string, unknown> {
  const isDescribed = role === 'anonymousSource' || viaOf(literal) !== undefined;
  return omitAbsent({ role, [isDescribed ? 'description' : 'name']: name });
}

function partiesBehind({ name, literal }: Source): { agency?: SourceName; via?: SourceName } {
  const via = viaOf(literal);
  if (via !== undefined) return { via: { name: via } };
  return { agency: { name, literal } };
}

function viaOf(literal: string | undefined): string | undefined {
  return /^via (.+)$/.exec(literal ?? '')?.[1];
}

function namedBy({ name, literal, uri }: Source): SourceName {
  return { name: name ?? literal, literal, url: uri };
}
