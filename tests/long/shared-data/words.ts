/** The words of a text, read otherwise than the product reads them, so that nothing is missed twice. */
import { DomUtils, parseDocument } from 'htmlparser2';

type Node = ReturnType<typeof parseDocument>['children'][number];

/** Elements within a word: all others end it. */
const inline = new Set(
  'a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q rp rt ruby s samp small span strike strong sub sup time tt u var'.split(
    ' ',
  ),
);
/** Elements that browsers do not show. */
const unshown = new Set(['script', 'style', 'head', 'template', 'title']);

/** What readers see of HTML, what is hidden by a style among it. */
export function visibleIn(html: string): string {
  return textOf(treeOf(html));
}

/** HTML is often wrapped for XML: the wrapper is no comment of anybody. */
function treeOf(html: string): Node[] {
  return parseDocument(html.replaceAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1')).children;
}

function textOf(nodes: Node[]): string {
  return nodes
    .map((node) => {
      if (DomUtils.isText(node)) return node.data;
      if (!DomUtils.isTag(node) || unshown.has(node.name)) return '';
      const inside = textOf(node.children);
      return inline.has(node.name) ? inside : ` ${inside} `;
    })
    .join('');
}

/** Attributes that a reader sees, hears or follows. */
const telling = new Set([
  ...[
    'href',
    'src',
    'data-src',
    'alt',
    'title',
    'cite',
    'datetime',
    'poster',
    'data',
    'aria-label',
    'data-href',
  ],
]);

/** The values of such attributes, and the comments. */
export function attributesIn(html: string): { name: string; value: string }[] {
  const found: { name: string; value: string }[] = [];
  function walk(nodes: Node[]): void {
    for (const node of nodes) {
      if (DomUtils.isComment(node)) found.push({ name: 'comment', value: node.data });
      if (!DomUtils.isTag(node) || unshown.has(node.name)) continue;
      for (const [name, value] of Object.entries(node.attribs))
        if (telling.has(name) && value.trim() !== '') found.push({ name, value });
      walk(node.children);
    }
  }
  walk(treeOf(html));
  return found;
}

/** Words, numbers and signs, alike in all their forms: `10⁶` is `10<sup>6</sup>`. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .replaceAll('\u00ad', '')
      .match(/[\p{L}\p{N}\p{M}]+|[\p{S}%]/gu) ?? []
  );
}

/** What of `sent` is not in `kept`, each word as often as it stands there. */
export function missingOf(sent: string[], kept: string[]): string[] {
  const left = new Map<string, number>();
  for (const word of kept) left.set(word, (left.get(word) ?? 0) + 1);
  return sent.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count <= 0;
  });
}
