import { contentOf, wordsOf } from '../../library/body/content.ts';
import type { Block, Body } from '../../library/body/schema.ts';
import { mostAlike } from '../../library/body/similarity.ts';

/**
 * Matches blocks of `after` with those of `before`: by key, else by equal content, else by the most similar text. Types
 * must be equal. Gives the former place for each new place.
 */
export function pairBlocks(before: Body, after: Body, locale: string): (number | undefined)[] {
  const froms: (number | undefined)[] = after.map(() => undefined);
  const taken = new Set<number>();
  function pair(to: number, from: number): void {
    froms[to] = from;
    taken.add(from);
  }
  for (const nameOf of [keyed, contentOf]) {
    const waiting = Map.groupBy(
      [...before.keys()].filter((from) => !taken.has(from)),
      (from) => nameOf(before[from]!),
    );
    for (const [to, block] of after.entries()) {
      if (froms[to] !== undefined) continue;
      const from = waiting.get(nameOf(block))?.shift();
      if (from !== undefined) pair(to, from);
    }
  }
  const alike = mostAlike(
    candidates(before, (from) => !taken.has(from), locale),
    candidates(after, (to) => froms[to] === undefined, locale),
  );
  for (const { to, from } of alike) pair(to, from);
  return froms;
}

function keyed({ _type, _key }: Block): string {
  return `${_type} ${_key}`;
}

function candidates(body: Body, isOpen: (index: number) => boolean, locale: string) {
  const segmenter = isSpaced(locale) ? undefined : new Intl.Segmenter(locale, { granularity: 'word' });
  return body.flatMap((block, index) => {
    if (!isOpen(index)) return [];
    const words = wordsOf(block);
    return [
      {
        index,
        kind: block._type,
        words: segmenter ? words.flatMap((word) => parts(word, segmenter)) : words,
      },
    ];
  });
}

// Without this, a sentence in a script without spaces would be one word.
function isSpaced(locale: string): boolean {
  return !/^(ja|zh|th|lo|km|my)\b/.test(locale);
}

function parts(word: string, segmenter: Intl.Segmenter): string[] {
  return Array.from(segmenter.segment(word), ({ segment }) => segment);
}
