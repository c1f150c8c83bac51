import { z } from 'zod';
import { findFaults } from '../../../../foundation/http/request/faults.ts';
import type { Fault } from '../../../../foundation/problem.ts';
import type { Note } from '../../../../library/notes.ts';
import { ArticleIn, externalId } from '../../../stories/schema.ts';
import type { ExternalId } from '../../../stories/external-id.ts';
import type { IncomingStory } from '../incoming.ts';
import { associationsOf } from './associations.ts';
import { bodyOf } from './body.ts';
import { embargoOf, readFacts } from './facts.ts';
import { mergeFragments, type Fragment } from './fragment.ts';
import { datelineOf, descriptionsOf, headlinesOf } from './headlines.ts';
import { notesOnRest } from './rest.ts';
import type { Normal } from './normal.ts';
import { partiesOf } from './parties.ts';
import type { NinjsItem } from './schema.ts';
import { subjectsOf } from './subjects.ts';
import { timeOf } from './times.ts';

const noHeadline = 'There is no headline, and no title that could stand in its place.';

/** The places of what is not a field of ours, or may be missing. */
const elsewhere = {
  '/headline': '/headlines',
  '/status': '/pubStatus',
  '/externalIds': '/uri',
  '/isPartial': '/representationType',
  '/sourceVersion': '/version',
};

type Outcome = { notes: Note[] } & ({ incoming: IncomingStory } | { faults: Fault[] });

/** The story of an item, or all its faults. */
export function storyOf(item: NinjsItem, { placeOf, unknown }: Normal, now: number): Outcome {
  // An item of our own export has a URN and our alternative id.
  const isOurs =
    item.uri.startsWith('urn:uuid:') && namesOf(item).some(({ scheme }) => scheme === 'dateline');
  const body = bodyOf(item, { isOurs });
  const parties = partiesOf(item);
  const subjects = subjectsOf(item);
  const embargo = embargoOf(item, now);
  const status = statusOf(item);
  const beside = associationsOf(item, { isOurs });
  const said = mergeFragments([
    headlinesOf(item),
    descriptionsOf(item),
    datelineOf(item, body.text),
    ...[body, readFacts(item, { isOurs }), parties, subjects, embargo.fragment],
  ]);
  const { faults, story, notes } = judged(said);
  const places = { ...elsewhere, ...said.from };
  function place(pointer: string): string {
    return placeOf(placeIn(places, pointer));
  }
  const all: Fault[] = [
    ...faults.map(({ detail, pointer = '' }) => ({
      pointer: place(pointer),
      detail: 'headline' in said.fields || pointer !== '/headline' ? detail : noHeadline,
    })),
    ...(embargo.fault === undefined ? [] : [{ pointer: placeOf('/embargoedUntil'), detail: embargo.fault }]),
    ...(status === undefined
      ? [{ pointer: placeOf('/pubStatus'), detail: 'pubStatus must be one of usable, withheld, canceled' }]
      : []),
  ];
  const told = [
    ...said.notes.map((note) => placed(note, placeOf)),
    ...notes.map((note) => placed(note, place)),
    ...[...beside.notes, ...notesOnRest(item, unknown)].map((note) => placed(note, placeOf)),
  ];
  if (all.length > 0 || !story || !status) return { notes: [], faults: all };
  const made = [item.firstCreated, item.versionCreated].map(
    (time) => time && timeOf(time, { dayWillDo: true }),
  );
  return {
    notes: told,
    incoming: {
      name: { scheme: 'ninjs', value: item.uri },
      otherNames: namesOf(item),
      sourceVersion: sourceVersionOf(item),
      madeAt: made[1] || undefined,
      publishedAt: made.find((at) => typeof at === 'number'),
      status,
      isPartial: /^(partial|incomplete)$/i.test(item.representationType ?? ''),
      story,
      agency: parties.agency,
      attributed: parties.attributed,
      section: subjects.section,
      topics: subjects.topics,
      formerSubjects: subjects.formerSubjects,
      pictures: beside.pictures,
      related: beside.related,
      placeOf: place,
    },
  };
}

function placed({ pointer = '', ...note }: Note, placeOf: (pointer: string) => string): Note {
  return { ...note, pointer: placeOf(pointer) };
}

/** Optional fields that do not fit are left out; every other fault refuses the item. */
function judged({ fields }: Fragment): { faults: Fault[]; story?: ArticleIn; notes: Note[] } {
  const { faults, value } = findFaults(ArticleIn, 'body', fields);
  if (faults.length === 0) return { faults, story: value as ArticleIn, notes: [] };
  const without = structuredClone(fields);
  const spare = faults.filter(({ pointer = '' }) => dispensable.test(pointer));
  for (const { pointer = '' } of spare) remove(without, pointer.split('/').slice(1));
  const rest = findFaults(ArticleIn, 'body', without);
  return {
    faults: rest.faults,
    ...(rest.faults.length === 0 && { story: rest.value as ArticleIn }),
    notes: spare.map(({ pointer = '', detail }) => ({
      name: 'field-dropped',
      detail: `${detail}: it is left out.`,
      pointer,
    })),
  };
}

const dispensable = /^\/(headlines|kicker|standfirst|slugline|creditLine|dateline|subjects\/\d+\/name)(\/|$)/;

function remove(fields: Record<string, unknown>, [step = '', ...rest]: string[]): void {
  if (rest.length === 0 || step === 'dateline') Reflect.deleteProperty(fields, step);
  else remove(fields[step] as Record<string, unknown>, rest);
}

function placeIn(from: Record<string, string>, pointer: string): string {
  for (let length = pointer.length; length > 0; length = pointer.lastIndexOf('/', length - 1)) {
    const start = pointer.slice(0, length);
    // A fault inside the body points to the whole text that was sent.
    if (Object.hasOwn(from, start)) return from[start]! + (start === '/body' ? '' : pointer.slice(length));
  }
  return '';
}

function statusOf({ pubStatus = 'usable' }: NinjsItem): IncomingStory['status'] | undefined {
  const plain = pubStatus.trim().toLowerCase().replace('cancelled', 'canceled');
  return (['usable', 'withheld', 'canceled'] as const).find((known) => known === plain);
}

/** The version number; without one, the time of the version. */
function sourceVersionOf({ version, versionCreated }: NinjsItem): number | undefined {
  if (version !== undefined && /^\d{1,15}$/.test(String(version).trim())) return Number(version);
  return versionCreated === undefined ? undefined : timeOf(versionCreated, { dayWillDo: true });
}

/** Its external ids, except those of single versions. */
function namesOf({ altIds = [] }: NinjsItem): ExternalId[] {
  const names = altIds.map(({ role = 'altId', value }) => ({
    scheme: role.trim(),
    value: String(value).trim(),
  }));
  const known = new Set<string>();
  return names.filter(({ scheme, value }) => {
    const name = `${scheme}:${value}`;
    const isGood = Name.safeParse({ scheme, value }).success && !/^etag$/i.test(scheme);
    if (!isGood || known.has(name)) return false;
    known.add(name);
    return true;
  });
}

const Name = z.strictObject(externalId);
