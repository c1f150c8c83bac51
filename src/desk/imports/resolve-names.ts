import { and, inArray, ne } from 'drizzle-orm';
import type { Db, Work } from '../../foundation/database/database.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { Note } from '../../library/notes.ts';
import { type ExternalId, isSameExternalId } from '../stories/external-id.ts';
import { mostExternalIds, type ArticleIn } from '../stories/schema.ts';
import type { OpenedStory } from '../stories/story.ts';
import { externalIds } from '../stories/table.ts';
import { creditsOf } from './credits.ts';
import type { IncomingStory } from './formats/incoming.ts';
import { matchPictures } from './pictures.ts';
import { findOrCreateRecord, findRecordCalled, type RecordCreation } from './records.ts';
import { resolveSubjects } from './subjects.ts';
import { findRelatedStories } from './related-stories.ts';

type Options = RecordCreation & { defaultLocale: string; notes: Note[] };

/**
 * Resolves the references of an imported story. Missing ones are left out with a note; they do not refuse the story.
 */
export async function resolveNames(
  work: Work,
  incoming: IncomingStory,
  before: OpenedStory | undefined,
  { defaultLocale, ...creation }: Options,
): Promise<ArticleIn> {
  const { tx } = work;
  const { notes } = creation;
  const { story, agency: supplier, section, topics, placeOf } = incoming;
  const agency =
    supplier &&
    (await findOrCreateRecord(work, 'agency', { ...supplier, pointer: placeOf('/agency') }, creation));
  // If the agency is unknown here, its name is kept as the credit line.
  const creditLine = story.creditLine ?? (agency === undefined ? supplier?.name?.slice(0, 300) : undefined);
  const { subjects, others } = await resolveSubjects(tx, incoming, before?.content, notes);
  const locale = story.locale ?? before?.row.locale ?? defaultLocale;
  const linked = await findRelatedStories(tx, { ...incoming, body: story.body }, notes);
  return omitAbsent({
    ...story,
    locale,
    ...(await creditsOf(work, story.bylineText, {
      ...creation,
      agencyName: supplier?.name,
      pointer: placeOf('/bylineText'),
    })),
    agency,
    creditLine,
    attributions: await attributionsOf(work, incoming),
    section:
      section &&
      (await findOrCreateRecord(work, 'section', { ...section, pointer: placeOf('/section') }, creation)),
    topics: await topicsOf(work, [...topics, ...others], { ...creation, pointer: placeOf('/topics') }),
    subjects,
    ...linked,
    ...(await matchPictures(tx, { ...incoming, body: linked.body, locale }, notes)),
    externalIds: await namesOf(tx, incoming, before, notes),
  });
}

/** Replaces names of known agencies by the agencies; other names stay. */
async function attributionsOf(
  work: Work,
  { story, attributed }: IncomingStory,
): Promise<ArticleIn['attributions']> {
  const attributions: NonNullable<ArticleIn['attributions']> = [];
  for (const [index, attribution] of (story.attributions ?? []).entries()) {
    const { agency: source, via: relay } = attributed[index] ?? {};
    const agency = source && (await findRecordCalled(work.tx, 'agency', source));
    const via = relay && (await findRecordCalled(work.tx, 'agency', relay));
    const { name: _, ...rest } = attribution;
    attributions.push(omitAbsent({ ...(agency === undefined ? attribution : rest), agency, via }));
  }
  return attributions;
}

async function topicsOf(
  work: Work,
  topics: IncomingStory['topics'],
  { pointer, ...creation }: RecordCreation & { notes: Note[]; pointer: string },
): Promise<string[]> {
  const found = new Set<string>();
  const lost: string[] = [];
  for (const { mayBeNew, ...topic } of topics) {
    const id =
      mayBeNew && creation.createRecords
        ? await findOrCreateRecord(work, 'topic', { ...topic, pointer }, creation)
        : await findOrCreateRecord(
            work,
            'topic',
            { ...topic, pointer },
            { ...creation, createRecords: false, notes: [] },
          );
    if (id !== undefined) found.add(id);
    else if (topic.name !== undefined && !(mayBeNew && creation.createRecords)) lost.push(topic.name);
  }
  if (lost.length > 0) {
    const said = lost.slice(0, 20).map((name) => `"${name.slice(0, 100)}"`);
    const more = lost.length > said.length ? ` and ${lost.length - said.length} more` : '';
    creation.notes.push({
      name: 'reference-dropped',
      detail: `No topic here is called ${said.join(', ')}${more}.`,
      pointer,
    });
  }
  return [...found].slice(0, 50);
}

/** All external ids of the story: its former and the imported ones, except those of other stories. */
async function namesOf(
  db: Db,
  { name, otherNames, placeOf }: IncomingStory,
  before: OpenedStory | undefined,
  notes: Note[],
): Promise<ExternalId[]> {
  const present = before?.content.externalIds ?? [];
  const fresh = otherNames.filter((one) => ![name, ...present].some((known) => isSameExternalId(known, one)));
  const taken = await findTaken(db, fresh, before?.row.id);
  const free = fresh.filter((one) => !taken.some((other) => isSameExternalId(other, one)));
  const names = [...present.filter((one) => !isSameExternalId(one, name)), ...free];
  if (free.length < fresh.length)
    notes.push({
      name: 'field-dropped',
      detail: `Another story has the id ${taken.map(({ scheme, value }) => `${scheme}:${value}`).join(', ')} already.`,
      pointer: placeOf('/externalIds'),
    });
  if (names.length >= mostExternalIds)
    notes.push({
      name: 'field-dropped',
      detail: `A story keeps ${mostExternalIds} ids of elsewhere; the others are left out.`,
      pointer: placeOf('/externalIds'),
    });
  return names.slice(0, mostExternalIds - 1);
}

async function findTaken(db: Db, names: ExternalId[], id = ''): Promise<ExternalId[]> {
  if (names.length === 0) return [];
  const values = names.map(({ value }) => value);
  const rows = await db
    .select()
    .from(externalIds)
    .where(and(inArray(externalIds.value, values), ne(externalIds.articleId, id)));
  return rows.filter((row) => names.some((one) => isSameExternalId(one, row)));
}
