import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findFaults } from '../../../src/foundation/http/request/faults.ts';
import type { App } from '../../../src/foundation/http/server/server.ts';
import { sampleApp } from './sample-app.ts';

let app: App;
beforeAll(async () => {
  app = sampleApp();
  await app.ready();
});
afterAll(() => app.close());

async function faultsOf(given: InjectOptions): Promise<unknown> {
  const answer = await app.inject(given);
  expect(answer.statusCode).toBe(400);
  return answer.json().errors;
}

describe('a bad request', () => {
  it('is told every wrong parameter at once', async () => {
    expect(await faultsOf({ url: '/notes?limit=1&limit=2&sort=date&draft=true&page%5Bsize%5D=1' })).toEqual([
      { parameter: 'limit', detail: 'limit was given more than once' },
      { parameter: 'sort', detail: 'sort must be one of slug, -slug' },
      { parameter: 'draft', detail: 'draft is an unknown parameter' },
      { parameter: 'page[size]', detail: 'page[size] is an unknown parameter' },
    ]);
  });

  it.each([
    ['101', 'limit must be at most 100'],
    ['0', 'limit must be at least 1'],
    ['1.5', 'limit must be a whole number'],
    ['ten', 'limit must be a number'],
  ])('is told what limit=%s should have been', async (limit, detail) => {
    expect(await faultsOf({ url: `/notes?limit=${limit}` })).toEqual([{ parameter: 'limit', detail }]);
  });

  it('is told of a repeated parameter even where both values are good', async () => {
    expect(await faultsOf({ url: '/notes?sort=slug&sort=slug' })).toHaveLength(1);
  });

  it('is told what is wrong in the query and in the body together, the body by JSON Pointer', async () => {
    const payload = {
      slug: 'a',
      body: [{ type: 'text' }, { type: 'video' }, 7],
      'odd/na~me': 'x',
      extra: 1,
      state: 'live',
    };
    expect(await faultsOf({ method: 'POST', url: '/notes?dryRun=perhaps&force=true', payload })).toEqual([
      { pointer: '/slug', detail: 'slug must have at least 2 characters' },
      { pointer: '/body/0/text', detail: 'text is required' },
      { pointer: '/body/1/type', detail: 'type must be one of text, rule' },
      { pointer: '/body/2', detail: 'Item 3 must be an object' },
      { pointer: '/odd~1na~0me', detail: 'odd/na~me must be a number' },
      { pointer: '/extra', detail: 'extra is an unknown field; known: slug, body, odd/na~me' },
      { pointer: '/state', detail: 'state is an unknown field; known: slug, odd/na~me, body' },
      { parameter: 'dryRun', detail: 'dryRun must be true or false' },
      { parameter: 'force', detail: 'force is an unknown parameter' },
    ]);
  });

  it('is told of a body that is not there or is no object', async () => {
    const headers = { 'content-type': 'application/json' };
    expect(await faultsOf({ method: 'POST', url: '/notes' })).toEqual([
      { pointer: '', detail: 'The body is required' },
    ]);
    expect(await faultsOf({ method: 'POST', url: '/notes', headers, payload: '[]' })).toEqual([
      { pointer: '', detail: 'The body must be an object' },
    ]);
  });

  it('is told of a parameter where the route knows none', async () => {
    expect(await faultsOf({ url: '/health/live?verbose=1' })).toEqual([
      { parameter: 'verbose', detail: 'verbose is an unknown parameter' },
    ]);
  });
});

describe('the words of a fault', () => {
  const cases: [string, z.ZodType, unknown, string][] = [
    [
      'a schema that speaks for itself',
      z.string().refine(() => false, 'must rhyme'),
      'x',
      'field must rhyme',
    ],
    ['a whole sentence', z.string().refine(() => false, 'This cannot be.'), 'x', 'This cannot be.'],
    ['a schema without words', z.string().refine(() => false), 'x', 'field is not valid'],
    ['a missing choice', z.enum(['a', 'b']), undefined, 'field is required'],
    ['one possible value', z.literal('a'), 'b', 'field must be a'],
    ['a long text', z.string().max(1), 'ab', 'field must have at most 1 character'],
    ['a long list', z.array(z.string()).max(2), ['a', 'b', 'c'], 'field must have at most 2 items'],
    ['a limit that is not included', z.number().lt(5), 5, 'field must be less than 5'],
    ['a step', z.number().multipleOf(5), 7, 'field must be a multiple of 5'],
    [
      'a time',
      z.iso.datetime(),
      'today',
      'field must be a time such as 2022-06-04T12:00:00Z, with its offset',
    ],
    ['an address', z.url(), 'nowhere', 'field must be an absolute URL'],
    ['a pattern', z.string().regex(/^a$/), 'b', 'field must be of the documented form'],
    ['a union', z.union([z.string(), z.number()]), true, 'field has none of the forms that are allowed here'],
  ];
  it.each(cases)('are plain for %s', (_what, schema, field, detail) => {
    expect(findFaults(z.object({ field: schema }), 'body', { field }).faults).toEqual([
      { pointer: '/field', detail },
    ]);
  });

  it('go into the branch of a union that was meant', () => {
    const schema = z.object({ of: z.union([z.string(), z.strictObject({ slug: z.string() })]) });
    expect(findFaults(schema, 'body', { of: { slug: 1 } }).faults).toEqual([
      { pointer: '/of/slug', detail: 'slug must be text' },
    ]);
  });
});
