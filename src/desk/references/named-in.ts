import { toPointer } from '../../foundation/http/request/faults.ts';
import type { NamedReference } from '../../library/records/store.ts';

export type NamedKind = 'agency' | 'byline' | 'section' | 'topic' | 'media' | 'article' | 'subject';

/** What is named by a field of a body, wherever it stands; `subjects/code` is the code of an item of `subjects`. */
// Maps, since a body may name a field like something that every object has.
const fields = new Map<string, NamedKind>(
  Object.entries({
    agency: 'agency',
    agencies: 'agency',
    via: 'agency',
    byline: 'byline',
    section: 'section',
    sections: 'section',
    parent: 'section',
    topics: 'topic',
    media: 'media',
    logo: 'media',
    portrait: 'media',
    article: 'article',
    translationOf: 'article',
    substitute: 'article',
    'subjects/code': 'subject',
    mediaTopic: 'subject',
  }),
);

/** What `into` names: another of the same kind, as the address says. */
const ofAddress = new Map<string, NamedKind>(
  Object.entries({
    agencies: 'agency',
    bylines: 'byline',
    topics: 'topic',
    articles: 'article',
  }),
);

/** More than these are not looked up. */
const most = 500;
const longest = 200;
/** No body names anything as deep as this; a body may be nested until the stack is full. */
const deepest = 30;

/**
 * Every reference in a body that has not been validated, by what it names; `resource` is the list of the desk that the
 * address begins with. Values that cannot be references are left out.
 */
export function namedIn(body: unknown, resource: string): Map<NamedKind, NamedReference[]> {
  const into = ofAddress.get(resource);
  const kinds = into === undefined ? fields : new Map([...fields, ['into', into]]);
  const found = [...walk(body, kinds).take(most)];
  const named = Map.groupBy(found, ({ kind }) => kind);
  return new Map([...named].map(([kind, references]) => [kind, references.map(({ named }) => named)]));
}

function* walk(
  value: unknown,
  kinds: ReadonlyMap<string, NamedKind>,
  pointer = '',
  field = '',
  depth = 0,
): Generator<{ kind: NamedKind; named: NamedReference }, undefined> {
  if (depth > deepest) return;
  if (typeof value === 'string') {
    const kind = kinds.get(field);
    if (kind !== undefined && value.length > 0 && value.length <= longest && !value.includes('\0'))
      yield { kind, named: { reference: value, where: { pointer } } };
  } else if (Array.isArray(value)) {
    for (const [index, one] of value.entries())
      yield* walk(one, kinds, `${pointer}/${index}`, field, depth + 1);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      const name = key === 'code' ? `${field}/code` : key;
      yield* walk(one, kinds, pointer + toPointer([key]), name, depth + 1);
    }
  }
}
