import { system } from '../access/system.ts';
import { indexCopiesAfter, indexMoreCopies } from '../desk/stories/derived/index-copies.ts';
import { indexMoreStories, indexStoriesAfter } from '../edition/search/index-stories.ts';
import type { Database, Tx } from '../foundation/database/database.ts';
import { indexAllNames, indexMissingNames } from '../library/records/index-name.ts';

// Small enough to block other writers for only a fraction of a second.
const batch = 200;

/** Indexes everything that was written before the search indexes existed. It continues after a stop. */
export async function indexWhatIsNot(database: Database, report: (step: string) => void): Promise<void> {
  await database.transact(system, ({ tx }) => indexMissingNames(tx));
  await indexAll(database, indexMoreStories, (count) => report(`indexed ${count} stories for search`));
  await indexAll(database, indexMoreCopies, (count) =>
    report(`indexed ${count} copies for the desk's search`),
  );
}

async function indexAll(
  database: Database,
  indexMore: (tx: Tx, limit: number) => Promise<number>,
  report: (count: number) => void,
): Promise<void> {
  let count = 0;
  for (;;) {
    const done = await database.transact(system, ({ tx }) => indexMore(tx, batch));
    count += done;
    const isLast = done < batch;
    if (count > 0 && (isLast || count % 10_000 === 0)) report(count);
    if (isLast) return;
  }
}

/** Fills the indexes of a copied database, in its transaction: every row has the number already under which it is found. */
export async function indexCopied(tx: Tx, report: (step: string) => void): Promise<void> {
  await indexAllNames(tx);
  await indexAllAfter(tx, indexStoriesAfter, (count) => report(`indexed ${count} stories for search`));
  await indexAllAfter(tx, indexCopiesAfter, (count) =>
    report(`indexed ${count} copies for the desk's search`),
  );
}

async function indexAllAfter(
  tx: Tx,
  indexAfter: (tx: Tx, seq: number, limit: number) => Promise<number | undefined>,
  report: (count: number) => void,
): Promise<void> {
  let count = 0;
  for (let last: number | undefined = 0; last !== undefined; last = await indexAfter(tx, last, batch)) {
    if (count > 0) report(count);
    count += batch;
  }
}
