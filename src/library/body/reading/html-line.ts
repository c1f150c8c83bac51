/** The inline content of HTML: runs of text with their marks, and pictures. Pure. */
import { isId } from '../../../foundation/ids.ts';
import { quoted, type TakeNote } from '../../notes.ts';
import { isSafeAddress, type Decorator } from '../parts.ts';
import type { Links, Part } from './blocks.ts';
import { clean, cleanLine } from './html-blocks.ts';
import {
  attributeOf,
  childrenOf,
  dataOf,
  isText,
  mediaIn,
  tagOf,
  textOf,
  wordlessTags,
  type HtmlNode,
} from './html-nodes.ts';

type Raw = Part & { isBreak?: true };
type Reading = { links: Links; note: TakeNote };
type Place = { marks: string[]; depth: number; isPreformatted: boolean };

/** Deeper structure is ignored, and only the text is read. */
export const deepest = 100;

const marks: Record<string, Decorator> = {
  ...{ strong: 'strong', b: 'strong', em: 'em', i: 'em', cite: 'em' },
  ...{ s: 'strike-through', del: 'strike-through', strike: 'strike-through', sup: 'sup', sub: 'sub' },
};

/** The parts of inline nodes that stand next to each other, with white space as a browser shows it. */
export function lineOf(nodes: HtmlNode[], place: Omit<Place, 'marks'>, reading: Reading): Part[] {
  return collapsed(nodes.flatMap((node) => inline(node, { ...place, marks: [] }, reading)));
}

/** Whether an element has no text for readers; those that show something are noted. */
export function isDropped(node: HtmlNode, note: TakeNote): boolean {
  const tag = tagOf(node);
  if (!wordlessTags.has(tag)) return false;
  if (!unmissed.has(tag)) note({ name: 'element-dropped', detail: `A story cannot show <${tag}>.` });
  return true;
}

// Elements without visible content.
const unmissed = new Set(['style', 'head', 'title', 'base', 'link', 'meta', 'template', 'noscript']);

function inline(node: HtmlNode, place: Place, reading: Reading): Raw[] {
  const { links, note } = reading;
  if (isText(node)) return textParts(dataOf(node), place);
  const tag = tagOf(node);
  if (tag === '' || isDropped(node, note)) return [];
  if (tag === 'br') return [lineBreak(place)];
  if (tag === 'img') return imageOf(node, place, reading);
  if (place.depth > deepest) return textParts(textOf(node), place);
  // Links inside links are invalid: the inner one is kept.
  const outer = tag === 'a' ? place.marks.filter((name) => !links.has(name)) : place.marks;
  const mark = tag === 'a' ? linkOf(node, reading) : marks[tag];
  const inside = mark === undefined || outer.includes(mark) ? outer : [...outer, mark];
  return childrenOf(node).flatMap((child) =>
    inline(child, { ...place, marks: inside, depth: place.depth + 1 }, reading),
  );
}

/** Preformatted text keeps its lines. */
function textParts(data: string, place: Place): Raw[] {
  const text = cleanLine(data);
  if (!place.isPreformatted) return [{ text, marks: place.marks }];
  return text
    .split(/\r\n?|\n/)
    .flatMap((line, index) => [
      ...(index === 0 ? [] : [lineBreak(place)]),
      { text: line, marks: place.marks },
    ]);
}

function lineBreak({ marks }: Place): Raw {
  return { text: '\n', marks, isBreak: true };
}

/** A picture from elsewhere becomes its alt text with a link to it. */
function imageOf(node: HtmlNode, { marks }: Place, { links, note }: Reading): Raw[] {
  const src = (attributeOf(node, 'src') ?? '').trim();
  const alt = clean(attributeOf(node, 'alt') ?? '').slice(0, 1000);
  const title = clean(attributeOf(node, 'title') ?? '').slice(0, 2000);
  const media = mediaIn(src);
  if (media) return [{ media, alt, title }];
  note({
    name: 'picture-dropped',
    detail: `The picture ${quoted(src || alt)} is not here: upload it, if you may show it.`,
  });
  if (!isSafeAddress(src)) return alt === '' ? [] : [{ text: alt, marks }];
  const outer = marks.filter((name) => !links.has(name));
  return [{ text: alt || src, marks: [...outer, nameOf(src, links)] }];
}

/** The name of the link. */
function linkOf(node: HtmlNode, { links, note }: Reading): string {
  const article = attributeOf(node, 'data-article')?.trim() ?? '';
  const named = isId('article', article) ? article : (attributeOf(node, 'href') ?? '');
  // Browsers remove tabs and line breaks from URLs, so that `java\nscript:` would run.
  const address = named.replace(/[\t\n\r]/g, '').trim();
  if (address !== '' && !isSafeAddress(address) && !isId('article', address))
    note({ name: 'link-dropped', detail: `The address ${quoted(address)} cannot be linked to.` });
  return nameOf(address, links);
}

function nameOf(address: string, links: Links): string {
  const name = `link${links.size}`;
  links.set(name, address);
  return name;
}

/**
 * Runs of white space become one space, also across the parts of a line, and none stands beside a line break
 * (CSS Text 3 §4.1.1). A space that does not break is kept.
 */
function collapsed(parts: Raw[]): Part[] {
  let before = ' ';
  return parts.flatMap((part) => {
    if ('media' in part) {
      before = '';
      return part;
    }
    const { isBreak, text, ...run } = part;
    const shown = isBreak ? '\n' : text.replace(/[ \t\r\n\f]+/g, ' ');
    const kept = /\s/.test(before) && shown.startsWith(' ') ? shown.slice(1) : shown;
    if (kept === '') return [];
    before = kept.at(-1)!;
    return { ...run, text: kept };
  });
}
