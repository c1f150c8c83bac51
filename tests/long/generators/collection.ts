import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a Postman collection says, as far as it is sent here. */
type Pair = { key: string; value?: string; disabled?: boolean };
type Part = Pair & { contentType?: string };
type Body = { mode: 'raw'; raw: string } | { mode: 'formdata'; formdata: Part[] } | { mode?: undefined };
type Request = {
  name: string;
  method: string;
  url: { path: string[]; query: Pair[]; variable: Pair[] };
  header: Pair[];
  auth?: { bearer: Pair[] } | null;
  body?: Body;
};
type Folder = { item: (Folder | { request: Request })[] };

/** The requests of a collection, in its order. */
export async function requestsOf(folder: string): Promise<Request[]> {
  return list(JSON.parse(await readFile(join(folder, 'collection.json'), 'utf8')) as Folder);
}

function list({ item }: Folder): Request[] {
  return item.flatMap((one) => ('request' in one ? [one.request] : list(one)));
}

/**
 * Sends a request of a collection as it stands, with the variables `baseUrl` and `bearerToken`. A person does two things
 * by hand in Postman: to choose the file of an upload, and to copy the etag that they read last into `If-Match`.
 */
export async function send(request: Request, baseUrl: string, bearerToken: string, file: File) {
  const { method, url, auth } = request;
  const path = url.path.map((part) => valueIn(url.variable, part));
  const query = new URLSearchParams(enabled(url.query));
  const headers = new Headers(enabled(request.header));
  if (auth) headers.set('authorization', `Bearer ${bearerToken}`);
  if (headers.has('if-match')) {
    const read = await fetch(`${baseUrl}/${path.slice(0, 4).join('/')}`, { headers: bearer(bearerToken) });
    headers.set('if-match', read.headers.get('etag') ?? headers.get('if-match') ?? '');
  }
  const body = bodyOf(request, file);
  // Its boundary is known when it is sent.
  if (body instanceof FormData) headers.delete('content-type');
  return fetch(`${baseUrl}/${path.join('/')}?${query.toString()}`, {
    method,
    headers,
    body,
    redirect: 'manual',
  });
}

function valueIn(variables: Pair[], part: string): string {
  if (!part.startsWith(':')) return part;
  return encodeURIComponent(variables.find(({ key }) => `:${key}` === part)?.value ?? '');
}

function enabled(pairs: Pair[]): [string, string][] {
  return pairs.filter(({ disabled }) => !disabled).map(({ key, value = '' }) => [key, value]);
}

function bearer(token: string) {
  return { authorization: `Bearer ${token}` };
}

function bodyOf({ body = {} }: Request, file: File): string | FormData | null {
  if (body.mode === 'raw') return body.raw;
  if (body.mode === undefined) return null;
  const form = new FormData();
  for (const { key, value = '', contentType } of body.formdata) {
    // Of several files under one name the converter makes a text, and of an object `[object Object]`.
    if (key === 'file') form.append(key, file);
    else if (value !== '[object Object]')
      form.append(key, new Blob([value], contentType ? { type: contentType } : {}));
  }
  return form;
}
