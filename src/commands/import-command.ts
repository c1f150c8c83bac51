/** `npm run import -- …`: imports files beside the server, also while it runs. */
import { inspect, parseArgs } from 'node:util';
import { ensureImporter, ensureSystem, importer } from '../access/system.ts';
import { readConfig } from '../main/config.ts';
import { openDatabase } from '../main/open-database.ts';
import { formats, type FormatName } from '../desk/imports/formats.ts';
import { totalsOf } from '../desk/imports/report.ts';
import { runImport, type RunOptions } from '../desk/imports/run.ts';
import { change, type ImportReport, type ImportResult } from '../desk/imports/schema.ts';
import { systemClock } from '../foundation/clock.ts';
import { findFaults } from '../foundation/http/request/faults.ts';
import { findFiles, sourcesIn } from './import-files.ts';
import { linesOf } from './import-report.ts';
import { helpWith } from './say.ts';

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

helpWith(usage);
try {
  const { positionals, values } = parseArgs({ args: process.argv.slice(3), options, allowPositionals: true });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new Error(usage);
  if (!Object.hasOwn(formats, values.format))
    throw new Error(`--format must be one of ${Object.keys(formats).join(', ')}\n\n${usage}`);
  const { faults } = findFaults(change, 'body', values.change);
  if (faults.length > 0) throw new Error(`--change ${faults[0]!.detail.replace('The body ', '')}`);
  const format = values.format as FormatName;
  const { 'dry-run': dryRun, publish, 'create-records': createRecords, notes, json } = values;
  const results = await importFiles(path, format, { dryRun, publish, createRecords, change: values.change });
  const report: ImportReport = { format, dryRun, totals: totalsOf(results), results };
  const lines = json ? [JSON.stringify(report, null, 2)] : linesOf(report, { notes });
  process.stdout.write(`${lines.join('\n')}\n`);
  if (report.totals.refused + report.totals.failed > 0) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

type Asked = Pick<RunOptions, 'dryRun' | 'publish' | 'createRecords' | 'change'>;

async function importFiles(path: string, format: FormatName, asked: Asked): Promise<ImportResult[]> {
  const { files, passedOver } = await findFiles(path);
  if (passedOver.length > 0)
    process.stderr.write(
      `Passed over, for they are not named .json, .ndjson or .jsonl: ${passedOver.join(', ')}\n`,
    );
  const config = readConfig();
  const database = await openDatabase({
    config,
    clock: systemClock,
    patienceMs: 60_000,
    mustExist: true,
    report: (step) => process.stderr.write(`${step}\n`),
  });
  let done = 0;
  try {
    await ensureSystem(database);
    await ensureImporter(database);
    process.stderr.write(`Reading ${files.length} files …\n`);
    const sources = await sourcesIn(files, formats[format], { root: path, now: () => systemClock.now() });
    const tell = progress(sources.length);
    return await runImport(database, sources, {
      ...asked,
      actor: importer,
      mayUse: () => true,
      defaultLocale: config.site.defaultLocale,
      onResult: () => tell((done += 1)),
      onError: (error, place) => process.stderr.write(`${place}: ${inspect(error)}\n`),
    });
  } catch (error) {
    if (done > 0)
      process.stderr.write(
        `Stopped after ${done} items, which are done; import the same again for the rest.\n`,
      );
    throw error;
  } finally {
    await database.close();
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
