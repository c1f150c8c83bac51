/** Embeds from HTML. Pure. */
import { quoted, type TakeNote } from '../../notes.ts';
import { isPrintable } from '../../../foundation/schemas/text.ts';
import { WebAddress } from '../../../foundation/schemas/wire.ts';
import { attributeOf, textOf, type HtmlNode } from './html-nodes.ts';
import type { BlockIn } from '../schema.ts';
import { onOneLine } from '../words.ts';

/** What an `iframe` shows, when it is from the web. */
export function embedOf(node: HtmlNode, note: TakeNote): BlockIn[] {
  const src = attributeOf(node, 'src')?.trim() ?? '';
  const { success, data: url } = WebAddress.safeParse(src);
  if (!success) note({ name: 'embed-dropped', detail: `The address ${quoted(src)} cannot be embedded.` });
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
