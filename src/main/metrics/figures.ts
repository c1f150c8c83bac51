import { Counter, Gauge, type Registry } from 'prom-client';
import { pause } from '../../foundation/process/pause.ts';

/** One number, or several by the value of a label. Undefined where it is not known now. */
type Numbers = number | undefined | Readonly<Record<string, number | undefined>>;

/** A metric that is read when somebody asks for it. */
export type Figure = {
  name: string;
  help: string;
  read: () => Numbers | Promise<Numbers>;
  /** What distinguishes several numbers. */
  label: string | undefined;
  Metric: typeof Counter | typeof Gauge;
};

/** A figure that only grows. */
export function counter(name: string, help: string, read: Figure['read'], label?: string): Figure {
  return { name, help, read, label, Metric: Counter };
}

/** A figure that rises and falls. */
export function gauge(name: string, help: string, read: Figure['read'], label?: string): Figure {
  return { name, help, read, label, Metric: Gauge };
}

/** What takes longer is left out: whoever asks for metrics does not wait for a busy database. */
const longestReadMs = 1_000;

/** Adds a figure. While it cannot be read it is absent, and the others are not. */
export function addFigure(registry: Registry, { name, help, read, label, Metric }: Figure): void {
  const metric = new Metric({
    ...{ name, help, labelNames: label === undefined ? [] : [label], registers: [registry] },
    async collect() {
      const numbers = await readSoon(read);
      // Nothing is awaited from here: two who ask at once do not add to each other.
      metric.reset();
      if (label === undefined) metric.remove();
      for (const [labels, value] of valuesOf(numbers, label)) metric.inc(labels, value);
    },
  });
}

async function readSoon(read: Figure['read']): Promise<Numbers> {
  try {
    const reading = read();
    return await (reading instanceof Promise
      ? Promise.race([reading, pause(longestReadMs).then(() => undefined)])
      : reading);
  } catch {
    return undefined;
  }
}

function valuesOf(numbers: Numbers, label: string | undefined): [Record<string, string>, number][] {
  if (numbers === undefined) return [];
  if (typeof numbers === 'number') return [[{}, numbers]];
  return Object.entries(numbers).flatMap(([name, value]): [Record<string, string>, number][] =>
    value === undefined || label === undefined ? [] : [[{ [label]: name }, value]],
  );
}

/** What is asked for while it is being read is the same answer. */
export function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read().finally(() => (reading = undefined)));
}
