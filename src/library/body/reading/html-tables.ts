/** Tables from HTML. Pure. */
import { quoted, type TakeNote } from '../../notes.ts';
import { limits } from '../parts.ts';
import { plainText } from '../references.ts';
import type { BlockIn, Body } from '../schema.ts';
import { onOneLine } from '../words.ts';
import { clean } from './html-blocks.ts';
import { attributeOf, childrenOf, elementsOf, tagOf, textOf, walk, type HtmlNode } from './html-nodes.ts';

/**
 * A table of plain text. A cell keeps its lines; of one that spans several, the first has the text and the others are
 * empty. Short rows are filled. `flow` reads the nodes of a cell.
 */
export function tableOf(
  table: HtmlNode,
  { flow, note }: { flow: (nodes: HtmlNode[]) => BlockIn[]; note: TakeNote },
): BlockIn[] {
  const lines = rowsOf(table).map((row) =>
    childrenOf(row).filter((cell) => tagOf(cell) === 'td' || tagOf(cell) === 'th'),
  );
  if (lines.every((row) => row.length === 0)) return [];
  const [head = []] = lines;
  const header = head.length > 0 && head.every((cell) => tagOf(cell) === 'th');
  const caption = clean(elementsOf(table, 'caption').map((one) => textOf(one))[0] ?? '');
  return [
    {
      _type: 'table',
      ...(caption !== '' && { caption }),
      ...(header && { header: true }),
      rows: spread(lines, { textOfCell: (cell) => wordsIn(flow(childrenOf(cell))), note }),
    },
  ];
}

/**
 * The rows of a table without those of nested tables, whose text stays in the cell. Not recursive, so that tables
 * nested ten thousand deep are no problem.
 */
function rowsOf(table: HtmlNode): HtmlNode[] {
  return walk(table, (node) => {
    if (tagOf(node) === 'tr') return 'take';
    return tagOf(node) === 'caption' ? 'pass' : 'enter';
  });
}

/** The cells at their places (HTML §4.9.12.1). A table that is too wide is cut short there, so that the schema refuses it. */
function spread(
  lines: HtmlNode[][],
  { textOfCell, note }: { textOfCell: (cell: HtmlNode) => string; note: TakeNote },
): string[][] {
  const mostColumns = limits.columns + 1;
  const rows = lines.map((): string[] => []);
  for (const [y, line] of lines.entries()) {
    let x = 0;
    for (const cell of line) {
      while (rows[y]![x] !== undefined) x += 1;
      const [width, height] = [spanOf(cell, 'colspan'), spanOf(cell, 'rowspan')];
      for (const row of rows.slice(y, y + height))
        for (let at = x; at < Math.min(x + width, mostColumns); at += 1) row[at] ??= '';
      const text = textOfCell(cell);
      if (x < mostColumns) rows[y]![x] = text;
      if (width > 1 || height > 1)
        note({
          name: 'cells-unmerged',
          detail: `The cell ${quoted(text)} spans several: its value stands in the first one.`,
        });
    }
  }
  const width = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => Array.from({ length: width }, (_, x) => row[x] ?? ''));
}

function spanOf(cell: HtmlNode, name: 'colspan' | 'rowspan'): number {
  const span = Number.parseInt(attributeOf(cell, name) ?? '1', 10);
  return span >= 1 ? span : 1;
}

/** What a cell says, a line for each paragraph, item and line break; of a picture its alt text. */
function wordsIn(blocks: BlockIn[]): string {
  const texts = blocks.map((block) =>
    block._type === 'image' ? (block.altText ?? block.caption ?? '') : plainText([block] as Body),
  );
  return texts
    .flatMap((text) => text.split('\n'))
    .map(onOneLine)
    .filter((text) => text !== '')
    .join('\n');
}
