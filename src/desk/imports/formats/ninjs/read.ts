import { cutText } from '../../../../foundation/cut-text.ts';
import { findFaults } from '../../../../foundation/http/request/faults.ts';
import type { Fault } from '../../../../foundation/problem.ts';
import { omitAbsent } from '../../../../foundation/omit-absent.ts';
import { toPrintable } from '../../../../foundation/schemas/text.ts';
import type { ExternalId } from '../../../stories/external-id.ts';
import { externalId } from '../../../stories/schema.ts';
import type { Item, ReadItem } from '../incoming.ts';
import { withoutEntities } from './entities.ts';
import { plainOf } from './html.ts';
import { notesOnPackage } from './left-over.ts';
import { isObject, normalise, type Normal } from './versions/normal.ts';
import { isOurExport } from './versions/ours.ts';
import { NinjsItem } from './schema.ts';
import { storyOf } from './story.ts';
import { itemVersionOf } from './versions/version.ts';

/** Reads one item. All faults are given, each with its place in the original item. */
export function readItem({ value, inherited, leftOut }: Item, { now }: { now: number }): ReadItem {
  const stranger = refusalOf(value);
  if (stranger !== undefined || !isObject(value))
    return { notes: [], faults: [{ pointer: '', detail: stranger ?? '' }] };
  const read = normalise(value);
  // What we write ourselves holds no references; what a story says about HTML must stay.
  const normal = isOurExport(read.item) ? read : { ...read, item: withoutEntities(read.item) };
  const told = {
    read: itemVersionOf(value, inherited),
    uri: shown(normal.item['uri'], 2000),
    headline: headlineIn(normal),
    notes: [],
  };
  const type = refusalOfType(normal);
  const reading = type ? { notes: [], faults: [type] } : readStory(normal, now);
  if (!('faults' in reading))
    return { ...told, ...reading, notes: [...notesOnPackage(leftOut), ...reading.notes] };
  const cancelled = readCancellation(normal, told.headline, now);
  if (cancelled) return { ...told, ...cancelled };
  const name = nameOf(normal);
  if (!name) return { ...told, faults: withUnnamed(reading.faults, normal) };
  const headline = told.headline ?? name.value;
  return { ...told, ...reading, unread: { name, headline, item: value } };
}

function readStory(normal: Normal, now: number): ReturnType<typeof storyOf> {
  const { faults, value: item } = findFaults(NinjsItem, 'body', normal.item);
  if (faults.length === 0) return storyOf(item as NinjsItem, normal, now);
  return {
    notes: [],
    faults: faults.map((fault) => ({ ...fault, pointer: normal.placeOf(fault.pointer ?? '') })),
  };
}

/** A cancellation needs no more than its name: whatever else is wrong with it, what it cancels is cancelled. */
function readCancellation(
  normal: Normal,
  headline: string | undefined,
  now: number,
): ReturnType<typeof storyOf> | undefined {
  const { uri, pubStatus, version, versionCreated } = normal.item;
  const edNote = shown(normal.item['edNote'], 2000);
  if (pubStatus !== 'canceled') return undefined;
  const value = headline ?? shown(uri, 300);
  const bare = [{ version, versionCreated }, { version }, { versionCreated }, {}].map((dated) =>
    readStory(
      { ...normal, item: omitAbsent({ uri, pubStatus, edNote, headlines: [{ value }], ...dated }), lost: [] },
      now,
    ),
  );
  return bare.find((reading) => 'incoming' in reading);
}

/** Whatever else is wrong with an item: without a name nobody could find its record. */
function withUnnamed(faults: Fault[], { placeOf }: Normal): Fault[] {
  const pointer = placeOf('/uri');
  if (faults.some((fault) => fault.pointer === pointer)) return faults;
  const detail = 'uri must be text of 1 to 200 characters: without it nothing of this item is on record';
  return [...faults, { pointer, detail }];
}

function nameOf({ item }: Normal): ExternalId | undefined {
  const { success, data } = externalId.value.safeParse(item['uri']);
  return success && data === item['uri'] ? { scheme: 'ninjs', value: data } : undefined;
}

/** Why a value is not an item of ninjs; undefined when it may be one. */
function refusalOf(value: unknown): string | undefined {
  if (!isObject(value)) return 'This is no item of ninjs, which is a JSON object.';
  if ('uri' in value || 'guid' in value) return undefined;
  if ('$schema' in value || 'properties' in value || '$id' in value)
    return 'This is a JSON Schema and no item of news.';
  return 'There is no "uri" (or "guid", as Superdesk writes): every item of ninjs has one, and it is known again by it.';
}

const otherTypes = new Map([
  ['picture', 'This is a picture: upload its file at /v1/desk/media.'],
  ['graphic', 'This is a graphic: upload its file at /v1/desk/media.'],
  ['audio', 'This is audio, which is not kept here.'],
  ['video', 'This is a video, which is not kept here.'],
  ['event', 'This is an event to come, and no story.'],
  ['planning', 'This is a plan of coverage, and no story.'],
  ['component', 'This is a component of other items, and no story by itself.'],
]);

/** Only stories are imported: texts, and composites that have a text of their own. */
function refusalOfType({ item, placeOf }: Normal): Fault | undefined {
  const { type } = item;
  if (type === undefined || type === 'text') return undefined;
  if (type === 'composite') {
    if ('bodies' in item) return undefined;
    return {
      pointer: placeOf('/type'),
      detail: 'This is a composite without a text of its own, and holds no whole story.',
    };
  }
  const detail =
    (typeof type === 'string' ? otherTypes.get(type) : undefined) ??
    'The type is none that ninjs has for stories; it must be text.';
  return { pointer: placeOf('/type'), detail };
}

function headlineIn({ item }: Normal): string | undefined {
  const [first] = Array.isArray(item['headlines']) ? (item['headlines'] as unknown[]) : [];
  if (!isObject(first)) return shown(item['title'], 300);
  const { value, contentType } = first;
  if (typeof value !== 'string' || typeof contentType !== 'string') return shown(value, 300);
  return shown(plainOf({ value, contentType }), 300);
}

/** Cuts a text for the report. */
function shown(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return cutText(toPrintable(value).trim(), most);
}
