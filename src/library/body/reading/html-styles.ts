/** What the style of an element says, where the reader goes by it. Pure. */
import { attributeOf, childrenOf, dataOf, elementsOf, walk, type HtmlNode } from './html-nodes.ts';

type Style = Partial<Record<string, string>>;

const known =
  /(?:^|[;{\s])(display|visibility|mso-hide|mso-element|mso-special-character|mso-list|margin-left|font-weight|font-style|text-decoration|vertical-align)(?:-line)?\s*:\s*([^;}]{1,60})/gi;

/** The declarations of an element that mean something here, by their names in lower case. */
export function styleOf(node: HtmlNode): Style {
  return declarations(attributeOf(node, 'style') ?? '');
}

function declarations(style: string): Style {
  if (style === '') return {};
  return Object.fromEntries(
    [...style.matchAll(known)].map(([, name, value]) => [name!.toLowerCase(), value!.trim().toLowerCase()]),
  );
}

/** Writes what the style sheets of a document say of single classes into the elements, as word processors need it. */
export function inlineStyleSheets(document: HtmlNode): void {
  const classes = new Map<string, string>();
  for (const sheet of elementsOf(document, 'style')) {
    for (const rule of childrenOf(sheet).map(dataOf).join('').split('}')) {
      const [selectors = '', said = '', ...others] = rule.split('{');
      const style = Object.entries(declarations(said)).map(([name, value]) => `${name}:${value}`);
      if (style.length === 0 || others.length > 0) continue;
      for (const selector of selectors.split(',')) {
        // A comment or an import may stand before the selector.
        const name = /^[\w-]*\.([\w-]+)$/.exec(
          selector
            .split(/\*\/|;/)
            .at(-1)!
            .trim(),
        )?.[1];
        if (name !== undefined) classes.set(name, [classes.get(name), ...style].filter(Boolean).join(';'));
      }
    }
  }
  if (classes.size === 0) return;
  walk(document, (node) => {
    const said = classesOf(node).flatMap((name) => classes.get(name) ?? []);
    if ('attribs' in node && said.length > 0)
      node.attribs['style'] = [...said, node.attribs['style'] ?? ''].join(';');
    return 'enter';
  });
}

/** The classes of an element. */
export function classesOf(node: HtmlNode): string[] {
  return (attributeOf(node, 'class') ?? '').split(/\s+/).filter((name) => name !== '');
}
