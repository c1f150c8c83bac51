/**
 * Finds which items kept their order: the longest increasing subsequence; the others moved. `froms` has the former
 * place for each new place, undefined for new items. Gives the new places that stayed.
 */
export function placesInOrder(froms: (number | undefined)[]): Set<number> {
  // Patience sorting: `ends[n]` is the new place at which the best sequence of n + 1 ends.
  const ends: number[] = [];
  const previous = new Map<number, number | undefined>();
  for (const [to, from] of froms.entries()) {
    if (from === undefined) continue;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (froms[ends[middle]!]! < from) low = middle + 1;
      else high = middle;
    }
    previous.set(to, ends[low - 1]);
    ends[low] = to;
  }
  const stayed = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = previous.get(at)) stayed.add(at);
  return stayed;
}

/** All places in one order: new ones, and removed ones after the item that they followed. */
export function mergedOrder(
  froms: (number | undefined)[],
  countBefore: number,
  stayed: Set<number>,
): { from?: number; to?: number }[] {
  const used = new Set(froms);
  const merged: { from?: number; to?: number }[] = [];
  let before = 0;
  function removedUntil(end: number): void {
    for (; before < end; before += 1) if (!used.has(before)) merged.push({ from: before });
  }
  for (const [to, from] of froms.entries()) {
    if (stayed.has(to)) removedUntil(from!);
    merged.push(from === undefined ? { to } : { from, to });
  }
  removedUntil(countBefore);
  return merged;
}
