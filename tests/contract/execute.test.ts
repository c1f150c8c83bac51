import { describe, expect, it } from 'vitest';
import type { Document, Operation, Parameter } from '../support/contract.ts';
import { openHouse } from '../support/house.ts';

describe('the examples of every operation', () => {
  it('give 200 when they are executed as they stand, one by one and all together', async () => {
    const house = await openHouse();
    const { paths } = house.app.swagger() as unknown as Document;
    let executed = 0;
    for (const [template, path] of Object.entries(paths)) {
      for (const url of addressesOf(template, path['get']!)) {
        const answer = await house.client.get(url);
        expect([url, answer.statusCode]).toEqual([url, 200]);
        executed += 1;
      }
    }
    expect(executed).toBeGreaterThanOrEqual(30);
  });

  it('find the Kishida story when all filters are given at once', async () => {
    const house = await openHouse();
    const { paths } = house.app.swagger() as unknown as Document;
    const all = addressesOf('/v1/articles', paths['/v1/articles']!['get']!).at(-1)!;
    expect(all).toContain('topic=nato');
    expect((await house.client.get(all)).json().data).toMatchObject([
      { slug: 'japans-kishida-considers-joining-nato-summit-sources' },
    ]);
  });

  it('fill every path parameter', async () => {
    const house = await openHouse({ seed: 'none' });
    const { paths } = house.app.swagger() as unknown as Document;
    expect(() => addressesOf('/v1/articles/{other}', paths['/v1/articles/{article}']!['get']!)).toThrow(
      'other',
    );
  });
});

/** The addresses that the examples make: the path alone, with each query parameter, and with all of them. */
function addressesOf(template: string, { parameters = [] }: Operation): string[] {
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const example = parameters.find((one) => one.in === 'path' && one.name === name)?.example;
    if (example === undefined) throw new Error(`${template} has no example for ${name}`);
    return encodeURIComponent([example].flat().join());
  });
  const queries = parameters.filter(({ in: place }) => place === 'query').flatMap(queryOf);
  const all = queries.length > 1 ? [queries.join('&')] : [];
  return [path, ...[...queries, ...all].map((query) => `${path}?${query}`)];
}

function queryOf({ name, schema, example = schema.examples?.[0] }: Parameter): string[] {
  if (example === undefined) return [];
  return [`${name}=${encodeURIComponent([example].flat().join())}`];
}
