/** What the style of an element says, where the reader goes by it. Pure. */
import { attributeOf, childrenOf, dataOf, elementsOf, walk, type HtmlNode } from './html-nodes.ts';

type Style = Partial<Record<string, string>>;

const known =
  /(?:^|[;{\s])(display|visibility|mso-hide|mso-element|mso-special-character|mso-list|mso-text-raise|margin-left|font-weight|font-style|text-decoration|vertical-align|list-style|white-space|font-size)(?:-line|-type)?\s*:\s*([^;}]{1,60})/gi;

// Each is asked for several times, and a style may be long.
const stylesRead = new WeakMap<HtmlNode, Style>();

/** The declarations of an element that mean something here, by their names in lower case. */
export function styleOf(node: HtmlNode): Style {
  const read = stylesRead.get(node) ?? declarations(attributeOf(node, 'style') ?? '');
  stylesRead.set(node, read);
  return read;
}

function declarations(style: string): Style {
  if (style === '') return {};
  return Object.fromEntries(
    [...style.matchAll(known)].map(([, name, value]) => [name!.toLowerCase(), value!.trim().toLowerCase()]),
  );
}

/** Whether a style raises words (1) or lowers them (-1), by a word or by a length. */
export function raiseOf(style: Style): number {
  const aligned = style['vertical-align'] ?? '';
  const [word = ''] = /^(?:super|sub)\b/.exec(aligned) ?? [];
  const lengths = [style['mso-text-raise'] ?? '', aligned].map(Number.parseFloat);
  return { super: 1, sub: -1 }[word] ?? Math.sign(lengths.find((length) => length) ?? 0);
}

/** Gives elements what the style sheets of their document say of their classes, as word processors need it. */
export function applyStyleSheets(document: HtmlNode): void {
  const classes = stylesByClass(document);
  if (classes.size === 0) return;
  walk(document, (node) => {
    let said: Style | undefined;
    for (const name of classesOf(node)) if (classes.has(name)) said = { ...said, ...classes.get(name) };
    if (said) stylesRead.set(node, { ...said, ...styleOf(node) });
    return 'enter';
  });
}

/** What style sheets say of single classes: of two declarations the last one counts. */
function stylesByClass(document: HtmlNode): Map<string, Style> {
  const classes = new Map<string, Style>();
  for (const sheet of elementsOf(document, 'style')) {
    for (const rule of childrenOf(sheet).map(dataOf).join('').split('}')) {
      const [selectors = '', said = '', ...others] = rule.split('{');
      const style = declarations(said);
      if (Object.keys(style).length === 0 || others.length > 0) continue;
      for (const selector of selectors.split(',')) {
        // A comment or an import may stand before the selector.
        const name = /^[\w-]*\.([\w-]+)$/.exec(
          selector
            .split(/\*\/|;/)
            .at(-1)!
            .trim(),
        )?.[1];
        if (name !== undefined) classes.set(name, { ...classes.get(name), ...style });
      }
    }
  }
  return classes;
}

/** The classes of an element. */
export function classesOf(node: HtmlNode): string[] {
  return (attributeOf(node, 'class') ?? '').split(/\s+/).filter((name) => name !== '');
}
