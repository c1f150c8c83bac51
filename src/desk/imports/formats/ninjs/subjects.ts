import { iptcCode } from '../../../../library/subjects/media-topics.ts';
import { omitAbsent } from '../../../../foundation/omit-absent.ts';
import type { IncomingStory } from '../incoming.ts';
import { newFragment, type Fragment } from './fragment.ts';
import type { NinjsItem } from './schema.ts';

type Concept = NonNullable<NinjsItem['subjects']>[number];
type Subjects = Fragment & Pick<IncomingStory, 'section' | 'topics' | 'formerSubjects'>;

/**
 * Media Topics as subjects, and the Subject Codes before them for itself; our own sections and topics as such; every other concept as a topic, if there is one by its
 * name. People, places and the like never make a new topic.
 */
export function subjectsOf(item: NinjsItem): Subjects {
  const {
    subjects: concepts = [],
    people = [],
    organisations = [],
    places = [],
    events = [],
    objects = [],
  } = item;
  const fragment: Subjects = { ...newFragment(), topics: [], formerSubjects: [] };
  const subjects = new Map<string, Record<string, unknown>>();
  for (const [index, concept] of concepts.entries()) {
    const code = [concept.literal, concept.uri].map(iptcCode).find((one) => one !== undefined);
    if (code?.startsWith('medtop:')) {
      if (subjects.has(code)) continue;
      fragment.from[`/subjects/${subjects.size}`] = `/subjects/${index}`;
      subjects.set(code, omitAbsent({ code, name: concept.name }));
    } else if (code !== undefined) {
      fragment.formerSubjects.push({ code: code.replace('subj:', ''), name: concept.name });
    } else if (concept.rel === 'section') fragment.section = ours(concept);
    else if (concept.rel === 'parentSection') continue;
    else
      fragment.topics.push({
        ...(concept.rel === 'topic' ? ours(concept) : { name: concept.name }),
        mayBeNew: true,
      });
  }
  for (const { name } of [...people, ...organisations, ...places, ...events, ...objects])
    fragment.topics.push({ name, mayBeNew: false });
  if (subjects.size > 0) fragment.fields['subjects'] = [...subjects.values()];
  return fragment;
}

function ours({ name, literal }: Concept) {
  return { name, literal };
}
