import { describe, expect, it } from 'vitest';
import {
  bodyExamplesOf,
  type Document,
  documentOf,
  isStream,
  type Operation,
  type Parameter,
  pointer,
  readContract,
} from '../support/contract.ts';
import { openHouse, type House } from '../support/house.ts';

describe('the examples of every operation', () => {
  it('give 200 when they are executed as they stand, one by one and all together', async () => {
    const house = await openHouse();
    // A link is made for somebody, and the one in the example for nobody.
    const urls = readsOf(
      house,
      ({ security, operationId }) => !security && !['getPreview', 'getPreviewFile'].includes(operationId),
    );
    for (const url of urls) {
      const answer = await house.client.get(url);
      expect([url, answer.statusCode]).toEqual([url, 200]);
    }
    expect(urls.length).toBeGreaterThanOrEqual(30);
  });

  it('give 200 at the desk too', async () => {
    const house = await openHouse();
    const headers = await house.keyFor('admin');
    const urls = readsOf(house, ({ security }) => security !== undefined);
    for (const url of urls) {
      const answer = await house.client.get(url, { headers });
      expect([url, answer.statusCode]).toEqual([url, 200]);
    }
    expect(urls.length).toBeGreaterThanOrEqual(45);
  });

  it('are there for everything that the desk is sent, and are what it takes', async () => {
    const house = await openHouse({ seed: 'none' });
    const document = documentOf(house.app);
    expect(wrongBodies(document)).toEqual([]);
    const [creation, publication] = ['/v1/desk/articles', '/v1/desk/articles/{article}/publish'].map(
      (path) => document.paths[path]!['post']!.requestBody!.content['application/json']!,
    );
    creation!.examples!['body'] = { value: { headline: 7 } };
    delete publication!.examples;
    expect(wrongBodies(document)).toEqual([
      'createArticle: /headline must be string',
      'publishArticle has no example',
    ]);
  });

  it('find the Kishida story when all filters are given at once', async () => {
    const house = await openHouse();
    const { paths } = documentOf(house.app);
    const all = addressesOf('/v1/articles', paths['/v1/articles']!['get']!).at(-1)!;
    expect(all).toContain('topic=nato');
    expect((await house.client.get(all)).json().data).toMatchObject([
      { slug: 'japans-kishida-considers-joining-nato-summit-sources' },
    ]);
  });

  it('fill every path parameter', async () => {
    const house = await openHouse({ seed: 'none' });
    for (const [template, path] of Object.entries(documentOf(house.app).paths)) {
      for (const operation of Object.values(path))
        expect(() => addressesOf(template, operation!)).not.toThrow();
    }
    const { paths } = documentOf(house.app);
    expect(() => addressesOf('/v1/articles/{other}', paths['/v1/articles/{article}']!['get']!)).toThrow(
      'other',
    );
  });
});

/** The addresses of every GET of that kind, as its examples make them. */
function readsOf(house: House, isMeant: (operation: Operation) => boolean): string[] {
  return Object.entries(documentOf(house.app).paths).flatMap(([template, { get }]) =>
    get && isMeant(get) && !isStream(get) ? addressesOf(template, get) : [],
  );
}

/** What is wrong with the examples of request bodies, an operation and a fault each. */
function wrongBodies(document: Document): string[] {
  const contract = readContract(document);
  return Object.entries(document.paths).flatMap(([template, path]) =>
    Object.entries(path).flatMap(([method, operation]) =>
      Object.keys(operation?.requestBody?.content ?? {}).flatMap((type) => {
        const { operationId } = operation!;
        const at = pointer('paths', template, method, 'requestBody', 'content', type, 'schema');
        const examples = bodyExamplesOf(operation!);
        if (examples.length === 0) return [`${operationId} has no example`];
        return examples.flatMap((example) =>
          contract.faultsAt(at, example).map((fault) => `${operationId}: ${fault}`),
        );
      }),
    ),
  );
}

/** The addresses that the examples make: the path alone, with each query parameter, and with all of them. */
function addressesOf(template: string, { parameters = [] }: Operation): string[] {
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const example = parameters.find((one) => one.in === 'path' && one.name === name)?.example;
    if (example === undefined) throw new Error(`${template} has no example for ${name}`);
    return encodeURIComponent([example].flat().join());
  });
  const query = parameters.filter(({ in: place }) => place === 'query');
  const needed = query.filter(({ required }) => required).flatMap(queryOf);
  const queries = query.filter(({ required }) => !required).flatMap(queryOf);
  const all = queries.length > 1 ? [queries.join('&')] : [];
  return [undefined, ...queries, ...all].map((one) => {
    const asked = [...needed, ...(one === undefined ? [] : [one])].join('&');
    return asked === '' ? path : `${path}?${asked}`;
  });
}

function queryOf({ name, schema, example = schema.examples?.[0] }: Parameter): string[] {
  if (example === undefined) return [];
  return [`${name}=${encodeURIComponent([example].flat().join())}`];
}
