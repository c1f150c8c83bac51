/** A page that says what each act answers to each caller, a table for each state: read by the tests that play it. */
import { readFileSync } from 'node:fs';

/** Who tries each act with a key. */
export const keyHolders = [
  'reporter, own',
  "reporter, another's",
  'editor',
  'chief',
  'admin',
  'service with a chief’s key',
] as const;

/** What was answered, by act and caller. */
export type ActsTable = Record<string, Record<string, string>>;

/** The tables of a page by their states. */
export function readActs(page: URL): Record<string, ActsTable> {
  const parts = readFileSync(page, 'utf8').split(/^## /m).slice(1);
  return Object.fromEntries(
    parts.map((part) => {
      const [state, ...lines] = part.split('\n').filter((line) => line.trim() !== '');
      const [head, , ...rows] = lines.map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
      const names = head!.slice(1);
      return [
        state!.trim(),
        Object.fromEntries(
          rows.map(([act, ...cells]) => [
            act!,
            Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])),
          ]),
        ),
      ];
    }),
  );
}

/** A table as the page should have it. */
export function writeActs(state: string, table: ActsTable, callers: readonly string[]): string {
  const rows = Object.entries(table).map(([act, cells]) => [act, ...callers.map((caller) => cells[caller]!)]);
  const lines = [['', ...callers], ['', ...callers].map(() => '---'), ...rows];
  return `## ${state}\n\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}
