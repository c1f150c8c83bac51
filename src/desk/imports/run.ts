import type { Database } from '../../foundation/database/database.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { isForTheLog, Problem } from '../../foundation/problem.ts';
import { nextTurn, yieldEvery } from '../../foundation/process/yielding.ts';
import { summedUp } from '../../library/notes.ts';
import type { IncomingStory, ReadItem } from './formats/incoming.ts';
import { failed, importItem, type ItemOptions, type Outcome } from './import-item.ts';
import { planImport, type PlannedItem } from './plan.ts';
import type { ImportResult } from './schema.ts';

/** The source of an item. `read` is called twice, so that not all items are in memory at once. */
export type Source = { file?: string | undefined; index: number; read: () => Promise<ReadItem> };

export type RunOptions = ItemOptions & {
  /** Called with each result. */
  onResult?: (result: ImportResult) => void;
  /** Called with each error of the server, with the place of its item. */
  onError: (error: unknown, place: string) => void;
};

/** How many earlier items of a story a dry run plays before the next one of it. */
const mostRehearsed = 5;
const isTaken = new Set<Outcome['outcome']>(['created', 'updated', 'cancelled', 'waiting']);

/** How many items may share a commit. */
const together = 20;

/**
 * Imports items, each in its own transaction: a refused item stops no other, and neither does one at which the server
 * fails. Gives a result for each, in the order of the input. Once the server cannot write, the rest is not tried; it
 * throws `unavailable` only when nothing was saved.
 */
export async function runImport(
  database: Database,
  sources: Source[],
  { onResult = () => {}, onError, ...options }: RunOptions,
): Promise<ImportResult[]> {
  const plan: PlannedItem[] = [];
  // In a turn of its own, after the one in which the whole document was parsed.
  await nextTurn();
  const maybeYield = yieldEvery();
  for (const source of sources) {
    plan.push(plannedOf(await readingOf(source)));
    await maybeYield();
  }
  const { order, newer } = planImport(plan);
  const results = new Array<ImportResult>(sources.length);
  let trouble: Problem | undefined;
  // A dry run keeps nothing: what came of a story before is played again before its next item.
  const rehearsed = new Map<string, IncomingStory[]>();

  async function outcomeOf(index: number, reading: Reading): Promise<Outcome> {
    const best = newer.get(index);
    if (reading.error !== undefined) return failed(reading.error);
    if (trouble !== undefined) return failed(trouble);
    const outcome = best === undefined ? undefined : results[best]?.outcome;
    const isNewerHere = outcome !== undefined && outcome !== 'failed';
    const newerAt = isNewerHere ? placeOf(sources[best!]!) : undefined;
    const before = 'incoming' in reading ? rehearsed.get(reading.incoming.name.value) : undefined;
    return importItem(database, reading, { ...options, newerAt, before });
  }

  function remember(incoming: IncomingStory): void {
    const before = rehearsed.get(incoming.name.value) ?? [];
    rehearsed.set(incoming.name.value, [...before, incoming].slice(-mostRehearsed));
  }

  async function takeAll(indexes: number[]): Promise<void> {
    for (let at = 0; at < indexes.length; at += together) {
      const batch = indexes.slice(at, at + together);
      const readings = new Map<number, Reading>();
      for (const index of batch) {
        readings.set(index, await readingOf(sources[index]!));
        await maybeYield();
      }
      if (options.dryRun) for (const index of batch) await take(index, readings.get(index)!);
      else await Promise.all(batch.map((index) => take(index, readings.get(index)!)));
    }
  }

  async function take(index: number, reading: Reading): Promise<void> {
    const source = sources[index]!;
    const outcome = await outcomeOf(index, reading);
    const { error } = outcome;
    if (options.dryRun && isTaken.has(outcome.outcome) && 'incoming' in reading) remember(reading.incoming);
    if (error instanceof Problem && error.problem === 'unavailable') trouble ??= error;
    if (error !== undefined && isForTheLog(error)) onError(error, placeOf(source));
    const result = resultOf(source, reading, outcome);
    results[index] = result;
    onResult(result);
  }

  await takeAll(order.filter((index) => !newer.has(index)));
  // Once it is known what became of the newer ones.
  await takeAll(order.filter((index) => newer.has(index)));
  if (trouble !== undefined && results.every(({ outcome }) => outcome === 'failed')) throw trouble;
  return results;
}

/** An item as it was read; `error` is what the server threw instead. */
type Reading = ReadItem & { error?: unknown };

async function readingOf({ read }: Source): Promise<Reading> {
  try {
    return await read();
  } catch (error) {
    return { notes: [], faults: [], error };
  }
}

function plannedOf(reading: Reading): PlannedItem {
  if (!('incoming' in reading)) return { names: [] };
  const { name, sourceVersion, madeAt, related, status } = reading.incoming;
  return {
    ...{ name: name.value, sourceVersion, madeAt, names: related.map(({ uri }) => uri) },
    isCancellation: status === 'canceled',
  };
}

function resultOf(
  { file, index }: Source,
  { uri, headline, read, notes }: Reading,
  outcome: Outcome,
): ImportResult {
  return omitAbsent({
    ...{ file, index, uri, headline, read },
    outcome: outcome.outcome,
    published: outcome.published ?? false,
    article: outcome.article,
    version: outcome.version,
    incoming: outcome.incoming,
    notes: summedUp([...notes, ...(outcome.notes ?? [])]),
    errors: outcome.errors ?? [],
  });
}

function placeOf({ file, index }: Source): string {
  return file === undefined ? `item ${index + 1}` : `${file}, item ${index + 1}`;
}
