import { rules } from '../src/desk/preflight/rules.ts';
import { noteMeanings } from '../src/library/notes.ts';

/** The checks before publishing as a table in Markdown, blockers first. */
export function preflightTable(): string {
  return markdown([
    ['rule', 'severity', 'meaning'],
    ...rules.map(({ name, severity, about }) => [`\`${name}\``, severity, about]),
  ]);
}

/** What a note can tell of the input, as a table in Markdown. */
export function notesTable(): string {
  return markdown([
    ['note', 'meaning'],
    ...Object.entries(noteMeanings).map(([name, meaning]) => [`\`${name}\``, meaning]),
  ]);
}

function markdown([head = [], ...rows]: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
