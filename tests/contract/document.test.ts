import { readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/foundation/http/request/app.ts';
import { readSources } from '../architecture/sources.ts';
import { type Document, documentOf, type Operation } from '../support/contract.ts';
import { openHouse } from '../support/house.ts';

/** Routes that are no part of the contract, and why that is so is said in it or at their side. */
const undocumented = [/^\/$/, /^\*$/, /^\/openapi\.(json|yaml)$/, /^\/docs(\/.*)?$/];

describe('openapi.yaml', () => {
  it('is what the server serves: if not, run `npm run openapi`', async () => {
    const house = await openHouse({ seed: 'none' });
    const served = (await house.client.get('/openapi.yaml', { outsideContract: true })).body;
    expect(await readFile('openapi.yaml', 'utf8')).toBe(served);
  });

  it('is at most 400 kB', async () => {
    expect((await stat('openapi.yaml')).size).toBeLessThan(400_000);
  });
});

describe('the contract', () => {
  let document: Document;
  beforeAll(async () => {
    document = documentOf((await openHouse({ seed: 'none', atEnd: afterAll })).app);
  });

  it('has every route but a few', async () => {
    const { app } = await openHouse({ seed: 'none' });
    expect(missingFrom(app)).toEqual([]);
  });

  it('would miss a route that nobody described', async () => {
    const { app } = await openHouse({ seed: 'none' });
    app.routeList.push({
      url: '/v1/secret/:id',
      methods: ['GET'],
      options: { method: 'GET', url: '', handler: () => undefined, schema: {} },
    });
    expect(missingFrom(app)).toEqual(['GET /v1/secret/{id}']);
  });

  it('describes every operation, tags it, and names its faults', () => {
    const declared = document.tags.map(({ name }) => name);
    const operations = operationsOf(document);
    const open = operations.filter(({ security }) => !security);
    const desk = operations.filter(({ security }) => security);
    expect([open.length > 15, desk.length > 50]).toEqual([true, true]);
    for (const { operationId, summary, description, tags, responses } of open) {
      expect({ operationId, summary, description, tags }).toEqual({
        operationId: expect.stringMatching(/^(get|list|search|stream)[A-Z]/),
        summary: expect.stringMatching(/^[A-Z].{5,}[^.]$/),
        description: expect.stringMatching(/^[A-Z].{10,}[.]$/),
        tags: [expect.toBeOneOf(declared)],
      });
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', 'default']));
    }
    for (const { operationId, summary, description, tags, responses, security } of desk) {
      expect({ operationId, summary, description, tags, security }).toEqual({
        operationId: expect.stringMatching(/^[a-z]+[A-Z]/),
        summary: expect.stringMatching(/^[A-Z].{5,}[^.]$/),
        description: expect.stringMatching(/^[A-Z].{10,}[.] Needs `[a-zA-Z:]+` [(][a-z]+( and up)?[)][.]$/),
        tags: [expect.toBeOneOf(declared)],
        security: [{ key: [] }],
      });
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['default']));
      expect(Object.keys(responses)).toContainEqual(expect.stringMatching(/^20[014]$/));
    }
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names every operation by a word that a search of the code finds', () => {
    const code = [...readSources('src').values()].join('');
    const unfound = operationsOf(document)
      .map(({ operationId }) => operationId)
      .filter((id) => !code.includes(`'${id}'`));
    expect(unfound).toEqual([]);
  });

  it('asks for a key at every address under /v1/desk, and at no other', () => {
    for (const [template, path] of Object.entries(document.paths)) {
      for (const operation of Object.values(path))
        expect([template, operation!.security !== undefined]).toEqual([
          template,
          template.startsWith('/v1/desk/'),
        ]);
    }
  });

  it('says once what operations repeat', async () => {
    const { app } = await openHouse({ seed: 'none' });
    const { paths, components } = app.contract() as any;
    expect(paths['/v1/articles'].get.parameters).toContainEqual({ $ref: '#/components/parameters/Limit' });
    expect(components.parameters.Limit).toMatchObject({ in: 'query', name: 'limit' });
    const { responses } = paths['/v1/desk/articles/{article}'].patch;
    expect(responses.default).toEqual({ $ref: '#/components/responses/Problem' });
    expect(paths['/v1/articles/{article}'].get.responses[301]).toEqual({
      $ref: '#/components/responses/Moved',
    });
    // swagger-typescript-api does not follow a reference here, and gives nothing.
    expect(responses[200]).not.toHaveProperty('$ref');
  });

  it('gives every shape a description, and names no twins', () => {
    const { schemas } = document.components;
    for (const [name, schema] of Object.entries(schemas)) {
      expect([name, schema['description']]).toEqual([name, expect.stringMatching(/^.{5,}$/s)]);
      expect(name).not.toMatch(/(Input|Output)\d*$/);
    }
  });
});

function operationsOf({ paths }: Document): Operation[] {
  return Object.values(paths).flatMap((path) => Object.values(path) as Operation[]);
}

function missingFrom(app: App): string[] {
  const { paths } = documentOf(app);
  return app.routeList
    .filter(({ url }) => !undocumented.some((one) => one.test(url)))
    .flatMap(({ url, methods }) =>
      methods.map((method) => [method, url.replaceAll(/:(\w+)/g, '{$1}')] as const),
    )
    .filter(([method, url]) => method !== 'HEAD' && paths[url]?.[method.toLowerCase()] === undefined)
    .map(([method, url]) => `${method} ${url}`);
}
