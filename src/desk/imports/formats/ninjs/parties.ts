import { cutText } from '../../../../foundation/cut-text.ts';
import { attributionRoles, bylineRoles } from '../../../../edition/articles/content.ts';
import { omitAbsent } from '../../../../foundation/omit-absent.ts';
import type { IncomingCredit, IncomingStory, SourceName } from '../incoming.ts';
import { addNote, quotedList, newFragment, placeOfAll, type Fragment } from './fragment.ts';
import type { NinjsItem } from './schema.ts';

type Source = NonNullable<NinjsItem['infoSources']>[number];
type Role = (typeof attributionRoles)[number];
type Parties = Fragment & Pick<IncomingStory, 'agency' | 'attributed'> & { credits: IncomingCredit[] };

const supplying = ['supplier', 'provider', 'distributor', 'originator', 'agency', 'source', undefined];

/**
 * The supplier of a story, and its chain of sources; in our own export also who signs it. A name counts as an agency only
 * if the agency exists here. Superdesk has its supplier in `source`.
 */
export function partiesOf({ infoSources = [], source }: NinjsItem, { isOurs }: { isOurs: boolean }): Parties {
  const fragment: Parties = { ...newFragment(), attributed: [], credits: [] };
  const left = new Set(infoSources.filter(({ name, literal }) => (name ?? literal) !== undefined));
  const supplier = supplying
    .map((role) => [...left].find((one) => one.role?.toLowerCase().split('/').at(-1) === role))
    .find((one) => one !== undefined);
  if (supplier) {
    left.delete(supplier);
    fragment.agency = namedBy(supplier);
    fragment.from['/agency'] = `/infoSources/${infoSources.indexOf(supplier)}`;
  }
  readSource(fragment, source?.trim(), supplier);
  const attributions: Record<string, unknown>[] = [];
  for (const one of left) {
    const place = `/infoSources/${infoSources.indexOf(one)}`;
    if (isOurs && isBylineRole(one.role)) {
      fragment.from[`/credits/${fragment.credits.length}`] = place;
      fragment.credits.push(omitAbsent({ name: one.name, role: one.role, place: factsOf(one)['place'] }));
    } else if (isRole(one.role)) {
      fragment.from[`/attributions/${attributions.length}`] = place;
      attributions.push(attributionOf(one.role, one));
      const isAgency = isOurs && one.literal?.startsWith('agency_');
      fragment.attributed.push({ ...partiesBehind(one), ...(isAgency && { isAgency }) });
    } else continue;
    left.delete(one);
  }
  if (attributions.length > 0) fragment.fields['attributions'] = attributions;
  if (left.size > 0)
    addNote(
      fragment,
      'fieldDropped',
      `Sources in other roles are not kept: ${quotedList([...left].map(({ name, literal, role = '' }) => `${role}: ${name ?? literal ?? ''}`))}.`,
      placeOfAll('/infoSources', infoSources, [...left]),
    );
  return fragment;
}

function readSource(fragment: Parties, source: string | undefined, supplier: Source | undefined): void {
  if (!source || source === supplier?.name) return;
  if (supplier) {
    addNote(fragment, 'fieldDropped', `Its source "${cutText(source, 100)}" is not kept.`, '/source');
    return;
  }
  fragment.agency = { name: source };
  fragment.from['/agency'] = '/source';
}

function isRole(role: string | undefined): role is Role {
  return attributionRoles.some((known) => known === role);
}

function isBylineRole(role: string | undefined): role is (typeof bylineRoles)[number] {
  return bylineRoles.some((known) => known === role);
}

/** Anonymous sources, and sources behind an agency, are described and never named. Our export tells the facts apart. */
function attributionOf(role: Role, source: Source): Record<string, unknown> {
  const { name, literal } = source;
  const facts = factsOf(source);
  if (Object.keys(facts).length > 0) {
    const { description, reason } = facts;
    return omitAbsent({ role, name: facts['name'] ?? agencyName(source), description, reason });
  }
  const isDescribed = role === 'anonymousSource' || viaOf(literal) !== undefined;
  return omitAbsent({ role, [isDescribed ? 'description' : 'name']: name });
}

function partiesBehind(source: Source): { agency?: SourceName; via?: SourceName } {
  const { name, literal } = source;
  const via = viaOf(literal);
  if (via !== undefined) return { via: { name: via } };
  const facts = factsOf(source);
  if (Object.keys(facts).length === 0) return { agency: { name, literal } };
  const agency = agencyName(source);
  return {
    ...(agency === undefined ? {} : { agency: { name: agency, literal } }),
    ...(facts['via'] === undefined ? {} : { via: { name: facts['via'] } }),
  };
}

/** The name of an agency in our export, without the facts that follow it in brackets; only agencies have a literal there. */
function agencyName(source: Source): string | undefined {
  const { name, literal } = source;
  if (literal === undefined || name === undefined) return undefined;
  const { description, reason, via } = factsOf(source);
  const facts = [
    [description, reason, via && `via ${via}`],
    [description, reason],
  ];
  const suffixes = facts.map((words) => ` (${words.filter((word) => word !== undefined).join('; ')})`);
  const suffix = suffixes.find((words) => name.endsWith(words)) ?? '';
  return name.slice(0, name.length - suffix.length);
}

function factsOf({ contactInfo = [] }: Source): Partial<Record<string, string>> {
  return Object.fromEntries(contactInfo.flatMap(({ type, value }) => (type && value ? [[type, value]] : [])));
}

function viaOf(literal: string | undefined): string | undefined {
  return /^via (.+)$/.exec(literal ?? '')?.[1];
}

function namedBy({ name, literal, uri }: Source): SourceName {
  return { name: name ?? literal, literal, url: uri };
}
