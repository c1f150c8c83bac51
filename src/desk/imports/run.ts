import type { Caller } from '../../access/caller.ts';
import type { Scope } from '../../access/scopes.ts';
import type { Actor, Database, Work } from '../../foundation/database/database.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { Problem, type Fault } from '../../foundation/problem.ts';
import { nextTurn, yieldEvery } from '../../foundation/process/yielding.ts';
import { loadHtmlReader } from '../../library/body/reading/from-html.ts';
import { loadStory } from '../stories/story.ts';
import { importStory, type Imported } from './import-story.ts';
import type { IncomingStory, ReadItem } from './formats/incoming.ts';
import { planImport, type PlannedItem } from './plan.ts';
import { publishImported } from './publish-imported.ts';
import type { ImportResult } from './schema.ts';

/** The source of an item. `read` is called twice, so that not all items are in memory at once. */
export type Source = { file?: string | undefined; index: number; read: () => Promise<ReadItem> };

export type RunOptions = {
  actor: Actor;
  /** The caller; absent for the import command. */
  caller?: Caller | undefined;
  mayUse: (scope: Scope) => boolean;
  defaultLocale: string;
  dryRun: boolean;
  publish: boolean;
  createRecords: boolean;
  change?: string | undefined;
  /** Called with each result. */
  onResult?: (result: ImportResult) => void;
};

/** How many items may share a commit. */
const together = 20;

/**
 * Imports items, each in its own transaction: a refused item stops no other. Gives a result for each, in the order of
 * the input. An error that is not the fault of an item ends the import; saved items stay, and running it again
 * continues.
 */
export async function runImport(
  database: Database,
  sources: Source[],
  { onResult = () => {}, ...options }: RunOptions,
): Promise<ImportResult[]> {
  const plan: PlannedItem[] = [];
  // In a turn of its own, after the one in which the whole document was parsed.
  await nextTurn();
  loadHtmlReader();
  await nextTurn();
  const maybeYield = yieldEvery();
  for (const source of sources) {
    plan.push(plannedOf(await source.read()));
    await maybeYield();
  }
  const { order, newer } = planImport(plan);
  const results = new Array<ImportResult>(sources.length);
  for (let at = 0; at < order.length; at += together) {
    const batch = order.slice(at, at + together);
    const readings = new Map<number, ReadItem>();
    for (const index of batch) {
      readings.set(index, await sources[index]!.read());
      await maybeYield();
    }
    await Promise.all(
      batch.map(async (index) => {
        const source = sources[index]!;
        const best = newer.get(index);
        const reading = readings.get(index)!;
        const result = resultOf(
          source,
          reading,
          await outcomeOf(
            database,
            reading,
            options,
            best !== undefined ? placeOf(sources[best]!) : undefined,
          ),
        );
        results[index] = result;
        onResult(result);
      }),
    );
  }
  return results;
}

function plannedOf(reading: ReadItem): PlannedItem {
  if (!('incoming' in reading)) return { names: [] };
  const { name, sourceVersion, madeAt, related } = reading.incoming;
  return { name: name.value, sourceVersion, madeAt, names: related.map(({ uri }) => uri) };
}

type Outcome = Partial<Omit<Imported, 'outcome'>> &
  Pick<ImportResult, 'outcome'> & { published?: boolean; errors?: Fault[] };

async function outcomeOf(
  database: Database,
  reading: ReadItem,
  options: Omit<RunOptions, 'onResult'>,
  newer: string | undefined,
): Promise<Outcome> {
  if ('faults' in reading) return { outcome: 'refused', errors: reading.faults };
  const { incoming } = reading;
  if (newer !== undefined)
    return { outcome: 'superseded', notes: [`A newer version of it is in the same import: ${newer}.`] };
  try {
    return options.dryRun
      ? await dryRun(database, incoming, options)
      : await importAndPublish(database, incoming, options);
  } catch (error) {
    if (!(error instanceof Problem) || !ofItems.has(error.problem)) throw error;
    return { outcome: 'refused', errors: faultsOf(error, incoming) };
  }
}

/** Problems that are the fault of an item. Others end the import. */
const ofItems = new Set([
  'conflict',
  'rule-unmet',
  'unknown-reference',
  'invalid-request',
  'not-found',
  'gone',
]);

/** Saves, then publishes in a second transaction, so that a failure to publish keeps the saved story. */
async function importAndPublish(
  database: Database,
  incoming: IncomingStory,
  options: RunOptions,
): Promise<Outcome> {
  const { actor, publish } = options;
  const imported = await database.transact(actor, (work) => importStory(work, incoming, options));
  if (!publish) return imported;
  const { published, notes } = await database.transact(actor, async (work) =>
    publishImported(work, await loadStory(work.tx, imported.article), incoming, options),
  );
  return { ...imported, published, notes: [...imported.notes, ...notes] };
}

// Runs both steps in one transaction and rolls it back.
async function dryRun(database: Database, incoming: IncomingStory, options: RunOptions): Promise<Outcome> {
  let outcome: Outcome | undefined;
  async function play(work: Work): Promise<never> {
    const imported = await importStory(work, incoming, options);
    const { published = false, notes = [] } = options.publish
      ? await publishImported(work, await loadStory(work.tx, imported.article), incoming, options)
      : {};
    const { article, version, ...told } = imported;
    outcome = {
      ...(told.outcome === 'created' ? told : { ...told, article, version }),
      published,
      notes: [...told.notes, ...notes],
    };
    throw dryRunRollback;
  }
  try {
    return await database.transact(options.actor, play);
  } catch (error) {
    if (error !== dryRunRollback) throw error;
  }
  return outcome!;
}

const dryRunRollback = new Error('This was a dry run.');

/** A problem's faults, with their places in the item as it was sent. */
function faultsOf({ faults, message, extensions }: Problem, { placeOf }: IncomingStory): Fault[] {
  if (faults.length > 0)
    return faults.map(({ detail, pointer = '' }) => ({ pointer: placeOf(pointer), detail }));
  if (typeof extensions['pointer'] === 'string') return [{ pointer: extensions['pointer'], detail: message }];
  return [{ pointer: 'sourceVersion' in extensions ? placeOf('/sourceVersion') : '', detail: message }];
}

function resultOf(
  { file, index }: Source,
  { uri, headline, read, notes }: ReadItem,
  outcome: Outcome,
): ImportResult {
  return omitAbsent({
    ...{ file, index, uri, headline, read },
    outcome: outcome.outcome,
    published: outcome.published ?? false,
    article: outcome.article,
    version: outcome.version,
    notes: [...notes, ...(outcome.notes ?? [])],
    errors: outcome.errors ?? [],
  });
}

function placeOf({ file, index }: Source): string {
  return file === undefined ? `item ${index + 1}` : `${file}, item ${index + 1}`;
}
