/** Numbers for an index of words whose order is that of time, so that the newest of what fits come first unsorted. */

// A second has room for a million things; until the year 2242 the numbers are exact.
const perSecond = 2 ** 20;

/** The first and the last number of the second in which a moment (UTC milliseconds) lies. */
export function numbersAt(at: number): { first: number; last: number } {
  const first = Math.floor(at / 1000) * perSecond;
  return { first, last: first + perSecond - 1 };
}

/** The days between two things, by their numbers. */
export function daysBetween(older: number, newer: number): number {
  return (newer - older) / perSecond / 86_400;
}
