/** `npm run import -- …`: imports files beside the server, also while it runs. */
import { inspect } from 'node:util';
import { ensureImporter, importer } from '../access/system.ts';
import { formats, type FormatName } from '../desk/imports/formats.ts';
import { totalsOf } from '../desk/imports/report.ts';
import { runImport, type RunOptions } from '../desk/imports/run.ts';
import { change, type ImportReport, type ImportResult } from '../desk/imports/schema.ts';
import { systemClock } from '../foundation/clock.ts';
import { findFaults } from '../foundation/http/request/faults.ts';
import { readArguments } from './arguments.ts';
import { findFiles, sourcesIn } from './import-files.ts';
import { linesOf } from './import-report.ts';
import { fail } from './say.ts';
import { troubleOf, withDatabase } from './with-database.ts';

const usage = `npm run import -- FILE OR FOLDER [--format ninjs]
    --dry-run           checks and reports, and saves nothing
    --publish           publishes stories without blockers
    --change TEXT       the public note on the change of live stories
    --create-records    creates missing agencies, bylines, sections and topics
    --notes             prints what was not kept of each story, not only of refused ones
    --json              prints the whole report as JSON`;

const options = {
  format: { type: 'string', default: 'ninjs' },
  change: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  publish: { type: 'boolean', default: false },
  'create-records': { type: 'boolean', default: false },
  notes: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

try {
  const { positionals, values } = readArguments(usage, options);
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new Error(usage);
  if (!Object.hasOwn(formats, values.format))
    throw new Error(`--format must be one of ${Object.keys(formats).join(', ')}\n\n${usage}`);
  const { faults } = findFaults(change, 'body', values.change);
  if (faults.length > 0) throw new Error(`--change ${faults[0]!.detail.replace('The body ', '')}`);
  const format = values.format as FormatName;
  const { 'dry-run': dryRun, publish, 'create-records': createRecords, notes, json } = values;
  const { results, trouble } = await importFiles(path, format, {
    dryRun,
    publish,
    createRecords,
    change: values.change,
  });
  const report: ImportReport = { format, dryRun, totals: totalsOf(results), results };
  const lines = json ? [JSON.stringify(report, null, 2)] : linesOf(report, { notes });
  process.stdout.write(`${lines.join('\n')}\n`);
  if (trouble !== undefined) process.stderr.write(`${trouble} Import the same again when that has passed.\n`);
  if (report.totals.refused + report.totals.failed > 0) process.exitCode = 1;
} catch (error) {
  fail(error, 1);
}

/** `trouble` says why the database took nothing, where that was so at the end. */
type Imported = { results: ImportResult[]; trouble: string | undefined };

type Asked = Pick<RunOptions, 'dryRun' | 'publish' | 'createRecords' | 'change'>;

async function importFiles(path: string, format: FormatName, asked: Asked): Promise<Imported> {
  const { files, passedOver } = await findFiles(path);
  if (passedOver.length > 0)
    process.stderr.write(
      `Passed over, for they are not named .json, .ndjson or .jsonl: ${passedOver.join(', ')}\n`,
    );
  let done = 0;
  try {
    return await withDatabase(async (database, config) => {
      await ensureImporter(database);
      process.stderr.write(`Reading ${files.length} files …\n`);
      const sources = await sourcesIn(files, formats[format], { root: path, now: () => systemClock.now() });
      const tell = progress(sources.length);
      const results = await runImport(database, sources, {
        ...asked,
        actor: importer,
        mayUse: () => true,
        defaultLocale: config.site.defaultLocale,
        onResult: () => tell((done += 1)),
        onError: (error, place) => process.stderr.write(`${place}: ${inspect(error)}\n`),
      });
      return { results, trouble: troubleOf(database, config) };
    });
  } catch (error) {
    if (done > 0)
      process.stderr.write(
        `Stopped after ${done} items, which are done; import the same again for the rest.\n`,
      );
    throw error;
  }
}

/** A progress line: overwritten in a terminal, a new line now and then elsewhere. */
function progress(total: number): (count: number) => void {
  const { isTTY } = process.stderr;
  const step = isTTY ? 20 : 500;
  return function tell(count) {
    if (count % step !== 0 && count !== total) return;
    const end = isTTY && count < total ? '' : '\n';
    process.stderr.write(`${isTTY ? '\r' : ''}${count} of ${total} items${end}`);
  };
}
