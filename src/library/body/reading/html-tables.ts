/** Tables from HTML. Pure. */
import { quoted, type TakeNote } from '../../notes.ts';
import { limits } from '../parts.ts';
import type { BlockIn } from '../schema.ts';
import { wordsOf } from './blocks.ts';
import { attributeOf, childrenOf, tagOf, walk, type HtmlNode } from './tree/html-nodes.ts';
import { noteMarks } from './html-plain.ts';

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
  // Browsers show before a table what stands in it but in none of its rows.
  const loose = flow(looseNodes(table));
  if (lines.every((row) => row.length === 0)) return loose;
  const cells = new Map(lines.flat().map((cell) => [cell, flow(childrenOf(cell))]));
  const [only = []] = [...cells.values()];
  const [head = []] = lines;
  const header = head.length > 0 && head.every((cell) => tagOf(cell) === 'th');
  const captions = childrenOf(table).filter((child) => tagOf(child) === 'caption');
  const told = captions.flatMap((one) => flow(childrenOf(one)));
  // A table of one cell with more than words is a box of a page or a letter.
  if (cells.size === 1 && isMore(only)) return [...loose, ...told, ...only];
  const caption = wordsOf(told);
  noteMarks(told, 'a caption', note);
  return [
    ...loose,
    {
      _type: 'table',
      ...(caption !== '' && { caption }),
      ...(header && { header: true }),
      rows: spread(lines, { textOfCell: (cell) => cellText(cells.get(cell)!, note), note }),
    },
  ];
}

/** Whether blocks are more than paragraphs. */
function isMore(blocks: BlockIn[]): boolean {
  return blocks.some(
    (block) => block._type !== 'block' || block.listItem !== undefined || block.style !== 'normal',
  );
}

const kinds: Record<Exclude<BlockIn['_type'], 'block'>, string> = {
  ...{ image: 'a picture', gallery: 'a gallery', embed: 'an embed', table: 'a table', note: 'a note' },
};

function kindOf(block: BlockIn): string | undefined {
  if (block._type !== 'block') return kinds[block._type];
  return block.listItem && 'a list';
}

function cellText(blocks: BlockIn[], note: TakeNote): string {
  const text = wordsOf(blocks);
  noteMarks(blocks, 'a cell', note);
  for (const kind of new Set(blocks.flatMap((block) => kindOf(block) ?? [])))
    note({
      name: 'formattingDropped',
      detail: `A cell cannot hold ${kind}: its words are kept, ${quoted(text)}.`,
    });
  return text;
}

/** The rows of a table as they are shown, the head first and the foot last, without those of nested tables, whose text stays in the cell. */
function rowsOf(table: HtmlNode): HtmlNode[] {
  const rows = walk(table, (node) => {
    if (tagOf(node) === 'tr') return 'take';
    return groups.has(tagOf(node)) ? 'enter' : 'pass';
  });
  return rows.toSorted((a, b) => orderOf(a) - orderOf(b));
}

function orderOf({ parent }: HtmlNode): number {
  return { thead: -1, tfoot: 1 }[parent ? tagOf(parent) : ''] ?? 0;
}

function looseNodes(table: HtmlNode): HtmlNode[] {
  return walk(table, (node) => {
    if (groups.has(tagOf(node))) return 'enter';
    return tagOf(node) === 'tr' || tagOf(node) === 'caption' ? 'pass' : 'take';
  });
}

const groups = new Set(['thead', 'tbody', 'tfoot', 'form']);

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
          name: 'cellsUnmerged',
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
