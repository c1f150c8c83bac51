import { describe, expect, it } from 'vitest';
import { type Answer, type Document, documentOf, followIn } from '../support/contract.ts';
import { openHouse } from '../support/house.ts';

/**
 * They show the shape alone: a link that was made for nobody, what is alike by its words, addresses of another server, and
 * a log, which is read from a place on.
 */
const shapesOnly = [/^\/v1\/previews\//, /\/similar$/, /^\/problems/, /^\/v1\/changes$/];

type Schema = {
  examples?: unknown[];
  items?: Schema;
  properties?: { data?: Schema; page?: Schema };
};

describe('the examples of the contract', () => {
  it('show what their addresses serve', async () => {
    const house = await openHouse();
    const shown = shownIn(documentOf(house.app));
    const faults: string[] = [];
    for (const { url, example } of shown)
      faults.push(...differences(example, (await house.client.get(url)).json()).map((at) => url + at));
    expect(faults).toEqual([]);
    expect(shown.length).toBeGreaterThanOrEqual(12);
  });

  it('would be found out', () => {
    expect(differences({ name: 'Reuters', kinds: ['b', 'a'] }, { name: 'Kyodo', kinds: ['a', 'b'] })).toEqual(
      ['/name', '/kinds/1'],
    );
    expect(differences({ a: [1, 3] }, { a: [1, 2, 3], b: 1 })).toEqual([]);
  });
});

/** The public answers that have an example, with the address that their path's examples make. */
function shownIn(document: Document) {
  return Object.entries(document.paths).flatMap(([template, { get }]) => {
    const example = exampleOf(document, get?.responses['200'] as Answer | undefined);
    if (example === undefined || get!.security || shapesOnly.some((one) => one.test(template))) return [];
    const parameters = get!.parameters ?? [];
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      String(parameters.find((one) => one.in === 'path' && one.name === name)!.example),
    );
    return [{ url: path, example }];
  });
}

/** The example of an answer: its own, that of its schema, or of a page that of its items. */
function exampleOf(document: Document, answer: Answer | undefined): unknown {
  const { example, schema } = answer?.content?.['application/json'] ?? {};
  if (example !== undefined || schema === undefined) return example;
  const follow = followIn(document);
  const { examples, properties } = follow<Schema>(schema);
  if (examples || !properties?.page) return examples?.[0];
  const [item] = follow<Schema>(properties.data!.items!).examples ?? [];
  return item && { data: [item] };
}

/** Where an example shows what is not served. It may show less: fewer fields, and of a list some, in their order. */
function differences(example: unknown, actual: unknown, path = ''): string[] {
  if (Array.isArray(example) && Array.isArray(actual)) {
    let from = 0;
    return example.flatMap((item, index) => {
      const found = actual.findIndex((one, place) => place >= from && differences(item, one).length === 0);
      if (found < 0) return [`${path}/${index}`];
      from = found + 1;
      return [];
    });
  }
  if (typeof example !== 'object' || example === null) return example === actual ? [] : [path];
  if (typeof actual !== 'object' || actual === null) return [path];
  return Object.entries(example).flatMap(([name, value]) =>
    differences(value, (actual as Record<string, unknown>)[name], `${path}/${name}`),
  );
}
