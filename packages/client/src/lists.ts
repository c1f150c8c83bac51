type Item = { listItem?: 'bullet' | 'number'; level?: number; number?: number };

/** Items side by side as lists: deeper ones stand in the item before them, another kind begins another list. */
export function listsHtml<I extends Item>(items: I[], wordsOf: (item: I) => string, depth = 1): string {
  const lists: { tag: string; items: string }[] = [];
  for (let at = 0; at < items.length;) {
    const item = items[at]!;
    const isHere = (item.level ?? 1) <= depth;
    let end = at + 1;
    while (end < items.length && (items[end]!.level ?? 1) > depth) end++;
    const words = isHere ? wordsOf(item) : '';
    const inside = listsHtml(items.slice(isHere ? at + 1 : at, end), wordsOf, depth + 1);
    const value = isHere && item.number !== undefined ? ` value="${item.number}"` : '';
    const tag = item.listItem === 'number' ? 'ol' : 'ul';
    if (lists.at(-1)?.tag !== tag) lists.push({ tag, items: '' });
    lists.at(-1)!.items += `<li${value}>${words}${inside}</li>`;
    at = end;
  }
  return lists.map(({ tag, items: all }) => `<${tag}>${all}</${tag}>`).join('');
}
