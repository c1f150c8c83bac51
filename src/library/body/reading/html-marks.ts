/** The marks that an element gives to its words, by its tag, its style or its address. Pure. */
import { isId } from '../../../foundation/ids.ts';
import { asUri } from '../../../foundation/uri.ts';
import { quoted, type TakeNote } from '../../notes.ts';
import { isSafeAddress, type Decorator } from '../parts.ts';
import type { Links } from './blocks.ts';
import { attributeOf, tagOf, textOf, type HtmlNode } from './tree/html-nodes.ts';
import { raiseOf, styleOf } from './tree/html-styles.ts';

const byTag = new Map<string, Decorator>(
  Object.entries({
    ...{ strong: 'strong', b: 'strong', em: 'em', i: 'em', cite: 'em', dfn: 'em', var: 'em' },
    ...{ s: 'strike-through', del: 'strike-through', strike: 'strike-through', sup: 'sup', sub: 'sub' },
  }),
);

export type Marking = {
  /** The links of the text by their names among the marks. */
  links: Links;
  /** Takes what is dropped, flattened or replaced. */
  note: TakeNote;
  /** The language of the text; empty where it is not known. */
  locale: string;
};

// Words that stand out in ways that a story does not have.
const plain = new Set(['mark', 'code', 'kbd', 'samp', 'tt']);
// What these say when a reader points at them is more than their words.
const titled = new Set(['a', 'abbr', 'acronym', 'dfn']);

/** The marks within an element, those around it among them. A style has the last word, as in browsers. */
export function marksIn(
  node: HtmlNode,
  { marks, isHeading }: { marks: readonly string[]; isHeading: boolean },
  reading: Marking,
): string[] {
  const { links, note } = reading;
  const inside = new Set(marks);
  const tag = tagOf(node);
  const mark = byTag.get(tag);
  if (mark) inside.add(mark);
  if (tag === 'a') {
    // Links inside links are invalid: the inner one is kept.
    for (const name of marks) if (links.has(name)) inside.delete(name);
    inside.add(linkOf(node, reading));
  }
  const style = styleOf(node);
  const weight = style['font-weight'] ?? '';
  // All headings are bold.
  if (/^bold|^[6-9]00/.test(weight) && !isHeading) inside.add('strong');
  if (/^normal|^lighter|^[1-5]00/.test(weight)) inside.delete('strong');
  const slant = style['font-style'] ?? '';
  if (/^(?:italic|oblique)/.test(slant)) inside.add('em');
  if (/^normal/.test(slant)) inside.delete('em');
  if (/line-through/.test(style['text-decoration'] ?? '')) inside.add('strike-through');
  const isUnderlined = tag === 'u' || /underline/.test(style['text-decoration'] ?? '');
  if (isUnderlined && ![...inside].some((name) => links.has(name)))
    note({ name: 'formattingDropped', detail: `Underlined words are plain here: ${quoted(textOf(node))}.` });
  // What is in lines of code stands apart by its spaces.
  if (plain.has(tag) && !(node.parent && tagOf(node.parent) === 'pre') && textOf(node).trim() !== '')
    note({
      name: 'formattingDropped',
      detail: `Words in <${tag}> are plain here: ${quoted(textOf(node))}.`,
    });
  const title = attributeOf(node, 'title')?.trim() ?? '';
  if (titled.has(tag) && title !== '' && title !== textOf(node).trim())
    note({
      name: 'formattingDropped',
      detail: `The title of ${quoted(textOf(node))} is not kept: ${quoted(title)}.`,
    });
  const raise = raiseOf(style);
  if (raise !== 0) inside.add(raise > 0 ? 'sup' : 'sub');
  return [...inside];
}

/** The name of the link. */
function linkOf(node: HtmlNode, { links, note }: Marking): string {
  const article = attributeOf(node, 'data-article')?.trim() ?? '';
  const named = isId('article', article) ? article : (attributeOf(node, 'href') ?? '');
  // Browsers remove tabs and line breaks from URLs, so that `java\nscript:` would run.
  const sent = direct(named.replace(/[\t\n\r]/g, '').trim());
  const address = isSafeAddress(sent) ? asUri(sent) : sent;
  if (!isSafeAddress(address) && !isId('article', address) && !/^(?:#|$)/.test(address))
    note({ name: 'linkDropped', detail: `The address ${quoted(address)} cannot be linked to.` });
  return nameOf(address, links);
}

/** Notes the address of a link around what cannot be one. `shown` is an address that is kept in its place. */
export function noteLinkAround(what: string, marks: string[], { links, note }: Marking, shown = ''): void {
  for (const address of marks.flatMap((name) => links.get(name) ?? []))
    if (address !== shown && (isSafeAddress(address) || isId('article', address)))
      note({ name: 'linkDropped', detail: `${what} cannot be a link: it led to ${quoted(address)}.` });
}

/** The name of a link to an address. */
export function nameOf(address: string, links: Links): string {
  const name = `link${links.size}`;
  links.set(name, address);
  return name;
}

const detours = /^https:\/\/(?:www\.google\.com\/url|[\w.-]+\.safelinks\.protection\.outlook\.com\/)\?/i;

/** Google Docs and Outlook lead every link over an address of theirs. */
function direct(address: string): string {
  const whole = /^\/\/[^/]/.test(address) ? `https:${address}` : address;
  if (!detours.test(whole) || !URL.canParse(whole)) return whole;
  const { searchParams } = new URL(whole);
  return searchParams.get('q') ?? searchParams.get('url') ?? whole;
}
