/** Headings from HTML, by their tags or their roles. Pure. */
import type { TakeNote } from '../../../notes.ts';
import { attributeOf, tagOf, type HtmlNode } from './html-nodes.ts';

type Heading = 'h2' | 'h3' | 'h4';

const headings = new Map<string, Heading>(
  Object.entries({ h1: 'h2', h2: 'h2', h3: 'h3', h4: 'h4', h5: 'h4', h6: 'h4' }),
);

/** The style of a heading; undefined for other elements. */
export function headingOf(node: HtmlNode, note: TakeNote): Heading | undefined {
  const level = attributeOf(node, 'role') === 'heading' ? (attributeOf(node, 'aria-level') ?? '2') : '';
  const said = headings.has(tagOf(node)) ? tagOf(node) : `h${level}`;
  const style = headings.get(said);
  if (style && style !== said)
    note({
      name: 'formattingDropped',
      detail: `A heading of level ${said.slice(1)} becomes one of level ${style.slice(1)}.`,
    });
  return style;
}
