/** Blocks that are read whole: tables and embeds, and the words in them. Pure. */
import { isPrintable } from '../../../foundation/schemas/text.ts';
import { WebAddress } from '../../../foundation/schemas/wire.ts';
import { tagOf, textOf, walk, type HtmlNode } from './html-nodes.ts';
import { filledUp } from '../parts.ts';
import type { BlockIn } from '../schema.ts';
import { onOneLine } from '../words.ts';

/** A table of plain words; short rows are filled up, cells that span others count once. */
export function tableOf(node: HtmlNode): BlockIn[] {
  const lines = rowsOf(node);
  const cells = lines.map((line) =>
    line.childNodes.filter((cell) => tagOf(cell) === 'td' || tagOf(cell) === 'th'),
  );
  if (cells.every((row) => row.length === 0)) return [];
  const [head = []] = cells;
  const header = head.length > 0 && head.every((cell) => tagOf(cell) === 'th');
  const caption = clean(node.querySelectorAll('caption').map((one) => textOf(one))[0] ?? '');
  return [
    {
      _type: 'table',
      ...(caption !== '' && { caption }),
      ...(header && { header: true }),
      rows: filledUp(cells.map((row) => row.map((cell) => clean(textOf(cell))))),
    },
  ];
}

/**
 * The rows of a table, but for those of a table inside a cell: its words stay in the cell. Each node is seen once and
 * without recursion, so that tables ten thousand deep cost no more than they weigh.
 */
function rowsOf(table: HtmlNode): HtmlNode[] {
  return walk(table, (node) => (tagOf(node) === 'tr' ? 'take' : 'enter'));
}

/** What an `iframe` shows, when it is from the web. */
export function embedOf(node: HtmlNode): BlockIn[] {
  const { success, data: url } = WebAddress.safeParse(node.getAttribute('src')?.trim());
  const title = clean(node.getAttribute('title') ?? '').slice(0, 300);
  return success ? [{ _type: 'embed', url, ...(title !== '' && { title }) }] : [];
}

type Around = { provider: string | null; caption: string };

/** What a link leads to, when it stands for something shown from the web. */
export function linkedEmbed(link: HtmlNode, { provider, caption }: Around): BlockIn | undefined {
  const { success, data: url } = WebAddress.safeParse(link.getAttribute('href')?.trim());
  if (!success) return undefined;
  const title = clean(textOf(link)).slice(0, 300);
  const host = clean(provider ?? '').slice(0, 60);
  return {
    _type: 'embed',
    url,
    ...(host !== '' && { provider: host }),
    ...(title !== '' && title !== url && { title }),
    ...(caption !== '' && { caption }),
  };
}

/** Words on one line. */
export function clean(text: string): string {
  return onOneLine(cleanLine(text));
}

/** Words without what character references can name and no format carries. */
export function cleanLine(text: string): string {
  return isPrintable(text) ? text : Array.from(text).filter(isPrintable).join('');
}
