import type { Caller } from '../../access/caller.ts';
import type { Scope } from '../../access/scopes.ts';
import type { Actor, Database } from '../../foundation/database/database.ts';
import { rehearse } from '../../foundation/database/rehearse.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { isForTheLog, Problem, type Fault } from '../../foundation/problem.ts';
import { loadStory } from '../stories/story.ts';
import { keepUnread } from '../incoming/unread.ts';
import type { IncomingStory, ReadItem } from './formats/incoming.ts';
import { importStory, type Imported } from './import-story.ts';
import { publishImported } from './publish-imported.ts';
import type { ImportResult } from './schema.ts';

export type ItemOptions = {
  actor: Actor;
  /** The caller; absent for the import command. */
  caller?: Caller | undefined;
  mayUse: (scope: Scope) => boolean;
  defaultLocale: string;
  dryRun: boolean;
  publish: boolean;
  createRecords: boolean;
  change?: string | undefined;
  /** Where the newer version of the story is that came in the same import. */
  newerAt?: string | undefined;
  /** In a dry run: what came of the story before in the same import. */
  before?: IncomingStory[] | undefined;
};

export type Outcome = Partial<Omit<Imported, 'outcome' | 'refusal' | 'repeats'>> &
  Pick<ImportResult, 'outcome'> & {
    published?: boolean;
    errors?: Fault[];
    /** The error of the server, if there was one. */
    error?: unknown;
  };

/**
 * Saves one item, and publishes it if that is asked for. Does not throw: an error of the server is the outcome of this
 * item alone.
 */
export async function importItem(
  database: Database,
  reading: ReadItem,
  options: ItemOptions,
): Promise<Outcome> {
  try {
    if ('faults' in reading) return await refuseUnread(database, reading, options);
    return options.dryRun
      ? await dryRun(database, reading.incoming, options)
      : await importAndPublish(database, reading.incoming, options);
  } catch (error) {
    if ('incoming' in reading && error instanceof Problem && ofItems.has(error.problem))
      return { outcome: 'refused', errors: faultsOf(error, reading.incoming) };
    return failed(error);
  }
}

/** Refuses an item that cannot be read as a story. Where its name can, it is on record as it came. */
async function refuseUnread(
  database: Database,
  { faults, unread }: Extract<ReadItem, { faults: Fault[] }>,
  { actor, caller, dryRun }: ItemOptions,
): Promise<Outcome> {
  if (!unread || dryRun) return { outcome: 'refused', errors: faults };
  const incoming = await database.transact(actor, (work) => keepUnread(work, { ...unread, faults }, caller));
  return { outcome: 'refused', errors: faults, incoming: incoming.id };
}

function isSaved({ outcome }: Pick<Imported, 'outcome'>): boolean {
  return outcome === 'created' || outcome === 'updated' || outcome === 'unchanged';
}

/** The outcome of an item that an error of the server kept from being saved. */
export function failed(error: unknown): Outcome {
  const said = isForTheLog(error) ? 'The server failed at this item; its log says why.' : messageOf(error);
  return {
    outcome: 'failed',
    errors: [{ pointer: '', detail: `${said} Nothing of it was saved: send it again.` }],
    error,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Problems that are the fault of an item or of its sender; others are the server's. */
const ofItems = new Set([
  'conflict',
  'rule-unmet',
  'unknown-reference',
  'invalid-request',
  'not-found',
  'gone',
  'forbidden',
]);

/** Saves, then publishes in a second transaction, so that a failure to publish keeps the saved story. */
async function importAndPublish(
  database: Database,
  incoming: IncomingStory,
  options: ItemOptions,
): Promise<Outcome> {
  const { actor, publish } = options;
  const { refusal, repeats, ...imported } = await database.transact(actor, (work) =>
    importStory(work, incoming, options),
  );
  if (refusal) return { ...imported, errors: faultsOf(refusal, incoming) };
  if (!publish || !isSaved(imported)) return imported;
  try {
    const { published, notes } = await database.transact(actor, async (work) =>
      publishImported(work, await loadStory(work.tx, imported.article!), incoming, { ...options, repeats }),
    );
    return { ...imported, published, notes: [...imported.notes, ...notes] };
  } catch (error) {
    const detail = 'Not published: the server failed at it; its log says why.';
    return { ...imported, notes: [...imported.notes, { name: 'notPublished', detail }], error };
  }
}

// Both steps in one transaction.
function dryRun(database: Database, incoming: IncomingStory, options: ItemOptions): Promise<Outcome> {
  return rehearse(database, options.actor, async (work) => {
    for (const earlier of options.before ?? []) await importStory(work, earlier, options);
    const imported = await importStory(work, incoming, options);
    const { refusal, incoming: _, article, version, repeats, ...told } = imported;
    const goesOut = options.publish && !refusal && isSaved(told);
    const { published = false, notes = [] } = goesOut
      ? await publishImported(work, await loadStory(work.tx, article!), incoming, { ...options, repeats })
      : {};
    return {
      ...told,
      ...(told.outcome === 'created' ? {} : omitAbsent({ article, version })),
      published,
      notes: [...told.notes, ...notes],
      ...(refusal && { errors: faultsOf(refusal, incoming) }),
    };
  });
}

/** A problem's faults, with their places in the item as it was sent. */
function faultsOf({ faults, message, extensions }: Problem, { placeOf }: IncomingStory): Fault[] {
  if (faults.length > 0)
    return faults.map(({ detail, pointer = '' }) => ({ pointer: placeOf(pointer), detail }));
  if (typeof extensions['pointer'] === 'string') return [{ pointer: extensions['pointer'], detail: message }];
  return [{ pointer: 'sourceVersion' in extensions ? placeOf('/sourceVersion') : '', detail: message }];
}
