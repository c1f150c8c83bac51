import { contentKey, contentOf, lineOf, wordsOf } from './content.ts';
import { withoutPlainNumbers } from './numbers.ts';
import type { Block, BlockIn, Body, TextBlock, TextBlockIn } from './schema.ts';
import { mostAlike } from './similarity.ts';

/**
 * Gives parts without a key one made from their content, and fills in defaults. Equal input gives equal keys; a given
 * key stays unless an earlier part has it.
 */
export function withKeys(blocks: BlockIn[]): Body {
  return keyed(withoutPlainNumbers(blocks), contentOf).map((block) => complete(block));
}

/**
 * Keeps the keys of `previous` on the same blocks of `next`: on unchanged ones also when they moved, on edited ones
 * when they are similar enough. A given key that exists in `previous` counts, unless it was made from the content. An
 * unchanged block is returned as stored.
 */
export function rekey(previous: Body, next: BlockIn[]): Body {
  const match = new Map<number, number>();
  const taken = new Set<number>();
  function pair(to: number, from: number): void {
    match.set(to, from);
    taken.add(from);
  }
  function openNext(): number[] {
    return [...next.keys()].filter((index) => !match.has(index));
  }
  function openPrevious(): number[] {
    return [...previous.keys()].filter((index) => !taken.has(index));
  }

  const byKey = new Map(previous.map((block, index) => [block._key, index]));
  for (const [to, block] of next.entries()) {
    const from = block._key === undefined ? undefined : byKey.get(block._key);
    if (from !== undefined && !taken.has(from) && isGiven(block)) pair(to, from);
  }
  for (const nameOf of [contentOf, textOf]) {
    const waiting = Map.groupBy(openPrevious(), (index) => nameOf(previous[index]!));
    for (const to of openNext()) {
      const from = waiting.get(nameOf(next[to]!))?.shift();
      if (from !== undefined) pair(to, from);
    }
  }
  const alike = mostAlike(
    openPrevious().map((index) => ({
      index,
      kind: previous[index]!._type,
      words: wordsOf(previous[index]!),
    })),
    openNext().map((index) => ({ index, kind: next[index]!._type, words: wordsOf(next[index]!) })),
  );
  for (const { to, from } of alike) pair(to, from);

  const reserved = new Set(previous.map(({ _key }) => _key));
  const kept = next.map((block, to): BlockIn => {
    const from = match.get(to);
    if (from === undefined)
      return block._key !== undefined && reserved.has(block._key) ? withoutKey(block) : block;
    const before = previous[from]!;
    return contentOf(before) === contentOf(block) ? before : { ...block, _key: before._key };
  });
  // Keys of removed blocks stay reserved, so that a new block is not taken for an old one.
  return keyed(kept, contentOf, reserved).map((block) => complete(block));
}

function isGiven(block: BlockIn): boolean {
  return block._key !== undefined && block._key.split('-')[0] !== contentKey(contentOf(block));
}

/** Blocks without words are matched by their whole content. */
function textOf(block: BlockIn): string {
  const line = lineOf(block);
  return line === '' ? contentOf(block) : `${block._type} ${line}`;
}

function withoutKey(block: BlockIn): BlockIn {
  const { _key, ...rest } = block;
  return rest;
}

type Part = { _type: string; _key?: string | undefined };

function keyed<T extends Part>(
  parts: T[],
  contentOfPart: (part: T) => string,
  reserved = new Set<string>(),
): (T & { _key: string })[] {
  const used = new Set([...reserved, ...parts.flatMap(({ _key }) => _key ?? [])]);
  const given = new Set<string>();
  const counts = new Map<string, number>();
  return parts.map((part) => {
    if (part._key !== undefined && !given.has(part._key)) {
      given.add(part._key);
      return named(part, part._key);
    }
    const key = unused(contentKey(contentOfPart(part)), used, counts);
    used.add(key);
    return named(part, key);
  });
}

/** `_key` follows `_type` in the JSON. */
function named<T extends Part>({ _type, _key, ...rest }: T, key: string): T & { _key: string } {
  // TypeScript does not put a generic together again from its rest.
  return { _type, _key: key, ...rest } as unknown as T & { _key: string };
}

/** `counts` remembers the last number of each key, so that many equal parts stay fast. */
function unused(key: string, used: Set<string>, counts: Map<string, number>): string {
  if (!used.has(key)) return key;
  let count = counts.get(key) ?? 2;
  while (used.has(`${key}-${count}`)) count += 1;
  counts.set(key, count);
  return `${key}-${count}`;
}

function complete(block: BlockIn & { _key: string }): Block {
  if (block._type === 'block') return completeText(block);
  if (block._type === 'gallery') return { ...block, items: keyed(block.items, contentOf) };
  return block;
}

function completeText({
  _type,
  _key,
  style = 'normal',
  listItem,
  level = 1,
  number,
  children,
  markDefs = [],
}: TextBlockIn & { _key: string }): TextBlock {
  const spans = keyed(children, ({ text, marks }) => JSON.stringify([text, marks]));
  const used = new Set(spans.flatMap(({ marks = [] }) => marks));
  return {
    _type,
    _key,
    style,
    ...(listItem && { listItem, level, ...(number !== undefined && { number }) }),
    children: spans.map(({ marks = [], ...span }) => ({ ...span, marks: [...new Set(marks)] })),
    markDefs: markDefs.filter((def) => used.has(def._key)),
  };
}
