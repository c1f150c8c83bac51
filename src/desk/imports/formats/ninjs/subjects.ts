import { isRetiredSubject } from '../../../../library/topics/retired-subjects.ts';
import { mediaTopics } from '../../../../library/subjects/media-topics.ts';
import { omitAbsent } from '../../../../foundation/omit-absent.ts';
import type { IncomingStory } from '../incoming.ts';
import { quotedList, newFragment, type Fragment } from './fragment.ts';
import type { NinjsItem } from './schema.ts';

type Concept = NonNullable<NinjsItem['subjects']>[number];
type Subjects = Fragment & Pick<IncomingStory, 'section' | 'topics'>;

/**
 * Media Topics as subjects; our own sections and topics as such; every other concept as a topic, if there is one by its
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
  const fragment: Subjects = { ...newFragment(), topics: [] };
  const subjects = new Map<string, Record<string, unknown>>();
  for (const [index, concept] of concepts.entries()) {
    const code = mediaTopicOf(concept);
    if (code !== undefined) {
      if (subjects.has(code)) continue;
      fragment.from[`/subjects/${subjects.size}`] = `/subjects/${index}`;
      subjects.set(code, omitAbsent({ code, name: concept.name }));
    } else if (concept.rel === 'section') fragment.section = ours(concept);
    else
      fragment.topics.push({
        ...(concept.rel === 'topic' ? ours(concept) : { name: concept.name }),
        mayBeNew: true,
      });
  }
  for (const { name } of [...people, ...organisations, ...places, ...events, ...objects])
    fragment.topics.push({ name, mayBeNew: false });
  if (subjects.size > 0) fragment.fields['subjects'] = [...subjects.values()];
  const retired = [...subjects.keys()].filter(isRetiredSubject);
  if (retired.length > 0)
    fragment.notes.push(`IPTC has retired the subject ${quotedList(retired)}; it is kept.`);
  return fragment;
}

const iptc = new URL(mediaTopics);

/** `medtop:20000640`, however a concept says so: as a code, an address of IPTC's, or a code in IPTC's scheme. */
function mediaTopicOf({ literal = '', uri = '' }: Concept): string | undefined {
  const [, qualified] = /^medtop:(\d{8})$/i.exec(literal) ?? /^medtop:(\d{8})$/i.exec(uri) ?? [];
  if (qualified !== undefined) return `medtop:${qualified}`;
  const address = URL.canParse(uri) ? new URL(uri) : undefined;
  if (address?.host !== iptc.host || !address.pathname.startsWith(iptc.pathname)) return undefined;
  const [, code] = /^(?:medtop:)?(\d{8})$/.exec(address.pathname.slice(iptc.pathname.length)) ?? [];
  return code && `medtop:${code}`;
}

function ours({ name, literal }: Concept) {
  return { name, literal };
}
