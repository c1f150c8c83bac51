import { describe, expect, it } from 'vitest';
import {
  readContract,
  type Answer,
  type Document,
  type Parameter,
  type Schema,
} from '../support/contract.ts';
import { openHouse } from '../support/house.ts';

describe('the names of the contract', () => {
  it('call what a path finds by its kind, never id, and the same in public as at the desk', async () => {
    const { document } = await contract();
    expect(unlikeNames(document)).toEqual([]);
    document.paths['/v1/desk/articles/{id}/lease'] = {};
    expect(unlikeNames(document)).toEqual(['articles/{id}: articles/{article}']);
  });

  it('filter times by …From and …To, both, and by the name of the property', async () => {
    const { document, queriesOf } = await contract();
    const faults = Object.keys(document.paths).flatMap((path) => timeFaults(path, queriesOf(path)));
    expect(faults).toEqual([]);
    const query = { names: ['updatedFrom', 'since'], times: ['since'], properties: ['at'], sorts: [] };
    expect(timeFaults('/x', query)).toEqual([
      '/x: updatedFrom without updatedTo',
      '/x: updatedFrom is of no property',
      '/x: since is a time without From or To',
    ]);
  });

  it('sort by the names of properties in both directions, or by relevance', async () => {
    const { document, queriesOf } = await contract();
    const faults = Object.keys(document.paths).flatMap((path) => sortFaults(path, queriesOf(path)));
    expect(faults).toEqual([]);
    const query = { names: ['sort'], times: [], properties: ['updatedAt'], sorts: ['-updatedAt', 'newest'] };
    expect(sortFaults('/x', query)).toEqual([
      '/x: -updatedAt without updatedAt',
      '/x: newest without -newest',
      '/x: newest is no property',
    ]);
  });

  it('write values in camelCase, but for those of standards', async () => {
    const { document } = await contract();
    expect(valuesOf(document).filter((value) => !isCamelCase(value) && !(value in ofStandards))).toEqual([]);
    document.components.schemas['AgencyKind']!['enum'] = ['news-agency'];
    expect(valuesOf(document).filter((value) => !isCamelCase(value) && !(value in ofStandards))).toEqual([
      'news-agency',
    ]);
    // Each is there: a standard that is not used any more has no entry.
    expect(Object.keys(ofStandards).filter((value) => !valuesOf(document).includes(value))).toEqual([]);
  });
});

/** Values that somebody else writes so, and who. */
const ofStandards: Record<string, string> = {
  'strike-through': 'Portable Text',
  'image/avif': 'a media type',
  'image/webp': 'a media type',
  '16x9': 'a ratio',
  '4x3': 'a ratio',
  '1x1': 'a ratio',
  'rss.xml': 'a file',
  'atom.xml': 'a file',
  'feed.json': 'a file',
  'ninjs.json': 'a file',
  'DMI-UNSPECIFIED': 'PLUS',
  'DMI-ALLOWED': 'PLUS',
  'DMI-PROHIBITED': 'PLUS',
  'DMI-PROHIBITED-AIMLTRAINING': 'PLUS',
  'DMI-PROHIBITED-GENAIMLTRAINING': 'PLUS',
  'DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING': 'PLUS',
  'DMI-PROHIBITED-SEECONSTRAINT': 'PLUS',
  'DMI-PROHIBITED-SEEEMBEDDEDRIGHTSEXPR': 'PLUS',
  'DMI-PROHIBITED-SEELINKEDRIGHTSEXPR': 'PLUS',
};

/** One word or several; of a sort, `-` stands before it, of a scope its thing with a colon. */
function isCamelCase(value: string): boolean {
  return /^-?[a-z][a-zA-Z\d]*(:[a-z][a-zA-Z]*)?$/.test(value);
}

/** The values of every enumeration. */
function valuesOf(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const values = (part as { enum?: unknown }).enum;
  const inner = Object.entries(part).flatMap(([name, one]) =>
    /^examples?$/.test(name) ? [] : valuesOf(one),
  );
  return [...(Array.isArray(values) ? values.map(String) : []), ...inner];
}

/** A preview link is found by its id, and opened by its secret, which is no name of it. */
const secrets = new Set(['token']);

/** The segments before parameters, such as `articles`, each with one name for what stands in its place. */
function unlikeNames({ paths }: Document): string[] {
  const names = new Map<string, string>();
  return Object.keys(paths).flatMap((path) =>
    [...path.matchAll(/(?<!^\/)\b([\w-]+)\/\{(\w+)\}/g)].flatMap(([pair, segment, name]) => {
      const known = names.get(segment!) ?? `${segment}/{${name}}`;
      names.set(segment!, known);
      return secrets.has(name!) || (pair === known && name !== 'id') ? [] : [`${pair}: ${known}`];
    }),
  );
}

type Query = { names: string[]; times: string[]; properties: string[]; sorts: string[] };

/** Moments that are no bounds of a list. */
const moments = new Set(['asOf']);

function timeFaults(path: string, { names, times, properties }: Query): string[] {
  const bounds = names.filter((name) => /[a-z](From|To)$/.test(name));
  const pairs = bounds.map((name) =>
    name.endsWith('From') ? name.replace(/From$/, 'To') : name.replace(/To$/, 'From'),
  );
  return [
    ...bounds.flatMap((name, index) =>
      names.includes(pairs[index]!) ? [] : [`${path}: ${name} without ${pairs[index]}`],
    ),
    ...bounds
      .filter((name) => {
        const stem = name.replace(/(From|To)$/, '');
        return !['', 'At', 'Until'].some((end) => properties.includes(stem + end));
      })
      .map((name) => `${path}: ${name} is of no property`),
    ...times
      .filter((name) => !bounds.includes(name) && !moments.has(name))
      .map((name) => `${path}: ${name} is a time without From or To`),
  ];
}

/** The newest version of a story was saved then; its item tells its last change of any kind. */
const otherSorts = new Set(['relevance', 'savedAt']);

function sortFaults(path: string, { properties, sorts }: Query): string[] {
  const ordered = sorts.filter((sort) => sort !== 'relevance');
  const reversed = ordered.map((sort) => (sort.startsWith('-') ? sort.slice(1) : `-${sort}`));
  return [
    ...ordered.flatMap((sort, index) =>
      sorts.includes(reversed[index]!) ? [] : [`${path}: ${sort} without ${reversed[index]}`],
    ),
    ...ordered
      .filter((sort) => !properties.includes(sort.replace('-', '')) && !otherSorts.has(sort.replace('-', '')))
      .map((sort) => `${path}: ${sort} is no property`),
  ];
}

async function contract() {
  const { app } = await openHouse({ seed: 'none' });
  const document = structuredClone(app.contract()) as unknown as Document;
  const { follow } = readContract(document);

  function queriesOf(path: string): Query {
    const { get } = document.paths[path]!;
    const query = (get?.parameters ?? [])
      .map((one) => follow<Parameter>(one))
      .filter(({ in: place }) => place === 'query');
    const content = get && follow<Answer>(get.responses['200']!).content?.['application/json'];
    return {
      names: query.map(({ name }) => name),
      times: query
        .filter(({ schema }) => schema.examples?.some((one) => /^\d{4}-\d\d-\d\d/.test(String(one))))
        .map(({ name }) => name),
      properties: [...propertiesOf(content?.schema)],
      sorts: query.flatMap(({ name, schema }) =>
        name === 'sort' ? ((schema as Schema)['enum'] as string[]) : [],
      ),
    };
  }

  /** The names of all properties, however deep. */
  function propertiesOf(part: unknown, seen = new Set<object>(), names = new Set<string>()): Set<string> {
    if (typeof part !== 'object' || part === null) return names;
    const schema = follow<Schema>(part as Schema);
    if (seen.has(schema)) return names;
    seen.add(schema);
    for (const name of Object.keys((schema['properties'] as object | undefined) ?? {})) names.add(name);
    for (const inner of Object.values(schema)) propertiesOf(inner, seen, names);
    return names;
  }

  return { document, queriesOf };
}
