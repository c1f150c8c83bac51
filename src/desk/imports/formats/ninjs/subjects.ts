import { iptcCode } from '../../../../library/subjects/media-topics.ts';
import { omitAbsent } from '../../../../foundation/omit-absent.ts';
import type { IncomingStory, SourceName } from '../incoming.ts';
import { addNote, newFragment, placeOfAll, quotedList, type Fragment } from './fragment.ts';
import type { NinjsItem } from './schema.ts';

type Concept = NonNullable<NinjsItem['subjects']>[number];
type Subjects = Fragment & Pick<IncomingStory, 'section' | 'parentSection' | 'topics' | 'formerSubjects'>;

/**
 * Media Topics as subjects, and the Subject Codes before them for itself; our own sections and topics as such; every other
 * concept as a topic, if there is one by its name. People, places and the like never make a new topic; nor do Superdesk's
 * keywords, nor its services, the first of which may be a section.
 */
export function subjectsOf(item: NinjsItem, { isOurs }: { isOurs: boolean }): Subjects {
  const fragment: Subjects = { ...newFragment(), topics: [], formerSubjects: [] };
  const subjects = new Map<string, Record<string, unknown>>();
  for (const [index, concept] of (item.subjects ?? []).entries()) {
    const place = `/subjects/${index}`;
    const code = codeOf(concept);
    if (concept.rel !== undefined && !relations.has(concept.rel))
      addNote(
        fragment,
        'fieldDropped',
        `How it relates is not kept: ${quotedList([concept.rel])}.`,
        `${place}/rel`,
      );
    if (code?.startsWith('medtop:')) {
      if (subjects.has(code)) continue;
      fragment.from[`/subjects/${subjects.size}`] = place;
      subjects.set(code, omitAbsent({ code, name: concept.name }));
    } else if (code !== undefined) {
      fragment.from[`/formerSubjects/${fragment.formerSubjects.length}`] = place;
      fragment.formerSubjects.push({ code: code.replace('subj:', ''), name: concept.name });
    } else if (concept.rel === 'parentSection' && isOurs) {
      fragment.parentSection = ours(concept);
      fragment.from['/parentSection'] = place;
    } else if (concept.rel === 'section' && !fragment.section) {
      fragment.section = ours(concept);
      fragment.from['/section'] = place;
    } else addTopic(fragment, concept.rel === 'topic' ? ours(concept) : { name: concept.name }, place, true);
  }
  const [service, ...services] = item.services ?? [];
  if (service?.name && !fragment.section) {
    fragment.section = { ...ours(service), mayBeNew: false };
    fragment.from['/section'] = '/services/0';
  } else if (service?.name) addTopic(fragment, { name: service.name }, '/services/0');
  for (const [index, { name }] of services.entries()) addTopic(fragment, { name }, `/services/${index + 1}`);
  for (const list of ['people', 'organisations', 'places', 'events', 'objects'] as const) {
    const named = item[list] ?? [];
    for (const [index, { name }] of named.entries()) addTopic(fragment, { name }, `/${list}/${index}`);
    const detailed = named.filter((one) => Object.keys(one).some((key) => key !== 'name'));
    const detail = `Of ${list} only the names are kept, of those that are topics here.`;
    if (detailed.length > 0)
      addNote(fragment, 'fieldDropped', detail, placeOfAll(`/${list}`, named, detailed));
  }
  for (const [index, name] of (item.keywords ?? []).entries())
    addTopic(fragment, { name }, `/keywords/${index}`);
  if (subjects.size > 0) fragment.fields['subjects'] = [...subjects.values()];
  if (!isOurs) noteCodes(fragment, item);
  return fragment;
}

/** Notes codes of vocabularies that are not IPTC's: of such concepts only the names are looked for here. */
function noteCodes(fragment: Fragment, item: NinjsItem): void {
  for (const list of ['subjects', 'services'] as const) {
    const concepts = item[list] ?? [];
    const coded = concepts.flatMap((concept) => {
      const { name, literal, uri } = concept;
      const code = literal ?? uri;
      const isRead = list === 'subjects' && (codeOf(concept) !== undefined || isPlace(concept));
      return name === undefined || code === undefined || code === name || isRead ? [] : [{ concept, code }];
    });
    if (coded.length === 0) continue;
    const codes = quotedList(coded.map(({ code }) => code));
    const some = coded.map(({ concept }) => concept);
    addNote(
      fragment,
      'fieldDropped',
      `Of ${list} outside IPTC's vocabularies the names alone are read, and not the codes: ${codes}.`,
      placeOfAll(`/${list}`, concepts, some),
    );
  }
}

/** Whether it names a section or a topic as we do: by its slug. */
function isPlace({ rel }: Concept): boolean {
  return rel === 'section' || rel === 'topic';
}

/** What a subject is to its story, where no more is said; and ours. */
const relations = new Set(['about', 'section', 'parentSection', 'topic']);

function addTopic({ topics, from }: Subjects, topic: SourceName, place: string, mayBeNew = false): void {
  from[`/topics/${topics.length}`] = place;
  topics.push({ ...topic, mayBeNew });
}

/** The code of one of IPTC's vocabularies. Superdesk writes its eight digits alone: those of Media Topics begin with 2. */
function codeOf({ literal, uri }: Concept): string | undefined {
  const bare = uri === undefined && /^\d{8}$/.test(literal ?? '') ? literal! : undefined;
  const known = bare && `${bare.startsWith('2') ? 'medtop' : 'subj'}:${bare}`;
  return [known, literal, uri].map(iptcCode).find((one) => one !== undefined);
}

function ours({ name, literal }: Concept) {
  return { name, literal };
}
