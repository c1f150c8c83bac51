/** The tree of HTML without what readers never see: comments, hidden elements, the codes of word processors. Pure. */
import { DomUtils, parseDocument } from 'htmlparser2';
import { quoted, type TakeNote } from '../../../notes.ts';
import { attributeOf, childrenOf, dataOf, isText, tagOf, textOf, walk, type HtmlNode } from './html-nodes.ts';
import { withWordsInBrackets } from './html-brackets.ts';
import { webAddress } from './html-embeds.ts';
import { pictureAddress } from './html-pictures.ts';
import { isWordless, noteUnseen, noteWordless } from './html-wordless.ts';
import { applyStyleSheets, classesOf, styleOf } from './html-styles.ts';

/** The top nodes of what readers see. */
export function nodesOf(html: string, note: TakeNote): HtmlNode[] {
  const document = parseDocument(withWordsInBrackets(unwrapped(html), note));
  applyStyleSheets(document);
  const comments = [
    ...commentsIn(document),
    ...walk(document, (node) => (isComment(node) ? 'take' : 'enter')),
  ];
  const hidden = [
    ...walk(document, (node) => (isHidden(node) ? 'take' : 'enter')),
    ...fieldCodesIn(document),
    ...textsWithoutSize(document),
  ];
  const twice = placeholdersIn(document);
  const gone = new Set([...comments, ...hidden, ...twice]);
  const wordless = walk(document, (node) => {
    if (gone.has(node)) return 'pass';
    return isWordless(node) ? 'take' : 'enter';
  });
  for (const node of [...comments, ...writtenComments(document)]) noteComment(node, note);
  for (const node of hidden) noteUnseen(isText(node) ? dataOf(node) : textOf(node), note);
  for (const node of wordless) noteWordless(node, note);
  const unseen = new Set([...gone, ...wordless]);
  if (unseen.size === 0) return document.children;
  document.children = document.children.filter((child) => !unseen.has(child));
  walk(document, (node) => {
    if (DomUtils.hasChildren(node)) node.children = node.children.filter((child) => !unseen.has(child));
    return 'enter';
  });
  return document.children;
}

function noteComment(node: HtmlNode, note: TakeNote): void {
  const words = ('data' in node ? node.data : textOf(node)).trim();
  if (words !== '') note({ name: 'commentDropped', detail: `A comment is not text: ${quoted(words)}.` });
}

// What exporters and clipboards write: blocks of Gutenberg, conditions of Word, the ends of what was copied.
const machineComment =
  /^\s*(?:\/?wp:|\[if |<?!\[|(?:Start|End)Fragment|more\b|nextpage|!doctype\b|\?xml\b)|^\s*$/i;

/** The comments that somebody wrote, also as what only XML has: `<?…?>`, `<!…>`. */
function writtenComments(document: HtmlNode): HtmlNode[] {
  return walk(document, (node) =>
    'data' in node && !isText(node) && !machineComment.test(node.data) ? 'take' : 'enter',
  );
}

/** HTML as it is, also where an exporter wrapped all or parts of it for XML. */
export function unwrapped(html: string): string {
  return html.replace(/<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)/g, '$1');
}

const hidingStyles: Record<string, RegExp> = {
  display: /^none\b/,
  visibility: /^(?:hidden|collapse)\b/,
  'mso-hide': /^all\b/,
};
const commentStyles = ['mso-element', 'mso-special-character'];
const commentClasses = new Set(['MsoCommentReference', 'MsoCommentText', 'msocomanchor', 'msocomtxt']);
const commentMarker = /^#(?:cmnt|_msocom_)\d+$/;

/** Whether an element is hidden, or one of the empty ones that Word ends its paragraphs with. */
function isHidden(node: HtmlNode): boolean {
  if (attributeOf(node, 'hidden') !== undefined) return true;
  if (tagOf(node) === 'o:p' && textOf(node).trim() === '') return true;
  const style = styleOf(node);
  return Object.entries(hidingStyles).some(([name, value]) => value.test(style[name] ?? ''));
}

/** The texts of no size. A size that does not depend on that around it shows the words in it again. */
function textsWithoutSize(document: HtmlNode): HtmlNode[] {
  const unseen = new Set<HtmlNode>();
  return walk(document, (node) => {
    const size = styleOf(node)['font-size'] ?? 'inherit';
    const isRelative = /\d(?:em|ex|ch|%)|^(?:inherit|smaller|larger)/.test(size);
    const isWithout = Number.parseFloat(size) === 0 || (isRelative && node.parent && unseen.has(node.parent));
    if (isWithout) unseen.add(node);
    return isWithout && isText(node) ? 'take' : 'enter';
  });
}

/** Whether an element is a comment that Word or Google Docs writes, or the sign in the text that leads to one. */
function isComment(node: HtmlNode): boolean {
  if (tagOf(node) === 'a' && commentMarker.test(attributeOf(node, 'href') ?? '')) return true;
  if (classesOf(node).some((name) => commentClasses.has(name))) return true;
  const style = styleOf(node);
  return commentStyles.some((name) => style[name]?.startsWith('comment'));
}

/** The comments at the end of a document of Google Docs: each is a box that begins with the way back to its marker. */
function commentsIn(document: HtmlNode): HtmlNode[] {
  const ways = walk(document, (node) =>
    tagOf(node) === 'a' && /^#cmnt_ref\d+$/.test(attributeOf(node, 'href') ?? '') ? 'take' : 'enter',
  );
  return ways.map((way) => {
    let comment = way;
    for (let { parent } = way; parent && tagOf(comment) !== 'div'; { parent } = parent) {
      if (!startsWith(parent, comment)) break;
      comment = parent;
    }
    return comment;
  });
}

function startsWith(parent: HtmlNode, child: HtmlNode): boolean {
  return childrenOf(parent).find((node) => tagOf(node) !== '' || dataOf(node).trim() !== '') === child;
}

/** The codes of Word's fields: what stands between their beginning and their separator, or their end. */
function fieldCodesIn(document: HtmlNode): HtmlNode[] {
  const codes: HtmlNode[] = [];
  const open: { texts: HtmlNode[]; isCode: boolean }[] = [];
  function endCode(): void {
    const field = open.at(-1);
    if (field?.isCode) codes.push(...field.texts);
    if (field) field.isCode = false;
  }
  walk(document, (node) => {
    if (isText(node)) open.find(({ isCode }) => isCode)?.texts.push(node);
    const part = styleOf(node)['mso-element'];
    if (part === 'field-begin') open.push({ texts: [], isCode: true });
    if (part === 'field-separator') endCode();
    if (part === 'field-end') {
      endCode();
      open.pop();
    }
    return isWordless(node) ? 'pass' : 'enter';
  });
  return codes;
}

/**
 * What stands in place of a picture or a frame that a script loads late, where it stands a second time in `noscript` for
 * browsers without scripts: that one is taken.
 */
function placeholdersIn(document: HtmlNode): HtmlNode[] {
  const twice = walk(document, (node) => (tagOf(node) === 'noscript' ? 'take' : 'enter'));
  return twice.flatMap((noscript) => {
    const [real] = walk(noscript, (node) => (/^(?:img|iframe)$/.test(tagOf(node)) ? 'take' : 'enter'));
    if (!real || !('name' in noscript)) return [];
    let before = noscript.prev;
    while (before && isText(before) && dataOf(before).trim() === '') before = before.prev;
    const placeholder = before && tagOf(before) === tagOf(real) ? before : undefined;
    if (placeholder && webAddress(pictureAddress(placeholder)) !== undefined) return [];
    noscript.name = 'span';
    return placeholder ?? [];
  });
}
