import { outcomes, type ImportReport, type ImportResult } from '../desk/imports/schema.ts';

/** The report of an import as text: what somebody has to see to, what was not kept, and the numbers. */
export function linesOf({ dryRun, totals, results }: ImportReport, { notes }: { notes: boolean }): string[] {
  const noted = results.filter((one) => !needsSomebody(one) && one.notes.length > 0);
  const { items, published } = totals;
  const counts = outcomes.filter((name) => name !== 'failed' || totals.failed > 0);
  return [
    ...(notes ? results.filter((one) => !needsSomebody(one)).flatMap(linesOfOne) : []),
    ...results.filter(needsSomebody).flatMap(linesOfOne),
    ...(!notes && noted.length > 0
      ? [`Of ${noted.length} items something was not kept or not done: --notes says what.`]
      : []),
    `${items} items: ${counts.map((name) => `${totals[name]} ${name}`).join(', ')}; ${published} published.`,
    ...(dryRun ? ['This was a dry run: nothing of it stays.'] : []),
  ];
}

function needsSomebody({ outcome }: ImportResult): boolean {
  return outcome === 'refused' || outcome === 'failed' || outcome === 'cancelled';
}

function linesOfOne({
  file,
  index,
  uri,
  headline,
  read,
  outcome,
  published,
  article,
  notes,
  errors,
}: ImportResult): string[] {
  const where = [file, `item ${index + 1}`].filter((part) => part !== undefined).join(', ');
  const what = [uri, headline && `"${headline}"`, read && `(${read})`]
    .filter((part) => part !== undefined)
    .join(' ');
  const became = [outcome, published && 'and published', article && `as ${article}`]
    .filter(Boolean)
    .join(' ');
  return [
    `${became}: ${where}${what && `: ${what}`}`,
    ...errors.map(({ pointer, detail }) => `  ${pointer ? `${pointer}: ` : ''}${detail}`),
    ...notes.map(({ pointer, detail }) => `  ${pointer ? `${pointer}: ` : ''}${detail}`),
  ].map(printable);
}

/** Removes control characters, which could move the cursor of a terminal. */
function printable(line: string): string {
  return line.replaceAll(/\p{Cc}/gu, ' ');
}
