/** Helpers for the nodes of a parsed HTML document. Pure. */
import { isId } from '../../../foundation/ids.ts';

/** The part of a parser's node that is used. */
export type HtmlNode = {
  nodeType: number;
  nodeName: string;
  data: string;
  textContent: string;
  childNodes: HtmlNode[];
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): HtmlNode[];
};

/** Elements without text for readers. */
export const wordlessTags = new Set(
  'script style head title template noscript svg math canvas object embed applet audio video map select option datalist textarea input button dialog frameset frame base link meta'.split(
    ' ',
  ),
);
/** Block elements. */
export const blockTags = new Set(
  'html body p div section article main header footer nav address figure figcaption form fieldset details summary dl dt dd pre hr center blockquote ul ol menu li table aside iframe h1 h2 h3 h4 h5 h6'.split(
    ' ',
  ),
);

/** The element's name in lower case; nothing for what is no element. */
export function tagOf({ nodeType, nodeName }: HtmlNode): string {
  return nodeType === 1 ? nodeName.toLowerCase() : '';
}

export function isText({ nodeType }: HtmlNode): boolean {
  return nodeType === 3;
}

const hiddenTags = new Set(['script', 'style', 'template', 'noscript', 'svg', 'math']);

/** The text of an element without hidden elements and those in `passOver`. */
export function textOf(node: HtmlNode, passOver?: Set<string>): string {
  const texts = walk(node, (one) => {
    if (isText(one)) return 'take';
    return hiddenTags.has(tagOf(one)) || passOver?.has(tagOf(one)) ? 'pass' : 'enter';
  });
  return texts.map(({ data }) => data).join('');
}

/**
 * The descendants that `judge` takes, in order. Uses a stack instead of recursion, since the input chooses the depth.
 */
export function walk(root: HtmlNode, judge: (node: HtmlNode) => 'take' | 'enter' | 'pass'): HtmlNode[] {
  const taken: HtmlNode[] = [];
  const waiting = [...root.childNodes].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const verdict = judge(node);
    if (verdict === 'take') taken.push(node);
    if (verdict === 'enter') for (const child of [...node.childNodes].reverse()) waiting.push(child);
  }
  return taken;
}

/** The id of the picture of this server that a URL or an id names. */
export function mediaIn(src: string | null): string | undefined {
  const name = src?.trim() ?? '';
  const id = /^https?:\/\/[^/]+\/media\/(media_[0-9a-z]{26})\//.exec(name)?.[1] ?? name;
  return isId('media', id) ? id : undefined;
}

type Part = Record<string, unknown>;

/**
 * Runs of white space become one space, also across the parts of a line, and none stands beside a line break
 * (CSS Text 3 §4.1.1). A space that does not break is kept.
 */
export function collapsed<T extends Part>(line: T[]): T[] {
  let before = ' ';
  const parts = line.map((part) => {
    if (part['_type'] !== 'span') {
      before = '';
      return part;
    }
    const isBreak = part['text'] === '\n';
    const text = isBreak ? '\n' : String(part['text']).replace(/[ \t\r\n\f]+/g, ' ');
    const kept = /\s$/.test(before) && text.startsWith(' ') ? text.slice(1) : text;
    if (kept !== '') before = kept;
    return { ...part, text: kept };
  });
  return parts.filter((part) => part['_type'] !== 'span' || part['text'] !== '');
}
