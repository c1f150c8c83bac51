/** Items of lists, in the ways in which word processors write them. Pure. */
import {
  attributeOf,
  childrenOf,
  dataOf,
  isText,
  tagOf,
  textOf,
  textsIn,
  walk,
  type HtmlNode,
} from './html-nodes.ts';
import { classesOf, styleOf } from './html-styles.ts';
import type { TakeNote } from '../../../notes.ts';
import { limits } from '../../parts.ts';

/** `number` is that which the item has in print, where it says one. */
export type Item = { kind: 'bullet' | 'number'; level: number; number?: number | undefined };

// Signs before an item: bullets of fonts for symbols too, numbers, letters, Roman numbers.
const marker =
  /^[\s\u00a0]*(?:([·•◦▪●■§oüØv*–—\uf0b7\uf0a7\uf0d8\uf0fc-])|(\d{1,9})[.)]|\(?[a-z]{1,6}[.)])[\s\u00a0]{2,}/iu;

/**
 * A paragraph of Word's that is an item of a list. The sign that Word writes before it is removed from the tree; one that
 * no list here has (`1.1`, `§ 3`) stays, with one space after it.
 */
export function wordItemOf(paragraph: HtmlNode, note: TakeNote): Item | undefined {
  const list = styleOf(paragraph)['mso-list'];
  const isNamed = classesOf(paragraph).some((name) => name.startsWith('MsoList'));
  if (list === undefined ? !isNamed : !/^l\d/.test(list)) return undefined;
  const signs = signsIn(paragraph);
  const found = marker.exec(signs ? `${textOf(signs)}  ` : textOf(paragraph));
  if (!found || /^h\d/.test(tagOf(paragraph))) {
    if (signs) setText(signs, `${textOf(signs).trim()} `);
    return undefined;
  }
  if (signs) setText(signs, '');
  else removeText(paragraph, found[0].length);
  const [, bullet, number] = found;
  if (bullet === undefined && number === undefined) noteLetters(note);
  return {
    kind: bullet === undefined ? 'number' : 'bullet',
    level: Number(/level(\d)/.exec(list ?? '')?.[1] ?? levelByMargin(paragraph)),
    ...(number !== undefined && { number: Number(number) }),
  };
}

function signsIn(paragraph: HtmlNode): HtmlNode | undefined {
  return walk(paragraph, (node) => (styleOf(node)['mso-list'] === 'ignore' ? 'take' : 'enter'))[0];
}

const points: Record<string, number> = { pt: 1, in: 72, cm: 28.35, mm: 2.835, px: 0.75 };

/** Word moves each level by half an inch. */
function levelByMargin(paragraph: HtmlNode): number {
  const [, size, unit] = /^([\d.]+)(pt|in|cm|mm|px)/.exec(styleOf(paragraph)['margin-left'] ?? '') ?? [];
  return Math.min(limits.level, Math.max(1, Math.round((Number(size ?? 0) * points[unit ?? 'pt']!) / 36)));
}

function setText(node: HtmlNode, said: string): void {
  removeText(node, textOf(node).length);
  const [first] = textsIn(node);
  if (first && 'data' in first) first.data = said;
}

function removeText(node: HtmlNode, length: number): void {
  let left = length;
  for (const text of textsIn(node)) {
    const taken = Math.min(left, dataOf(text).length);
    if ('data' in text) text.data = text.data.slice(taken);
    left -= taken;
  }
}

/** The level of an item where its list does not stand in another: Google Docs and Word Online say it in attributes. */
export function levelOf(item: HtmlNode, list: HtmlNode): number | undefined {
  const told = attributeOf(item, 'data-aria-level') ?? attributeOf(item, 'aria-level');
  if (told !== undefined && /^[1-9]$/.test(told)) return Number(told);
  return googleLevel(list);
}

function googleLevel(list: HtmlNode): number | undefined {
  const [level] = classesOf(list).flatMap((name) => /^lst-\w+-(\d)$/.exec(name)?.[1] ?? []);
  return level === undefined ? undefined : Number(level) + 1;
}

/** The numbers that the items of a list have in print. Signs and numbers that a story does not have are noted. */
export function numbersOf(list: HtmlNode, note: TakeNote): Map<HtmlNode, number | undefined> {
  noteSigns(list, note);
  const items = childrenOf(list).filter((child) => tagOf(child) === 'li');
  const isReversed = attributeOf(list, 'reversed') !== undefined;
  let next = integer(attributeOf(list, 'start')) ?? (isReversed ? items.length : 1);
  return new Map(
    items.map((item) => {
      const number = integer(attributeOf(item, 'value')) ?? next;
      next = number + (isReversed ? -1 : 1);
      if (number >= 0) return [item, number];
      note({ name: 'formattingDropped', detail: `An item of a list cannot have the number ${number}.` });
      return [item, undefined];
    }),
  );
}

/** Notes that a list of numbers has other signs in print. */
function noteSigns(list: HtmlNode, note: TakeNote): void {
  const all = [list, ...childrenOf(list)];
  const hasLetters = all.some(
    (node) =>
      /\b(?:lower|upper)-/.test(styleOf(node)['list-style'] ?? '') ||
      /^[ai]$/i.test(attributeOf(node, 'type') ?? ''),
  );
  // Google Docs writes the signs of its lists in another way.
  const isBare = /\bnone\b/.test(styleOf(list)['list-style'] ?? '') && googleLevel(list) === undefined;
  if (hasLetters) noteLetters(note);
  else if (isBare) note({ name: 'formattingDropped', detail: 'A list with no signs has numbers here.' });
}

function noteLetters(note: TakeNote): void {
  note({ name: 'formattingDropped', detail: 'A list with letters has numbers here.' });
}

function integer(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*-?\d{1,9}\s*$/.test(value) ? Number(value) : undefined;
}

/** The box of a task, as `[x]` or `[ ]`, in the ways of forms, Google Docs and Notion. */
export function boxOf(node: HtmlNode): string | undefined {
  const classes = classesOf(node);
  if (tagOf(node) === 'input' && attributeOf(node, 'type') === 'checkbox')
    return attributeOf(node, 'checked') === undefined ? '[ ] ' : '[x] ';
  if (tagOf(node) === 'img' && /checkbox/.test(attributeOf(node, 'aria-roledescription') ?? ''))
    return node.parent && attributeOf(node.parent, 'aria-checked') === 'true' ? '[x] ' : '[ ] ';
  if (!classes.includes('checkbox')) return undefined;
  return classes.includes('checkbox-on') ? '[x] ' : '[ ] ';
}

/** The box at the start of an item, and the nodes after it. */
export function taskOf(nodes: HtmlNode[]): [box: string, nodes: HtmlNode[]] {
  const first = nodes.findIndex((node) => !isText(node) || dataOf(node).trim() !== '');
  const box = nodes[first] && boxOf(nodes[first]);
  return box === undefined ? ['', nodes] : [box, nodes.slice(first + 1)];
}
