import { createHash } from 'node:crypto';
import type { Filling, ReadOnly } from '../foundation/database/engine.ts';
import { engineAt } from '../foundation/database/engines/engine-at.ts';
import type { Stored, Tables } from '../foundation/database/tables.ts';
import { changes, publicRevision } from '../foundation/changes/table.ts';
import { saying } from './settings/saying.ts';
import { indexCopied } from './search-index.ts';
import { shownPlace } from './settings/addresses.ts';

type Report = (step: string) => void;
type Copied = { tables: number; rows: number };

/**
 * Copies a whole database to an empty place, of the same engine or of another, from one snapshot. All of it is there
 * afterwards, compared row by row, or nothing.
 */
export async function copyDatabase(from: string, to: string, report: Report): Promise<Copied> {
  const [source, target] = [await engineAt(from), await engineAt(to)];
  const tellSometimes = onceASecond(report);
  const reading = await saying(`Cannot open the database ${shownPlace(from)}`, async () => {
    if ((await source.look()) === 'new')
      throw new Error('there is none. Name the right place. Nothing was changed.');
    return source.openReadOnly();
  });
  try {
    await saying(`Cannot copy the database ${shownPlace(from)}`, () => refuseOlder(reading));
    return await saying(`Cannot copy to ${shownPlace(to)}`, () =>
      reading.read(() => target.fill((filling) => copyRows(reading, filling, tellSometimes))),
    );
  } finally {
    await reading.close();
  }
}

async function refuseOlder({ schema, newestSchema }: ReadOnly): Promise<void> {
  if ((await schema()) === newestSchema) return;
  throw new Error(
    'it is not of this version. Start the server of this version with it once, which migrates it, and stop it. Nothing was changed.',
  );
}

/** Copies every row, fills the search indexes, and compares what is stored then. Throws where something differs. */
export async function copyRows(source: Tables, target: Filling, report: Report): Promise<Copied> {
  const tables = await source.tables();
  if (JSON.stringify(tables) !== JSON.stringify(await target.tables()))
    throw new Error('its tables are others than those of the source. Nothing was copied.');
  // The rows that migrations write.
  for (const table of [publicRevision, changes]) await target.tx.delete(table);
  const sums = new Map<string, Sum>();
  for (const table of tables) {
    const sum = await saying(`table ${table.name}`, () =>
      sumOf(source.pages(table), async (page, rows) => {
        await target.insert(table, page);
        report(`copied ${rows} rows of ${table.name}`);
      }),
    );
    sums.set(table.name, sum);
  }
  await indexCopied(target.tx, report);
  for (const table of tables) {
    const { rows, checksum } = sums.get(table.name)!;
    const copy = await sumOf(target.pages(table), (_, done) =>
      report(`compared ${done} of ${rows} rows of ${table.name}`),
    );
    if (copy.rows !== rows || copy.checksum !== checksum)
      throw new Error(
        `the copy of the table ${table.name} differs: it has ${copy.rows} rows with the checksum ${copy.checksum}, and the source ${rows} with ${checksum}. Nothing was kept of it; look after the disks, and copy again.`,
      );
  }
  return { tables: tables.length, rows: sums.values().reduce((sum, { rows }) => sum + rows, 0) };
}

type Sum = { rows: number; checksum: string };

/** Counts rows and sums them up: the same on every engine, since a row is the JSON of its values by the names of columns. */
async function sumOf(
  pages: AsyncIterable<Stored[][]>,
  onPage: (page: Stored[][], rows: number) => void | Promise<void>,
): Promise<Sum> {
  const hash = createHash('sha256');
  let rows = 0;
  for await (const page of pages) {
    for (const row of page) hash.update(`${JSON.stringify(row)}\n`);
    rows += page.length;
    await onPage(page, rows);
  }
  return { rows, checksum: hash.digest('hex').slice(0, 16) };
}

function onceASecond(report: Report): Report {
  let toldAt = performance.now();
  return function tell(step) {
    if (performance.now() - toldAt < 1_000) return;
    toldAt = performance.now();
    report(step);
  };
}
