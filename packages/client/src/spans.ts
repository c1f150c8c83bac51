import type { components } from './contract.ts';
import { attributes, isSafeAddress, withBreaks } from './escape.ts';

type Schemas = components['schemas'];
type Span = Schemas['Span'];
type TextBlock = Schemas['TextBlock'];
type HrefOf = (link: Schemas['ArticleLink']) => string;

const tags = new Map(
  Object.entries({ strong: 'strong', em: 'em', 'strike-through': 'del', sup: 'sup', sub: 'sub' }),
);

/** What a paragraph says. A mark that goes on over several spans is one element. */
export function spansHtml({ children, markDefs }: TextBlock, articleHref: HrefOf): string {
  return run(children, []);

  function run(spans: Span[], open: string[]): string {
    let html = '';
    for (let at = 0; at < spans.length;) {
      const span = spans[at]!;
      const [mark] = span.marks.filter((one) => !open.includes(one)).sort(longestFirst(span));
      if (mark === undefined) {
        html += withBreaks(span.text);
        at++;
        continue;
      }
      const length = lengthOf(mark, spans.slice(at));
      html += marked(mark, run(spans.slice(at, at + length), [...open, mark]));
      at += length;
    }
    return html;
  }

  /** The mark that goes on longest is outside; of two that end together, the link. */
  function longestFirst(span: Span) {
    const rest = children.slice(children.indexOf(span));
    return (one: string, other: string) =>
      lengthOf(other, rest) - lengthOf(one, rest) || Number(tags.has(one)) - Number(tags.has(other));
  }

  function marked(mark: string, words: string): string {
    const tag = tags.get(mark);
    if (tag !== undefined) return `<${tag}>${words}</${tag}>`;
    const def = markDefs.find(({ _key }) => _key === mark);
    if (def?._type === 'link') return anchor(words, def.href);
    if (def?._type === 'articleLink') return anchor(words, articleHref(def), { 'data-article': def.article });
    return words;
  }
}

/** An address below the site itself (`/en/stories/one`) is one as well. Without any, the words alone. */
function anchor(words: string, address: string, more: Record<string, string> = {}): string {
  const isSafe = isSafeAddress(address) || /^\/(?!\/)/.test(address);
  const named = attributes({ href: isSafe ? address : undefined, ...more });
  return named === '' ? words : `<a${named}>${words}</a>`;
}

/** Over how many spans from the first a mark goes on. */
function lengthOf(mark: string, spans: Span[]): number {
  const end = spans.findIndex(({ marks }) => !marks.includes(mark));
  return end < 0 ? spans.length : end;
}
