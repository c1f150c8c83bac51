/** Rules of a body beyond its schema. Pure. */
import { decorators, isDecorator } from './parts.ts';

type Keyed = { _key?: string | undefined };
type TextParts = {
  listItem?: string | undefined;
  level?: number | undefined;
  number?: number | undefined;
  children: (Keyed & { marks?: string[] | undefined })[];
  markDefs?: { _key: string }[] | undefined;
};
type BodyFault = { path: (string | number)[]; detail: string };

/** Marks name something, links do not overlap, keys are unique, a level needs a list. */
export function faultsOfTextBlock(block: TextParts): BodyFault[] {
  const faults = [
    ...duplicates(block.children, ['children']),
    ...duplicates(block.markDefs ?? [], ['markDefs']),
  ];
  const links = new Set((block.markDefs ?? []).map(({ _key }) => _key));
  if (block.level !== undefined && block.listItem === undefined)
    faults.push({ path: ['level'], detail: 'is only for list items: say listItem too' });
  if (block.number !== undefined && block.listItem !== 'number')
    faults.push({
      path: ['number'],
      detail: 'is only for items of numbered lists: say listItem "number" too',
    });
  for (const [index, { _key }] of (block.markDefs ?? []).entries())
    if (isDecorator(_key))
      faults.push({
        path: ['markDefs', index, '_key'],
        detail: `must not be "${_key}": that is a mark of its own`,
      });
  for (const [index, { marks = [] }] of block.children.entries()) {
    for (const [at, mark] of marks.entries())
      if (!isDecorator(mark) && !links.has(mark))
        faults.push({
          path: ['children', index, 'marks', at],
          detail: `must be ${decorators.join(', ')} or the _key of one of the block's markDefs`,
        });
    if (new Set(marks.filter((mark) => links.has(mark))).size > 1)
      faults.push({ path: ['children', index, 'marks'], detail: 'must hold one link at most' });
  }
  return faults;
}

/** Keys are unique among the blocks, and among the pictures of a gallery. */
export function faultsOfBody(blocks: (Keyed & { items?: Keyed[] })[]): BodyFault[] {
  return [
    ...duplicates(blocks, []),
    ...blocks.flatMap((block, index) => duplicates(block.items ?? [], [index, 'items'])),
  ];
}

function duplicates(parts: Keyed[], path: (string | number)[]): BodyFault[] {
  const seen = new Set<string>();
  return parts.flatMap(({ _key }, index) => {
    if (_key === undefined) return [];
    if (seen.has(_key)) return [{ path: [...path, index, '_key'], detail: `"${_key}" is used twice` }];
    seen.add(_key);
    return [];
  });
}
