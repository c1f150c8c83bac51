/** The order of saving an import, and which stories are left out for a newer version. Pure. */
import { areAlike } from '../incoming/sent.ts';

export type PlannedItem = {
  name?: string | undefined;
  sourceVersion?: number | undefined;
  madeAt?: number | undefined;
  /** Whether the source takes the story back with it. */
  isCancellation?: boolean;
  /** The other stories that it refers to. */
  names: string[];
};

/**
 * The indexes in the order of saving: cancellations come first, then stories that others refer to, except in cycles. Of
 * several versions of a story only the newest is saved (the last one, if nothing tells); `newer` maps the others to it,
 * and they come last. Of the same version none is newer: all are saved, the first one first. No cancellation is left out
 * for a newer version.
 */
export function planImport(items: PlannedItem[]): { order: number[]; newer: Map<number, number> } {
  const newest = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    if (item.name === undefined || item.isCancellation) continue;
    const before = newest.get(item.name);
    if (before === undefined || comparing(item, items[before]!) > 0) newest.set(item.name, index);
  }
  const newer = new Map<number, number>();
  for (const [index, item] of items.entries()) {
    if (item.name === undefined || item.isCancellation) continue;
    const best = newest.get(item.name)!;
    if (best !== index && comparing(item, items[best]!) !== 0) newer.set(index, best);
  }
  const order = ordered(items, newest, newer);
  function turnOf(index: number): number {
    if (newer.has(index)) return 2;
    return items[index]!.isCancellation ? 0 : 1;
  }
  return { order: order.toSorted((a, b) => turnOf(a) - turnOf(b)), newer };
}

/** Positive where one is newer than another that came before it, also if nothing tells; 0 for the same version. */
function comparing(one: PlannedItem, other: PlannedItem): number {
  for (const key of ['sourceVersion', 'madeAt'] as const) {
    const [a, b] = [one[key], other[key]];
    if (a !== undefined && b !== undefined && a !== b && areAlike(a, b)) return a - b;
  }
  return one.sourceVersion !== undefined && one.sourceVersion === other.sourceVersion ? 0 : 1;
}

/** Depth first, with a stack instead of recursion, since the input chooses the depth. */
function ordered(items: PlannedItem[], newest: Map<string, number>, newer: Map<number, number>): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  for (const start of items.keys()) {
    const stack = [{ index: start, isDone: false }];
    for (let step = stack.pop(); step; step = stack.pop()) {
      if (step.isDone) order.push(step.index);
      else if (!seen.has(step.index)) {
        seen.add(step.index);
        stack.push({ index: step.index, isDone: true });
        for (const name of newer.has(step.index) ? [] : items[step.index]!.names.toReversed()) {
          const named = newest.get(name);
          if (named !== undefined && !seen.has(named)) stack.push({ index: named, isDone: false });
        }
      }
    }
  }
  return order;
}
