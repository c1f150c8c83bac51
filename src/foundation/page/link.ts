/** The `Link` header of a list (RFC 8288): its first page, and the next when there is one. */
export function pageLinks(path: string, query: string, next: string | undefined): string {
  const first = new URLSearchParams(query);
  first.delete('cursor');
  const links = [link(path, first, 'first')];
  if (next) {
    const following = new URLSearchParams(first);
    following.set('cursor', next);
    links.push(link(path, following, 'next'));
  }
  return links.join(', ');
}

function link(path: string, query: URLSearchParams, rel: string): string {
  const search = query.toString();
  return `<${path}${search ? `?${search}` : ''}>; rel="${rel}"`;
}
