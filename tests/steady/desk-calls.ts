/** What harnesses ask of the desk and of the public, by HTTP. */
import type { Newsroom } from './server-process.ts';

type Place = Pick<Newsroom, 'address' | 'secret'>;

export type Answer = {
  status: number;
  body: { id: string; etag: string; [property: string]: unknown };
};

/** Sends one request to the desk; a path is below `/v1/desk`. */
export async function sendToDesk(
  { address, secret }: Place,
  method: string,
  path: string,
  { body, etag }: { body?: object; etag?: string } = {},
): Promise<Answer> {
  const response = await fetch(`${address}/v1/desk${path}`, {
    method,
    headers: {
      authorization: `Bearer ${secret}`,
      ...(etag === undefined ? {} : { 'if-match': etag }),
      ...(body && !(body instanceof FormData) ? { 'content-type': 'application/json' } : {}),
    },
    ...(body && { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] };
}

/** The same, for what must succeed. Throws otherwise. */
export async function askDesk(...asked: Parameters<typeof sendToDesk>): Promise<Answer['body']> {
  const { status, body } = await sendToDesk(...asked);
  if (status >= 300) throw new Error(`${asked[1]} ${asked[2]} answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** The status of a public address. */
export async function publicStatus({ address }: Place, path: string): Promise<number> {
  const response = await fetch(new URL(path, address));
  await response.arrayBuffer();
  return response.status;
}
