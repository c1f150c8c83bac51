/** White space that is shown as it is written: in `pre`, and by style. Pure. */
import { tagOf, type HtmlNode } from './html-nodes.ts';
import { styleOf } from './html-styles.ts';

/** `columns` keeps lines and runs of spaces, `lines` keeps lines alone. */
type Kept = 'columns' | 'wrapped columns' | 'lines' | 'nothing';

const byStyle = new Map<string, Kept>(
  Object.entries({
    ...({
      pre: 'columns',
      'break-spaces': 'columns',
      'pre-wrap': 'wrapped columns',
      'pre-line': 'lines',
    } as const),
    ...({ normal: 'nothing', nowrap: 'nothing' } as const),
  }),
);

// Each element is asked for once for each of its texts.
const known = new WeakMap<HtmlNode, Kept>();

function keptIn(node: HtmlNode): Kept {
  const kept =
    known.get(node) ??
    byStyle.get(/^[a-z-]+/.exec(styleOf(node)['white-space'] ?? '')?.[0] ?? '') ??
    (tagOf(node) === 'pre' ? 'columns' : node.parent ? keptIn(node.parent) : 'nothing');
  known.set(node, kept);
  return kept;
}

/** The lines that a text is shown in; where white space collapses, it is one. */
export function shownLines(node: HtmlNode, text: string): string[] {
  const kept = node.parent ? keptIn(node.parent) : 'nothing';
  // Google Docs says of every word that its spaces are kept: two after a full stop are no columns.
  if (kept === 'nothing' || (kept === 'wrapped columns' && !/[\t\r\n]/.test(text))) return [text];
  const lines = text.split(/\r\n?|\n/);
  return kept === 'lines' ? lines : lines.map(withColumns);
}

const tabStop = 8;

/** A line in which tabs and runs of spaces are spaces that do not break, so that columns stand apart everywhere. */
function withColumns(line: string): string {
  let column = 0;
  const spaced = line.replace(/\t|[^\t]+/g, (part) => {
    const text = part === '\t' ? ' '.repeat(tabStop - (column % tabStop)) : part;
    column += text.length;
    return text;
  });
  return spaced.replace(/ {2,}/g, (run) => '\u00a0'.repeat(run.length));
}
