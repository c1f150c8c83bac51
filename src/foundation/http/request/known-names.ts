import type { z } from 'zod';

const mostNames = 12;
/** Of so many unknown fields of one object is it told which are known. */
const mostTold = 3;

/** The names that an object takes which got an unknown one, as the message of the issue. */
export function namesTaken({ inst }: z.core.$ZodRawIssue): string {
  const def = inst?._zod.def as { shape?: object } | undefined;
  return Object.keys(def?.shape ?? {}).join(separator);
}

/** "; known: …", the nearest name first; nothing for the later ones of many, and where no names are known. */
export function sayKnown(names: string, unknown: string, place: number): string {
  if (names === '' || place >= mostTold) return '';
  const pairs = pairsOf(unknown.slice(0, 60));
  const nearest = names
    .split(separator)
    .map((name) => ({ name, likeness: likeness(pairs, pairsOf(name)) }))
    .toSorted((a, b) => b.likeness - a.likeness)
    .map(({ name }) => name);
  const more = nearest.length > mostNames ? ' …' : '';
  return `; known: ${nearest.slice(0, mostNames).join(separator)}${more}`;
}

const separator = ', ';

/** How alike two names are, from 0 to 1, by the pairs of letters that they share. */
function likeness(one: Set<string>, other: Set<string>): number {
  return (2 * one.intersection(other).size) / (one.size + other.size);
}

function pairsOf(name: string): Set<string> {
  const letters = ` ${name.toLowerCase()} `;
  return new Set(Array.from({ length: letters.length - 1 }, (_, at) => letters.slice(at, at + 2)));
}
