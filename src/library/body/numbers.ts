/** The numbers of list items. Pure. */
export type Item = {
  _type: string;
  listItem?: string | undefined;
  level?: number | undefined;
  number?: number | undefined;
};

/** The number that each item of a numbered list has in print; undefined for all other blocks. */
export function numbersOf(blocks: readonly Item[]): (number | undefined)[] {
  return counted(blocks, ({ number }, next) => number ?? next);
}

/** The blocks without numbers that say what a reader counts anyhow. */
export function withoutPlainNumbers<B extends Item>(blocks: B[]): B[] {
  const plain = new Set<Item>();
  counted(blocks, (block, next) => {
    if (block.number === next) plain.add(block);
    return block.number ?? next;
  });
  return blocks.map((block) => (plain.has(block) ? { ...block, number: undefined } : block));
}

/** `numberOf` says the number of an item, given the one that follows from the items before. */
function counted(
  blocks: readonly Item[],
  numberOf: (item: Item, next: number) => number,
): (number | undefined)[] {
  // The last number at each level, as far as this list has come.
  const numbers: number[] = [];
  return blocks.map((block) => {
    if (block.listItem === undefined) numbers.length = 0;
    const { level = 1 } = block;
    if (block.listItem === undefined) return undefined;
    numbers.length = level;
    const next = (numbers[level - 1] ?? 0) + 1;
    numbers[level - 1] = block.listItem === 'number' ? numberOf(block, next) : 0;
    return block.listItem === 'number' ? numbers[level - 1] : undefined;
  });
}
