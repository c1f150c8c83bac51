import { cutText } from '../../../../foundation/cut-text.ts';
import { z } from 'zod';
import { notOneLine } from '../../../../foundation/schemas/text.ts';
import { onOneLine } from '../../../../library/body/words.ts';
import { findFaults } from '../../../../foundation/http/request/faults.ts';
import type { Fault } from '../../../../foundation/problem.ts';
import { ArticleIn, externalId } from '../../../stories/schema.ts';
import { type ExternalId, isSameExternalId } from '../../../stories/external-id.ts';
import type { Note } from '../../../../library/notes.ts';
import type { IncomingStory } from '../incoming.ts';
import { associationsOf } from './associations.ts';
import { bodyOf } from './body.ts';
import { embargoOf, readFacts } from './facts.ts';
import { authorsOf } from './authors.ts';
import { addNote, mergeFragments, newFragment, setField, type Fragment } from './fragment.ts';
import { datelineOf, descriptionsOf, headlinesOf } from './headlines.ts';
import { leftOver, notesOnCancelled } from './left-over.ts';
import type { Normal } from './versions/normal.ts';
import { isOurExport } from './versions/ours.ts';
import { partiesOf } from './parties.ts';
import type { NinjsItem } from './schema.ts';
import { subjectsOf } from './subjects.ts';
import { datesOf } from './dates.ts';

const noHeadline = 'There is no headline, and no title that could stand in its place.';

/** The places of what is not a field of ours, or may be missing. */
const elsewhere = {
  '/headline': '/headlines',
  '/status': '/pubStatus',
  '/externalIds': '/uri',
  '/isPartial': '/representationType',
  '/sourceVersion': '/version',
  '/otherNames': '/altIds',
};

type Outcome = { notes: Note[] } & ({ incoming: IncomingStory } | { faults: Fault[] });

/** The story of an item, or all its faults. */
export function storyOf(item: NinjsItem, { placeOf, lost }: Normal, now: number): Outcome {
  const isOurs = isOurExport(item);
  const facts = readFacts(item, { isOurs });
  const body = bodyOf(item, { isOurs, locale: facts.fields['locale'] as string | undefined });
  const parties = partiesOf(item, { isOurs });
  const subjects = subjectsOf(item, { isOurs });
  const embargo = embargoOf(item, now);
  const status = statusOf(item);
  const beside = associationsOf(item, { isOurs });
  const authors = authorsOf(item);
  const dates = datesOf(item);
  const ids = altIdsOf(item, { isOurs });
  const credits = authors.credits ?? (parties.credits.length > 0 ? parties.credits : undefined);
  const said = mergeFragments([
    headlinesOf(item),
    descriptionsOf(item),
    datelineOf(item, body.text),
    ...[body, facts, parties, authors, subjects, embargo.fragment, dates, ids],
  ]);
  const { faults, story, notes } = judged(said);
  const places = { ...elsewhere, ...said.from, ...beside.from };
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
  if (all.length > 0 || !story || !status) return { notes: [], faults: all };
  const told = [
    ...[...said.notes, ...beside.notes].map((note) => ({
      ...note,
      pointer: placeOf(note.pointer ?? ''),
    })),
    ...notes.map((note) => ({ ...note, pointer: place(note.pointer ?? '') })),
    ...leftOver(item, { placeOf, lost }),
  ];
  return {
    // Nothing of what is cancelled is kept; why, is for the desk.
    notes: status === 'canceled' ? notesOnCancelled(item, placeOf) : told,
    incoming: {
      name: { scheme: 'ninjs', value: item.uri },
      otherNames: ids.names,
      sourceVersion: dates.sourceVersion,
      madeAt: dates.madeAt,
      publishedAt: dates.publishedAt,
      isUndated: dates.isUndated || undefined,
      status,
      isPartial: /^(partial|incomplete)$/i.test(item.representationType ?? ''),
      story,
      agency: parties.agency,
      attributed: parties.attributed,
      section: subjects.section,
      parentSection: subjects.parentSection,
      topics: subjects.topics,
      credits,
      formerSubjects: subjects.formerSubjects,
      pictures: beside.pictures,
      pictureWords: beside.pictureWords,
      related: beside.related,
      placeOf: place,
    },
  };
}

/** What is one line becomes one; optional fields that do not fit are left out; every other fault refuses the item. */
function judged({ fields }: Fragment): { faults: Fault[]; story?: ArticleIn; notes: Note[] } {
  const { faults: found, value } = findFaults(ArticleIn, 'body', fields);
  if (found.length === 0) return { faults: found, story: value as ArticleIn, notes: [] };
  const without = structuredClone(fields);
  const joined = found.filter(({ detail }) => detail.endsWith(notOneLine));
  for (const { pointer = '' } of joined) change(without, pointer.split('/').slice(1), onOneLine);
  const { faults } = findFaults(ArticleIn, 'body', without);
  const spare = faults.filter(({ pointer = '' }) => dispensable.test(pointer));
  for (const { pointer = '' } of spare) remove(without, pointer.split('/').slice(1));
  const rest = findFaults(ArticleIn, 'body', without);
  return {
    faults: rest.faults,
    ...(rest.faults.length === 0 && { story: rest.value as ArticleIn }),
    notes: [
      ...joined.map(({ pointer = '' }) => ({
        ...{ name: 'fieldChanged' as const, pointer },
        detail: 'Its line breaks and tabs became spaces.',
      })),
      ...spare.map(({ detail, pointer = '' }) => ({
        ...{ name: 'fieldDropped' as const, pointer },
        detail: `${detail}: it is left out.`,
      })),
    ],
  };
}

const dispensable = /^\/(headlines|kicker|standfirst|slugline|creditLine|dateline|subjects\/\d+\/name)(\/|$)/;

function remove(fields: Record<string, unknown>, [step = '', ...rest]: string[]): void {
  if (rest.length === 0 || step === 'dateline') Reflect.deleteProperty(fields, step);
  else remove(fields[step] as Record<string, unknown>, rest);
}

/** Changes the text at a place. */
function change(fields: unknown, [step = '', ...rest]: string[], by: (text: string) => string): void {
  const inside = fields as Record<string, unknown>;
  if (rest.length > 0) change(inside[step], rest, by);
  else inside[step] = by(String(inside[step]));
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
  return (['usable', 'withheld', 'canceled'] as const).find((known) => known === pubStatus);
}

/** Its external ids, except those of single versions. Of several equal ones the first is kept. */
function altIdsOf(
  { altIds = [] }: NinjsItem,
  { isOurs }: { isOurs: boolean },
): Fragment & { names: ExternalId[] } {
  const fragment = newFragment();
  const names: ExternalId[] = [];
  for (const [index, { role = 'altId', value }] of altIds.entries()) {
    const place = `/altIds/${index}`;
    const name = { scheme: role.trim(), value: String(value).trim() };
    if (/^etag$/i.test(name.scheme)) continue;
    if (isOurs && role === 'canonicalUrl') setField(fragment, 'canonicalUrl', name.value, `${place}/value`);
    else if (!Name.safeParse(name).success)
      addNote(fragment, 'fieldDropped', `"${cutText(name.scheme, 60)}" is no id that can be kept.`, place);
    else if (!names.some((one) => isSameExternalId(one, name))) names.push(name);
  }
  return { ...fragment, names };
}

const Name = z.strictObject(externalId);
