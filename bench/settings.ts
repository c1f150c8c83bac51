import { parseArgs } from 'node:util';

export type Settings = ReturnType<typeof readSettings>;

export const parts = ['reads', 'publishing', 'streams', 'create', 'start', 'postgres'] as const;
export type Part = (typeof parts)[number];

/** Reads the flags. Throws one sentence when one of them is wrong. */
export function readSettings(given: string[] = process.argv.slice(2)) {
  const { values } = parseArgs({
    args: given,
    options: {
      stories: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '50' },
      body: { type: 'string' },
      only: { type: 'string' },
      growth: { type: 'boolean', default: false },
      data: { type: 'string' },
      results: { type: 'string', default: 'bench/RESULTS.md' },
      raw: { type: 'string' },
    },
  });
  const only = values.only?.split(',') ?? [...parts];
  const unknown = only.filter((part) => !parts.includes(part as Part));
  if (unknown.length > 0) throw new Error(`--only takes ${parts.join(', ')}; not ${unknown.join(', ')}`);
  return {
    /** How many stories are generated beside the seed; with `--growth` the larger of the two sizes. */
    stories: wholeNumber('stories', values.growth && !isGiven(given) ? '1000000' : values.stories),
    /** How long each measurement takes, and how often each is repeated. */
    seconds: secondsIn(values.seconds),
    rounds: wholeNumber('rounds', values.rounds),
    connections: wholeNumber('connections', values.connections),
    /** About how many bytes of JSON a generated story's text has; less for growth, as usual stories have. */
    bodyBytes: wholeNumber('body', values.body ?? (values.growth ? '3000' : '5000')),
    only: only as Part[],
    growth: values.growth,
    /** A folder in which generated databases are kept for the next run. */
    dataDir: values.data,
    resultsFile: values.results,
    rawFile: values.raw,
  };
}

function isGiven(given: string[]): boolean {
  return given.some((argument) => /^--stories(=|$)/.test(argument));
}

function secondsIn(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) === 0)
    throw new Error(`--seconds must be a number above 0, such as 5 or 0.5, not ${text}`);
  return Number(text);
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} must be a whole number from 1 on, not ${text}`);
  return Number(text);
}
