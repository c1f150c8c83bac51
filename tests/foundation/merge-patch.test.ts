import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { completePatch, mergePatch, patchOf } from '../../src/foundation/http/request/merge-patch.ts';

const Owner = z.strictObject({ name: z.string(), basedIn: z.string().optional() }).meta({ id: 'TestOwner' });
const Thing = z.strictObject({
  name: z.string(),
  slug: z.string().optional(),
  note: z.string().optional(),
  size: z.number().default(3),
  tags: z.array(z.string()).optional(),
  owner: Owner.optional(),
});
const ThingPatch = patchOf(Thing, { kept: ['slug'] });

describe('mergePatch', () => {
  // The table of RFC 7396, appendix A.
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('of %j and %j is %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });

  it('carries a name that objects inherit as any other', () => {
    const patch: unknown = JSON.parse('{"__proto__":{"admin":true}}');
    expect(Object.hasOwn(mergePatch({}, patch) as object, '__proto__')).toBe(true);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe('patchOf', () => {
  it('lets everything be absent, and fills nothing in', () => {
    expect(ThingPatch.parse({})).toEqual({});
  });

  it.each([{ note: null }, { size: null }, { tags: null }, { owner: null }, { owner: { basedIn: null } }])(
    'lets %j be taken away',
    (patch) => {
      expect(ThingPatch.parse(patch)).toEqual(patch);
    },
  );

  it.each([{ name: null }, { slug: null }, { owner: { name: null } }, { colour: 'red' }, { note: 1 }])(
    'refuses %j',
    (patch) => {
      expect(ThingPatch.safeParse(patch).success).toBe(false);
    },
  );

  it('gives the patch of a named object one name, however often it is asked for', () => {
    const [one, two] = [patchOf(Thing).shape.owner, patchOf(Thing).shape.owner];
    expect(one.unwrap().unwrap()).toBe(two.unwrap().unwrap());
    expect(one.unwrap().unwrap().meta()?.id).toBe('TestOwnerPatch');
  });
});

describe('completePatch', () => {
  it('says what an object breaks in the words of its schema', () => {
    const Span = z
      .strictObject({ from: z.number().max(9), to: z.number() })
      .refine(({ from, to }) => from < to, {
        path: ['to'],
        error: 'must be later than from',
      });
    const Trip = z.strictObject({ span: Span.optional() });
    const before = { span: { from: 1, to: 5 } };
    expect(() => completePatch(Trip, before, { span: { from: 6 } })).toThrow('to must be later than from');
    expect(() => completePatch(Trip, before, { span: { from: 10, to: 20 } })).toThrow(
      'from must be at most 9',
    );
  });

  it('makes objects whole out of what is there, and leaves the rest as it came', () => {
    const before = { owner: { name: 'Thomson', basedIn: 'Toronto' }, tags: ['a'] };
    expect(completePatch(Thing, before, { owner: { basedIn: null }, tags: ['b'], note: null })).toEqual({
      owner: { name: 'Thomson' },
      tags: ['b'],
      note: null,
    });
  });

  it('refuses an object that would lack what it must have', () => {
    expect(() => completePatch(Thing, { owner: null }, { owner: { basedIn: 'Toronto' } })).toThrow(
      'name is required',
    );
  });
});
