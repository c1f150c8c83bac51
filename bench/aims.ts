import type { Comparison } from './compare.ts';
import { median, type Line } from './measure.ts';
import { asked, names } from './names.ts';

export type Aim = { what: string; measured: string; aim: string; met: boolean };

/** The aims of what was measured: ratios of medians of one run. */
export function aimsOf({ lines, startsMs, resident }: Comparison): Aim[] {
  function find(what: string, who: string): Line | undefined {
    return lines.find((line) => line.what === what && line.who === who);
  }
  function ratio(what: string, who: string, against: string, aim: number): Aim[] {
    const [ours, theirs] = [find(what, who), find(what, against)];
    if (!ours || !theirs) return [];
    const measured = ours.median.perSecond / theirs.median.perSecond;
    return [least(`${what}: ${who}, against ${against}`, measured, aim)];
  }
  function p99(what: string, aim: number): Aim[] {
    const [ours, alone] = [find(what, names.publishing), find(what, names.alone)];
    if (!ours || !alone) return [];
    const measured = ours.median.p99 / alone.median.p99;
    return [most(`${what}: p99 of ${names.publishing}, against ${names.alone}`, measured, aim, 2)];
  }
  return [
    ...ratio(asked.story, names.hot, names.fastify, 0.9),
    ...ratio(asked.list, names.hot, names.fastify, 0.9),
    ...ratio(asked.story, names.hot, names.silent, 0.9),
    ...ratio(asked.list, names.hot, names.silent, 0.9),
    ...ratio(asked.story, names.cold, names.byHand, 0.9),
    ...ratio(asked.list, names.cold, names.byHand, 0.9),
    ...ratio(asked.search, names.cold, names.byHand, 0.5),
    // What is published does not touch it, so it stays ready; the list is made anew each time.
    ...ratio(asked.story, names.publishing, names.alone, 0.9),
    ...p99(asked.story, 2),
    ...ratio(asked.list, names.publishing, names.alone, 0.5),
    ...p99(asked.list, 3),
    ...ratio(asked.create, names.hot, names.byHand, 0.7),
    ...(resident?.loaded && lines.length > 0
      ? [most('memory after the load, MiB resident', resident.loaded.all, 200)]
      : []),
    ...(startsMs.bundle.length > 0
      ? [
          most('start to the first story, ms: the image', median(startsMs.bundle), 500),
          most('start to the first story, ms: npm start', median(startsMs.sources), 500),
          most('start to the first story, ms: the first ever', median(startsMs.first), 2000),
        ]
      : []),
  ];
}

/** A ratio that is to reach the aim. */
export function least(what: string, measured: number, aim: number): Aim {
  return { what, measured: measured.toFixed(2), aim: `≥ ${aim.toFixed(2)}`, met: measured >= aim };
}

/** A measure that is to stay at or below the aim. */
export function most(what: string, measured: number, aim: number, digits = 0): Aim {
  return { what, measured: measured.toFixed(digits), aim: `≤ ${aim.toFixed(digits)}`, met: measured <= aim };
}
