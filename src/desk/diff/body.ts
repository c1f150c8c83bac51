import { contentOf } from '../../library/body/content.ts';
import type { Block, Body } from '../../library/body/schema.ts';
import { mergedOrder, placesInOrder } from './in-order.ts';
import { diffMarked, type Run } from './marks.ts';
import { pairBlocks } from './pair-blocks.ts';
import { diffList, diffValue, type FieldDiff } from './values.ts';
import type { DiffBudget } from './words.ts';

/** The change of one block. Places count from 0; pointers are within the block. */
export type BlockDiff = {
  change: 'unchanged' | 'added' | 'removed' | 'changed' | 'moved';
  /** Set on every block with another order, changed or not. */
  moved?: true;
  type: Block['_type'];
  key: string;
  from?: number;
  to?: number;
  before?: Block;
  after?: Block;
  text?: Run[];
  coarse?: true;
  fields?: FieldDiff[];
};

type Comparing = { locale: string; budget: DiffBudget };

/** The changes of a body block by block, in the new order; removed blocks are where they were. */
export function diffBody(before: Body, after: Body, comparing: Comparing): BlockDiff[] {
  const froms = pairBlocks(before, after, comparing.locale);
  const stayed = placesInOrder(froms);
  return mergedOrder(froms, before.length, stayed).map(({ from, to }): BlockDiff => {
    if (to === undefined) {
      const block = before[from!]!;
      return { change: 'removed', type: block._type, key: block._key, from: from!, before: block };
    }
    const block = after[to]!;
    const named = { type: block._type, key: block._key };
    if (from === undefined) return { change: 'added', ...named, to, after: block };
    const moved = stayed.has(to) ? {} : { moved: true as const };
    const was = before[from]!;
    if (contentOf(was) === contentOf(block)) {
      return { change: moved.moved ? 'moved' : 'unchanged', ...moved, ...named, from, to, after: block };
    }
    return {
      ...{ change: 'changed', ...moved, ...named, from, to, before: was, after: block },
      ...diffBlock(was, block, comparing),
    };
  });
}

function diffBlock(
  before: Block,
  after: Block,
  { locale, budget }: Comparing,
): Pick<BlockDiff, 'text' | 'coarse' | 'fields'> {
  if (before._type === 'block' && after._type === 'block') {
    const { text, coarse } = diffMarked(before, after, locale, budget);
    const isSaid = text.some(({ op, marksBefore }) => op !== 'equal' || marksBefore !== undefined);
    return {
      ...(isSaid && { text }),
      ...(coarse && { coarse }),
      ...fieldsOf(before, after, ['style', 'listItem', 'level', 'number'], { locale, budget }),
    };
  }
  return fieldsOf(before, after, fieldsByType[after._type], { locale, budget });
}

const fieldsByType: Record<Block['_type'], string[]> = {
  block: [],
  image: ['media', 'caption', 'altText'],
  gallery: ['items'],
  embed: ['url', 'provider', 'title', 'caption'],
  table: ['caption', 'header', 'rows'],
  note: ['kind', 'text'],
};
const worded = new Set(['caption', 'altText', 'title', 'text']);

/** Rows are matched by their content, pictures of a gallery by their id. */
const listNames: Record<string, (item: never) => string> = {
  rows: (row: string[]) => JSON.stringify(row),
  items: ({ media }: { media: string }) => media,
};

function fieldsOf(
  before: Block,
  after: Block,
  names: string[],
  comparing: Comparing,
): Pick<BlockDiff, 'fields'> {
  const [was, is]: Record<string, unknown>[] = [before, after];
  const fields = names.flatMap((name) => {
    const [old, now] = [was![name], is![name]];
    const nameOf = listNames[name];
    if (nameOf) return diffList(`/${name}`, withoutKeys(old), withoutKeys(now), nameOf);
    return diffValue(`/${name}`, old, now, { ...comparing, words: worded.has(name) });
  });
  return fields.length > 0 ? { fields } : {};
}

function withoutKeys(items: unknown): unknown[] {
  return (items as unknown[]).map((item) => {
    if (Array.isArray(item)) return item as unknown;
    const { _key, _type, ...rest } = item as Record<string, unknown>;
    return rest;
  });
}
