import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import type { Aim } from './aims.ts';
import type { Line } from './measure.ts';

const opening = `# What was measured

Written by \`npm run bench\`, which says how. Dateline runs as the image starts it, its log into a pipe; the floors log nothing.
Before anything is measured, every floor has to answer the same JSON as Dateline, and the one that creates stories to leave
the same rows. Trust the ratios: all of a section comes from one run on one machine, in rounds in which each contender has
its turn; each number is the median of its rounds. "Server busy" is the part of the time in which the server was computing:
where it is well below 100 %, the load was what limited, and the processor time for 1,000 requests compares better than the
requests per second do.
`;

/** Writes a section into the file, in the place of the one with the same heading. */
export async function writeSection(file: string, heading: string, text: string): Promise<void> {
  const before = await readFile(file, 'utf8').catch(() => opening);
  const [, ...sections] = before.split(/^## /m);
  const others = sections.filter((section) => !section.startsWith(`${heading}\n`));
  const whole = [opening, ...[...others, `${heading}\n\n${text}\n`].map((section) => `## ${section}`)];
  const style = await resolveConfig(new URL('report.ts', import.meta.url));
  await writeFile(file, await format(whole.join('\n'), { ...style, parser: 'markdown' }));
}

/** The measurements as a table. */
export function tableOf(lines: Line[]): string {
  return table(
    [
      'asked',
      'of',
      'requests/s',
      'p50 ms',
      'p99 ms',
      'bytes',
      'CPU ms per 1,000',
      'server busy',
      'load busy',
    ],
    lines.map(({ what, who, median }) => [
      what,
      who,
      grouped(median.perSecond),
      median.p50.toFixed(2),
      median.p99.toFixed(2),
      grouped(median.bytes),
      median.cpuMs?.toFixed(1) ?? '–',
      percent(median.serverBusy),
      percent(median.loadBusy),
    ]),
  );
}

/** The aims as a table. */
export function aimTable(aims: Aim[]): string {
  return table(
    ['what', 'measured', 'aim', 'met'],
    aims.map(({ what, measured, aim, met }) => [what, measured, aim, met ? 'yes' : '**no**']),
  );
}

/** A table in Markdown; the first column is words, numbers stand at the right. */
export function table(head: string[], rows: string[][]): string {
  const isNumber = head.map((_, index) => rows.every((row) => /^[\d,.–%\s≤≥]*$/.test(row[index] ?? '')));
  const rule = isNumber.map((number) => (number ? '--:' : '---'));
  return [head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** A number with its thousands apart. */
export function grouped(number: number): string {
  return Math.round(number).toLocaleString('en');
}

function percent(part: number | undefined): string {
  return part === undefined ? '–' : `${Math.round(part * 100)} %`;
}
