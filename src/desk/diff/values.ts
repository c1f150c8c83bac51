import { isDeepStrictEqual } from 'node:util';
import { mergedOrder, placesInOrder } from './in-order.ts';
import { diffWords, type DiffBudget, type Segment } from './words.ts';

export type Change = 'added' | 'removed' | 'changed';

/** The change of an item of a list. Places count from 0. */
export type ItemDiff = {
  change: Change | 'moved';
  moved?: true;
  from?: number;
  to?: number;
  before?: unknown;
  after?: unknown;
};

/** The change of one field, at its JSON Pointer. */
export type FieldDiff = {
  pointer: string;
  change: Change;
  before?: unknown;
  after?: unknown;
  text?: Segment[];
  coarse?: true;
  items?: ItemDiff[];
};

type Comparing = { locale: string; budget: DiffBudget };

/** The change of one value; texts are compared word by word. Empty when it is the same. */
export function diffValue(
  pointer: string,
  before: unknown,
  after: unknown,
  { words, locale, budget }: Comparing & { words: boolean },
): FieldDiff[] {
  if (isDeepStrictEqual(before, after)) return [];
  const field = { pointer, ...changed(before, after) };
  if (!words || typeof before !== 'string' || typeof after !== 'string') return [field];
  const { segments, coarse } = diffWords(before, after, locale, budget);
  return [{ ...field, text: segments, ...(coarse && { coarse }) }];
}

/** The changes of a list whose items have names, by which they are matched. */
export function diffList(
  pointer: string,
  before: unknown[],
  after: unknown[],
  nameOf: (item: never) => string,
): FieldDiff[] {
  if (isDeepStrictEqual(before, after)) return [];
  const places = new Map(named(before, nameOf).map((name, index) => [name, index]));
  const froms = named(after, nameOf).map((name) => places.get(name));
  const stayed = placesInOrder(froms);
  const items = mergedOrder(froms, before.length, stayed).flatMap(({ from, to }): ItemDiff[] => {
    const [was, is] = [
      from === undefined ? undefined : before[from],
      to === undefined ? undefined : after[to],
    ];
    const place = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    if (from === undefined || to === undefined || !isDeepStrictEqual(was, is)) {
      const isMoved = from !== undefined && to !== undefined && !stayed.has(to);
      const { change, ...values } = changed(was, is);
      return [{ change, ...(isMoved && { moved: true as const }), ...place, ...values }];
    }
    return stayed.has(to) ? [] : [{ change: 'moved', moved: true, ...place, after: is }];
  });
  const change = before.length === 0 ? 'added' : after.length === 0 ? 'removed' : 'changed';
  return [{ pointer, change, items }];
}

function changed(before: unknown, after: unknown) {
  const change: Change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return { change, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

/** Repeated names are numbered. */
function named(items: unknown[], nameOf: (item: never) => string): string[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    // The table of lists has a function for the items of each.
    const name = nameOf(item as never);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return `${name} #${times}`;
  });
}
