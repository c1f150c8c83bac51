import { alert } from '@mdit/plugin-alert';
import markdownIt from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import type { TakeNote } from '../../notes.ts';
import type { BlockIn, Body } from '../schema.ts';
import { fromHtml } from './from-html.ts';
import { definitionsFor, withDefinitions } from './markdown-definitions.ts';
import { withoutFront } from './markdown-front.ts';
import { withWholeRows } from './markdown-tables.ts';

/**
 * Markdown (CommonMark with tables, strikethrough, alerts, and bare addresses that name their scheme) to a body, by way of
 * its HTML. The headline is the h1, so headings start at h2. An image whose address is a media id is that picture. A link to
 * an article id is a link to that story. Alerts become notes. Rules are dropped.
 * What is lost is told to `note`. `locale` is the language of the story.
 */
export function fromMarkdown(markdown: string, note: TakeNote = () => undefined, locale?: string): Body {
  const { env, noteUnused } = definitionsFor(note);
  const html = parser.render(withoutFront(markdown, note), env);
  noteUnused();
  return fromHtml(html, note, locale).map(withoutEmptyHead);
}

const parser = markdownIt({ html: true, linkify: true });
withWholeRows(parser);
parser
  // Emphasis beside punctuation of Chinese, Japanese and Korean, which CommonMark leaves as stars.
  .use(cjkFriendly)
  .use(alert, {
    openRender: (tokens, index) => `<aside data-kind="${tokens[index]!.markup}">`,
    closeRender: () => '</aside>',
    titleRender: () => '',
  });
withDefinitions(parser);
// A list counts from its first number in CommonMark. Where the others are written otherwise, they stay as they are
// written, but for lists that say the same number everywhere and leave it to be counted.
parser.core.ruler.push('numbers', ({ tokens }) => {
  for (const [at, { type, level }] of tokens.entries()) {
    if (type !== 'ordered_list_open') continue;
    const end = tokens.findIndex((token, index) => index > at && token.level === level);
    const items = tokens
      .slice(at, end)
      .filter((token) => token.type === 'list_item_open' && token.level === level + 1);
    if (new Set(items.map(({ info }) => Number(info))).size > 1)
      for (const item of items) item.attrSet('value', String(Number(item.info)));
  }
});
// Words with a dot inside are no addresses: `1.am`, `Node.js`.
parser.linkify.set({ fuzzyLink: false });
// Which addresses are kept, and how they are written, is decided for all HTML in one place.
parser.validateLink = () => true;
parser.normalizeLink = (address) => address;
// The parser's own leaves out what was escaped with a backslash, and code.
parser.renderer.renderInlineAsText = function textOf(tokens): string {
  return tokens
    .map(({ type, content, children }) =>
      children ? textOf(children) : type.endsWith('break') ? '\n' : content,
    )
    .join('');
};

/** Markdown cannot write a table without a head: an empty one is none. */
function withoutEmptyHead<B extends BlockIn>(block: B): B {
  if (block._type !== 'table' || !block.header || block.rows[0]!.some((cell) => cell !== '')) return block;
  const { header, rows, ...table } = block;
  return rows.length === 1 ? block : ({ ...table, rows: rows.slice(1) } as B);
}
