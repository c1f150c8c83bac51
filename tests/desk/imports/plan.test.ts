import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planImport, type PlannedItem } from '../../../src/desk/imports/plan.ts';

function plan(...items: (Partial<PlannedItem> | string)[]) {
  return planImport(
    items.map((one) => (typeof one === 'string' ? { name: one, names: [] } : { names: [], ...one })),
  );
}

describe('the plan of an import', () => {
  it('leaves the order as it came where nothing depends on it', () => {
    expect(plan('a', 'b', {}, 'c')).toEqual({ order: [0, 1, 2, 3], newer: new Map() });
  });

  it('puts what a story names before it, and ends where stories name each other', () => {
    expect(plan({ name: 'a', names: ['c', 'x'] }, 'b', { name: 'c', names: ['b', 'a'] }).order).toEqual([
      1, 2, 0,
    ]);
  });

  it.each<[string, Partial<PlannedItem>[], number]>([
    ['the greater version', [{ sourceVersion: 2 }, { sourceVersion: 10 }, { sourceVersion: 9 }], 1],
    [
      'the later time where versions are the same',
      [
        { sourceVersion: 1, madeAt: 5 },
        { sourceVersion: 1, madeAt: 4 },
      ],
      0,
    ],
    ['the later time where there are no versions', [{ madeAt: 5 }, { madeAt: 4 }], 0],
    ['the last where nothing tells', [{}, {}, {}], 2],
  ])('takes %s of one story', (_, items, best) => {
    const { newer } = plan(...items.map((one) => ({ ...one, name: 'a' })));
    expect([...newer.values()]).toEqual(items.slice(1).map(() => best));
    expect(newer.has(best)).toBe(false);
  });

  it('takes all of the same version, the first one first, also where another names the story', () => {
    const same = { name: 'a', sourceVersion: 2 };
    const { order, newer } = plan({ name: 'b', names: ['a'] }, { name: 'a', sourceVersion: 1 }, same, same);
    expect([order, newer]).toEqual([[2, 0, 3, 1], new Map([[1, 2]])]);
  });

  it('forgets nothing and repeats nothing, whatever names what', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', undefined);
    const item = fc.record({
      ...{ name, sourceVersion: fc.option(fc.nat(3), { nil: undefined }) },
      names: fc.array(fc.constantFrom('a', 'b', 'c', 'd')),
    });
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const { order, newer } = planImport(items);
        expect(order.toSorted((a, b) => a - b)).toEqual([...items.keys()]);
        const kept = [...items.keys()].filter((index) => !newer.has(index)).map((index) => items[index]!);
        const versions = new Map<string, (number | undefined)[]>();
        for (const { name, sourceVersion } of kept)
          if (name !== undefined) versions.set(name, [...(versions.get(name) ?? []), sourceVersion]);
        for (const [first, ...others] of versions.values())
          expect(others).toEqual(others.map(() => first ?? 'a version'));
      }),
    );
  });

  it('bears stories that name each other in a long row', () => {
    const items = Array.from({ length: 20_000 }, (_, index) => ({
      name: `${index}`,
      names: [`${index + 1}`],
    }));
    expect(planImport(items).order[0]).toBe(19_999);
  });
});
