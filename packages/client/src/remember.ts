type Fetch = (request: Request) => Promise<Response>;
type Remembered = { etag: string; body: string; headers: Record<string, string> };

/**
 * Asks for what it has by its ETag, and gives that again when the server says 304. Only JSON is kept, and nothing that is
 * `no-store` (all of the desk). What was used longest ago goes first.
 */
export function rememberingAnswers(fetch: Fetch, most: number): Fetch {
  const answers = new Map<string, Remembered>();

  return async (request) => {
    if (most === 0 || request.method !== 'GET' || request.headers.has('if-none-match')) return fetch(request);
    const name = [request.url, request.headers.get('accept'), request.headers.get('authorization')].join(' ');
    const known = answers.get(name);
    if (known) request.headers.set('if-none-match', known.etag);
    const response = await fetch(request);
    if (response.status === 304 && known) {
      keep(name, known);
      return new Response(known.body, {
        headers: { ...known.headers, ...Object.fromEntries(response.headers) },
      });
    }
    const etag = response.headers.get('etag');
    if (response.status === 200 && etag !== null && isKept(response.headers)) {
      keep(name, {
        etag,
        body: await response.clone().text(),
        headers: Object.fromEntries(response.headers),
      });
    }
    return response;
  };

  function keep(name: string, answer: Remembered): void {
    answers.delete(name);
    answers.set(name, answer);
    if (answers.size > most) answers.delete(answers.keys().next().value!);
  }
}

function isKept(headers: Headers): boolean {
  const isJson = /[/+]json\b/.test(headers.get('content-type') ?? '');
  return isJson && !/no-store/.test(headers.get('cache-control') ?? '');
}
