/** HTML in which something was never closed, so that the parser would take the words after it. Pure. */

/** The same HTML with what ends there closed, and with what is no tag as words. */
export function withEnds(html: string): string {
  const commented = html.replace(/<!--[^]*?(?:--!?>|$)/g, (comment) => comment.replace(/--!>$/, '-->'));
  const untitled = ['title', 'textarea'].reduce(withoutUnclosed, commented);
  // A comment that is never closed stays one.
  return untitled.replace(/<(?=[a-z/?]|!(?!--))[^<>]*$/i, (tag) => tag.replace('<', '&lt;'));
}

/** Without the tags of an element that follow its last end, so that what stands behind them is read as HTML. */
function withoutUnclosed(html: string, name: string): string {
  const ends = [...html.matchAll(new RegExp(`</${name}(?=[\\s/>])`, 'gi'))];
  const end = ends.at(-1)?.index ?? 0;
  return html.slice(0, end) + html.slice(end).replace(new RegExp(`<${name}(?:[\\s/][^>]*)?>`, 'gi'), ' ');
}
