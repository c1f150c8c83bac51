/** Tables and embeds from HTML. Pure. */
import { isPrintable } from '../../../foundation/schemas/text.ts';
import { WebAddress } from '../../../foundation/schemas/wire.ts';
import { attributeOf, childrenOf, elementsOf, tagOf, textOf, walk, type HtmlNode } from './html-nodes.ts';
import { filledUp } from '../parts.ts';
import type { BlockIn } from '../schema.ts';
import { onOneLine } from '../words.ts';

/** A table of plain text. Short rows are filled; spanning cells count once. */
export function tableOf(node: HtmlNode): BlockIn[] {
  const lines = rowsOf(node);
  const cells = lines.map((line) =>
    childrenOf(line).filter((cell) => tagOf(cell) === 'td' || tagOf(cell) === 'th'),
  );
  if (cells.every((row) => row.length === 0)) return [];
  const [head = []] = cells;
  const header = head.length > 0 && head.every((cell) => tagOf(cell) === 'th');
  const caption = clean(elementsOf(node, 'caption').map((one) => textOf(one))[0] ?? '');
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
 * The rows of a table without those of nested tables, whose text stays in the cell. Not recursive, so that tables
 * nested ten thousand deep are no problem.
 */
function rowsOf(table: HtmlNode): HtmlNode[] {
  return walk(table, (node) => (tagOf(node) === 'tr' ? 'take' : 'enter'));
}

/** What an `iframe` shows, when it is from the web. */
export function embedOf(node: HtmlNode): BlockIn[] {
  const { success, data: url } = WebAddress.safeParse(attributeOf(node, 'src')?.trim());
  const title = clean(attributeOf(node, 'title') ?? '').slice(0, 300);
  return success ? [{ _type: 'embed', url, ...(title !== '' && { title }) }] : [];
}

type Around = { provider: string | undefined; caption: string };

/** The embed that a link in a figure stands for. */
export function linkedEmbed(link: HtmlNode, { provider, caption }: Around): BlockIn | undefined {
  const { success, data: url } = WebAddress.safeParse(attributeOf(link, 'href')?.trim());
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

/** The text on one line. */
export function clean(text: string): string {
  return onOneLine(cleanLine(text));
}

/** Text without control characters, which character references can hold. */
export function cleanLine(text: string): string {
  return isPrintable(text) ? text : Array.from(text).filter(isPrintable).join('');
}
