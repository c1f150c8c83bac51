/** Finds texts that are edited forms of each other, by their words and word pairs. Pure. */
type Candidate = { index: number; kind: string; words: string[] };
type Alike = { from: number; to: number };

// With less than half of the words and word pairs in common, it is another text.
const threshold = 0.5;
// Features of more blocks than this are ignored.
const commonFrom = 40;
const closest = 8;

/** Pairs each text of `after` with the text of `before` that it most likely was, the surest pairs first. */
export function mostAlike(before: Candidate[], after: Candidate[]): Alike[] {
  const features = before.map(({ words }) => featuresOf(words));
  const holders = new Map<string, number[]>();
  for (const [at, own] of features.entries())
    for (const feature of own.keys()) {
      const held = holders.get(feature);
      if (!held) holders.set(feature, [at]);
      else if (held.length <= commonFrom) held.push(at);
    }

  const scores = after.flatMap((candidate, to) => {
    const own = featuresOf(candidate.words);
    return [...likely(own, holders, to)]
      .filter((from) => before[from]?.kind === candidate.kind)
      .map((from) => ({ from, to, score: likeness(features[from]!, own) }))
      .filter(({ score }) => score >= threshold);
  });
  scores.sort(
    (a, b) => b.score - a.score || Math.abs(a.from - a.to) - Math.abs(b.from - b.to) || a.to - b.to,
  );
  const froms = new Set<number>();
  const tos = new Set<number>();
  return scores.flatMap(({ from, to }) => {
    if (froms.has(from) || tos.has(to)) return [];
    froms.add(from);
    tos.add(to);
    return [{ from: before[from]!.index, to: after[to]!.index }];
  });
}

/** The candidates to compare: those with the most rare features in common, and the one at the same place. */
function likely(own: Map<string, number>, holders: Map<string, number[]>, place: number): Set<number> {
  const shared = new Map<number, number>();
  for (const feature of own.keys()) {
    const at = holders.get(feature) ?? [];
    if (at.length <= commonFrom) for (const from of at) shared.set(from, (shared.get(from) ?? 0) + 1);
  }
  const best = [...shared].sort((a, b) => b[1] - a[1]).slice(0, closest);
  return new Set([...best.map(([from]) => from), place]);
}

/** Each word, and each word with the one after it, with how often it occurs. */
function featuresOf(words: string[]): Map<string, number> {
  const features = new Map<string, number>();
  const pairs = words.map((word, index) => `${words[index - 1] ?? ''} ${word}`);
  const end = words.length > 0 ? [`${words.at(-1)!} `] : [];
  for (const feature of [...words, ...pairs, ...end]) features.set(feature, (features.get(feature) ?? 0) + 1);
  return features;
}

/** 0 to 1: twice what both hold, over what each holds (Dice). */
function likeness(a: Map<string, number>, b: Map<string, number>): number {
  let shared = 0;
  let total = 0;
  for (const [feature, times] of a) {
    shared += Math.min(times, b.get(feature) ?? 0);
    total += times;
  }
  for (const times of b.values()) total += times;
  return total === 0 ? 0 : (2 * shared) / total;
}
