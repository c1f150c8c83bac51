/** Elements whose words are no text of a story. The words of all others are kept, also of those that nobody knows. Pure. */
import { quoted, type TakeNote } from '../../../notes.ts';
import { boxOf } from './html-lists.ts';
import { attributeOf, dataOf, isText, tagOf, textsIn, walk, type HtmlNode } from './html-nodes.ts';

type Kind = 'code' | 'unseen' | 'shown';

const kinds = new Map<string, Kind>([
  ...named('code', 'style base link meta xml rp'),
  ...named('unseen', 'title template noscript datalist'),
  ...named('shown', 'script svg math select option textarea button input area'),
]);
// What these show is no text; what stands in them is seen instead where they cannot show it.
const replaced = new Set(['canvas', 'progress', 'meter']);

function named(kind: Kind, names: string): [string, Kind][] {
  return names.split(' ').map((name) => [name, kind]);
}

/** Whether the words of an element are no text. */
export function isWordless(node: HtmlNode): boolean {
  return kindOf(node) !== undefined;
}

/** Notes an element that is left out for that, with its words. */
export function noteWordless(node: HtmlNode, note: TakeNote): void {
  const tag = tagOf(node);
  const words = tag === 'script' ? (attributeOf(node, 'src') ?? '') : wordsOf(node);
  const kind = kindOf(node);
  if (kind === 'unseen') noteUnseen(words, note);
  if (kind === 'shown') {
    const said = words === '' ? '' : `: ${quoted(words)}`;
    note({ name: 'elementDropped', detail: `A story cannot show <${tag}>${said}.` });
  }
}

/** Notes words that are not shown to readers. */
export function noteUnseen(words: string, note: TakeNote): void {
  if (words.trim() !== '')
    note({ name: 'hiddenDropped', detail: `What readers do not see is not text: ${quoted(words)}.` });
}

function kindOf(node: HtmlNode): Kind | undefined {
  const tag = tagOf(node);
  if (tag === 'dialog') return attributeOf(node, 'open') === undefined ? 'unseen' : undefined;
  if (tag === 'input' && attributeOf(node, 'type') === 'hidden') return 'code';
  if (replaced.has(tag)) return isEmpty(node) ? 'shown' : undefined;
  return boxOf(node) === undefined ? kinds.get(tag) : undefined;
}

function isEmpty(node: HtmlNode): boolean {
  return walk(node, (one) => (isText(one) && dataOf(one).trim() === '' ? 'pass' : 'take')).length === 0;
}

function wordsOf(node: HtmlNode): string {
  const words = textsIn(node).map(dataOf);
  const said = words.filter((text) => text.trim() !== '').join(' ');
  return said || (attributeOf(node, 'value') ?? attributeOf(node, 'alt') ?? '');
}
