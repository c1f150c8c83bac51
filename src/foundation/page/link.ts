/** The longest link: the headers of an answer fit into 4 kB together, which is what proxies take. */
const mostCharacters = 500;

/**
 * The `Link` header of a list (RFC 8288): its first page, and the next when there is one. A link that is too long is left
 * out: `page.next` is in the body.
 */
export function pageLinks(path: string, query: string, next: string | undefined): string {
  const first = new URLSearchParams(query);
  first.delete('cursor');
  const links = [link(path, first, 'first')];
  if (next) {
    const following = new URLSearchParams(first);
    following.set('cursor', next);
    links.push(link(path, following, 'next'));
  }
  return links.filter(({ length }) => length <= mostCharacters).join(', ');
}

function link(path: string, query: URLSearchParams, rel: string): string {
  const search = query.toString();
  return `<${path}${search ? `?${search}` : ''}>; rel="${rel}"`;
}
