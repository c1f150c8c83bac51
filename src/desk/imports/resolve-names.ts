import { cutText } from '../../foundation/cut-text.ts';
import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Db, Work } from '../../foundation/database/database.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { sections } from '../../library/tables/sections.ts';
import { type ExternalId, isSameExternalId } from '../stories/external-id.ts';
import { mostExternalIds, type ArticleIn } from '../stories/schema.ts';
import type { OpenedStory } from '../stories/story.ts';
import { externalIds } from '../stories/table.ts';
import { creditLineOf } from './credit-line.ts';
import { creditsOf } from './credits.ts';
import type { IncomingStory } from './formats/incoming.ts';
import type { Tell, Telling } from './notes.ts';
import { matchPictures } from './pictures.ts';
import { findOrCreateRecord, findRecordCalled, type RecordCreation } from './records.ts';
import { resolveSubjects } from './subjects.ts';
import { findRelatedStories } from './related-stories.ts';

type Options = RecordCreation & Telling & { defaultLocale: string };

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
  const { tell } = creation;
  const { story, agency: supplier, topics, publishedAt } = incoming;
  const agency =
    supplier && (await findOrCreateRecord(work, 'agency', supplier, { ...creation, pointer: '/agency' }));
  // If the agency is unknown here, its name is kept as the credit line.
  const creditLine = story.creditLine ?? (agency === undefined ? creditLineOf(supplier, tell) : undefined);
  const { subjects, others } = await resolveSubjects(tx, incoming, { before: before?.content, tell });
  const locale = story.locale ?? before?.row.locale ?? defaultLocale;
  const linked = await findRelatedStories(tx, { ...incoming, body: story.body }, tell);
  return omitAbsent({
    ...story,
    locale,
    ...(await creditsOf(work, incoming, { ...creation, locale })),
    agency,
    creditLine,
    attributions: await attributionsOf(work, incoming, creation),
    section: await sectionOf(work, incoming, creation),
    topics: await topicsOf(
      work,
      [...topics.map((topic, index) => ({ ...topic, pointer: `/topics/${index}` })), ...others],
      creation,
    ),
    subjects,
    ...linked,
    ...(await matchPictures(tx, { ...incoming, body: linked.body, locale }, tell)),
    sourcePublishedAt: earliestOf(publishedAt, before?.content.sourcePublishedAt),
    externalIds: await namesOf(tx, incoming, before, tell),
  });
}

/** A later version may name only its own time. */
function earliestOf(...times: (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

async function sectionOf(
  work: Work,
  { section, parentSection }: IncomingStory,
  creation: RecordCreation & Telling,
): Promise<string | undefined> {
  if (!section) return undefined;
  const { mayBeNew = true, ...named } = section;
  const createRecords = mayBeNew && creation.createRecords;
  const creating = { ...creation, createRecords };
  const parent =
    parentSection &&
    (await findOrCreateRecord(work, 'section', parentSection, { ...creating, pointer: '/parentSection' }));
  const id = await findOrCreateRecord(
    work,
    'section',
    { ...named, parent },
    { ...creating, pointer: '/section' },
  );
  if (id !== undefined && parent !== undefined) await noteOtherParent(work, { id, parent }, creation);
  return id;
}

/** A section that is here stays where it is. */
async function noteOtherParent(
  { tx }: Work,
  { id, parent }: { id: string; parent: string },
  { tell }: Telling,
): Promise<void> {
  const [row] = await tx.select().from(sections).where(eq(sections.id, id));
  if (row && row.parentId !== parent)
    tell('fieldChanged', `The section "${row.name}" is in another one here.`, '/parentSection');
}

/** Replaces names of known agencies by the agencies; other names stay. What is surely an agency may be created. */
async function attributionsOf(
  work: Work,
  { story, attributed }: IncomingStory,
  creation: RecordCreation & Telling,
): Promise<ArticleIn['attributions']> {
  const attributions: NonNullable<ArticleIn['attributions']> = [];
  for (const [index, attribution] of (story.attributions ?? []).entries()) {
    const creating = { ...creation, pointer: `/attributions/${index}` };
    const { agency: source, via: relay, isAgency } = attributed[index] ?? {};
    const agency =
      source &&
      (await (isAgency
        ? findOrCreateRecord(work, 'agency', source, creating)
        : findRecordCalled(work.tx, 'agency', source)));
    const via = relay && (await findOrCreateRecord(work, 'agency', relay, creating));
    const { name: _, ...rest } = attribution;
    attributions.push(omitAbsent({ ...(agency === undefined ? attribution : rest), agency, via }));
  }
  return attributions;
}

async function topicsOf(
  work: Work,
  topics: (IncomingStory['topics'][number] & { pointer: string })[],
  creation: RecordCreation & Telling,
): Promise<string[]> {
  const found = new Set<string>();
  const lost: { name: string; pointer: string }[] = [];
  for (const { mayBeNew, pointer, ...topic } of topics) {
    const isMakable = mayBeNew && creation.createRecords;
    const id = isMakable
      ? await findOrCreateRecord(work, 'topic', topic, { ...creation, pointer })
      : await findRecordCalled(work.tx, 'topic', topic);
    const name = topic.name ?? topic.literal;
    if (id !== undefined) found.add(id);
    else if (name === undefined)
      creation.tell('referenceDropped', 'A concept without a name is not kept.', pointer);
    else if (!isMakable) lost.push({ name, pointer });
  }
  if (lost.length > 0) {
    const said = lost.slice(0, 20).map(({ name }) => `"${cutText(name, 100)}"`);
    const more = lost.length > said.length ? ` and ${lost.length - said.length} more` : '';
    const place = lost.length === 1 ? lost[0]!.pointer : '';
    creation.tell('referenceDropped', `No topic here is called ${said.join(', ')}${more}.`, place);
  }
  if (found.size > mostTopics)
    creation.tell(
      'fieldDropped',
      `A story has ${mostTopics} topics at most; the others are left out.`,
      '/topics',
    );
  return [...found].slice(0, mostTopics);
}

const mostTopics = 50;

/** All external ids of the story: its former and the imported ones, except those of other stories. */
async function namesOf(
  db: Db,
  { name, otherNames }: IncomingStory,
  before: OpenedStory | undefined,
  tell: Tell,
): Promise<ExternalId[]> {
  const present = before?.content.externalIds ?? [];
  const fresh = otherNames.filter((one) => ![name, ...present].some((known) => isSameExternalId(known, one)));
  const taken = await findTaken(db, fresh, before?.row.id);
  const free = fresh.filter((one) => !taken.some((other) => isSameExternalId(other, one)));
  const names = [...present.filter((one) => !isSameExternalId(one, name)), ...free];
  if (free.length < fresh.length)
    tell(
      'fieldDropped',
      `Another story has the id ${taken.map(({ scheme, value }) => `${scheme}:${value}`).join(', ')} already.`,
      '/otherNames',
    );
  if (names.length >= mostExternalIds)
    tell(
      'fieldDropped',
      `A story keeps ${mostExternalIds} ids of elsewhere; the others are left out.`,
      '/otherNames',
    );
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
