/** Helpers for the nodes of a parsed HTML document. Pure. */
import { DomUtils, type parseDocument } from 'htmlparser2';
import { isId } from '../../../../foundation/ids.ts';
import { lowered, raised } from '../../plain.ts';

type Document = ReturnType<typeof parseDocument>;

/** A node of a parsed document: an element, a text, a comment … */
export type HtmlNode = Document | Document['children'][number];

/** The nodes in a node. */
export function childrenOf(node: HtmlNode): HtmlNode[] {
  return DomUtils.hasChildren(node) ? node.children : [];
}

/** The value of an attribute; undefined for one that is not there. */
export function attributeOf(node: HtmlNode, name: string): string | undefined {
  return DomUtils.isTag(node) ? node.attribs[name] : undefined;
}

/** The words of a text. */
export function dataOf(node: HtmlNode): string {
  return DomUtils.isText(node) ? node.data : '';
}

/** Block elements. */
export const blockTags = new Set(
  'html body p div section article main header footer nav address figure figcaption form fieldset legend hgroup search dir tr td th thead tbody tfoot caption details summary dl dt dd pre hr center blockquote ul ol menu li table aside iframe dialog frameset noframes marquee h1 h2 h3 h4 h5 h6'.split(
    ' ',
  ),
);

/** The element's name in lower case; nothing for what is no element. */
export function tagOf(node: HtmlNode): string {
  return DomUtils.isTag(node) ? node.name : '';
}

export function isText(node: HtmlNode): boolean {
  return DomUtils.isText(node);
}

/** The text of an element as words without marks, with the alt text of pictures. */
export function textOf(node: HtmlNode): string {
  const taken = walk(node, (one) => (isText(one) || written.has(tagOf(one)) ? 'take' : 'enter'));
  return taken.map((one) => written.get(tagOf(one))?.(one) ?? dataOf(one)).join('');
}

// Struck words are left out, as in all plain text.
const written = new Map<string, (node: HtmlNode) => string>(
  Object.entries({
    img: (node: HtmlNode) => attributeOf(node, 'alt') ?? '',
    br: () => ' ',
    sup: (node: HtmlNode) => raised(lettersOf(node)),
    sub: (node: HtmlNode) => lowered(lettersOf(node)),
    ...{ s: () => '', del: () => '', strike: () => '' },
  }),
);

function lettersOf(node: HtmlNode): string {
  return textsIn(node).map(dataOf).join('');
}

/** The texts in a node, in order. */
export function textsIn(node: HtmlNode): HtmlNode[] {
  return walk(node, (one) => (isText(one) ? 'take' : 'enter'));
}

/** The elements of that name in a node, in order. */
export function elementsOf(root: HtmlNode, name: string): HtmlNode[] {
  const found: HtmlNode[] = [];
  walk(root, (node) => {
    if (tagOf(node) === name) found.push(node);
    return 'enter';
  });
  return found;
}

/**
 * The descendants that `judge` takes, in order. Uses a stack instead of recursion, since the input chooses the depth.
 */
export function walk(root: HtmlNode, judge: (node: HtmlNode) => 'take' | 'enter' | 'pass'): HtmlNode[] {
  const taken: HtmlNode[] = [];
  const waiting = childrenOf(root).toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const verdict = judge(node);
    if (verdict === 'take') taken.push(node);
    if (verdict === 'enter') for (const child of childrenOf(node).toReversed()) waiting.push(child);
  }
  return taken;
}

/** The id of the picture of this server that a URL or an id names. */
export function mediaIn(src: string | undefined): string | undefined {
  const name = src?.trim() ?? '';
  const id = /^https?:\/\/[^/]+\/media\/(media_[0-9a-z]{26})\//.exec(name)?.[1] ?? name;
  return isId('media', id) ? id : undefined;
}
