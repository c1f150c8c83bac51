/** Two servers of Dateline in processes of their own, on one database of PostgreSQL. */
import { rmSync } from 'node:fs';
import { makeKey } from '../../../src/access/key.ts';
import { openProcess, type Newsroom } from '../../steady/server-process.ts';
import { newFolder, type PostgresServer, startServer } from '../../support/postgres-server.ts';

export type Sent = {
  body?: unknown;
  etag?: string;
  /** The secret of the caller; by default that of the first admin key. */
  key?: string | undefined;
  idempotencyKey?: string;
};
/** An answer, in which tests look at whatever they asked for. */
export type Answer = { status: number; body: any };
export type Server = { send: (method: string, path: string, sent?: Sent) => Promise<Answer> };
export type Pair = Awaited<ReturnType<typeof openPair>>;

/** Starts PostgreSQL and both servers, which have the same first key, and reach it at the address that `way` gives. */
export async function openPair(
  settings: Record<string, string> = {},
  way: (database: PostgresServer) => Promise<string> = async ({ url }) => url,
) {
  const { secret } = makeKey();
  const database = await startServer();
  const media = newFolder();
  const env = {
    ...{ DATABASE_URL: await way(database), MEDIA_SHARED: 'on', MEDIA_DIR: media, SEED: 'none' },
    ...{ ADMIN_API_KEY: secret, ...settings },
  };
  const processes = [await openProcess(env), await openProcess(env)] as const;

  async function close(): Promise<void> {
    await Promise.all(processes.map((newsroom) => newsroom.clear()));
    database.remove();
    rmSync(media, { recursive: true, force: true });
  }
  try {
    // One after the other: a first start of several at once is a test of its own.
    for (const newsroom of processes) await newsroom.start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    processes,
    /** What a server beside them needs, which reaches the database at its own address. */
    env: { ...env, DATABASE_URL: database.url },
    servers: [serverAt(processes[0], secret), serverAt(processes[1], secret)] as const,
    close,
  };
}

/** A server, and a caller with that secret. */
export function serverAt({ address }: Pick<Newsroom, 'address'>, secret: string): Server {
  return {
    async send(method, path, { body, etag, key = secret, idempotencyKey } = {}) {
      const isForm = body instanceof FormData;
      const response = await fetch(new URL(path, address), {
        method,
        headers: {
          ...(path.startsWith('/v1/desk') && { authorization: `Bearer ${key}` }),
          ...(etag !== undefined && { 'if-match': etag }),
          ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
          ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json');
      return { status: response.status, body: isJson ? JSON.parse(text) : text };
    },
  };
}

export type Request = [server: Server, method: string, path: string, sent?: Sent];

/** Sends requests at once. What says no `etag` says the one that its thing has before any of them. */
export async function together<R extends Request[]>(...requests: R): Promise<{ [K in keyof R]: Answer }> {
  const ready = await Promise.all(requests.map(withEtag));
  const answers = await Promise.all(ready.map(([server, ...request]) => server.send(...request)));
  return answers as { [K in keyof R]: Answer };
}

async function withEtag([server, method, path, sent = {}]: Request): Promise<Request> {
  const [thing] =
    /^\/v1\/desk\/(agencies|alerts|articles|sections|topics|media|keys)\/[^/]+/.exec(path) ?? [];
  if (method === 'GET' || thing === undefined || sent.etag !== undefined) return [server, method, path, sent];
  const { body } = await server.send('GET', thing, { key: sent.key });
  return [server, method, path, { ...sent, etag: body.etag }];
}

/** Sends what must succeed, and gives its answer. */
export async function ask(...request: Request): Promise<Answer['body']> {
  const [{ status, body }] = await together(request);
  if (status >= 300)
    throw new Error(`${request[1]} ${request[2]} answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** A story that is not public yet. */
export function makeStory(
  server: Server,
  fields: object = {},
  sent: Sent = {},
): Promise<{ id: string; etag: string }> {
  const body = { headline: 'A story', bodyText: 'One paragraph.', ...fields };
  return ask(server, 'POST', '/v1/desk/articles', { ...sent, body });
}

/** A story that is live. */
export async function makeLive(server: Server, fields: object = {}): Promise<string> {
  const { id } = await makeStory(server, fields);
  await ask(server, 'POST', `/v1/desk/articles/${id}/publish`, { body: {} });
  return id;
}

/** A record of the library, by its list. */
export async function makeRecord(server: Server, list: string, fields: object): Promise<string> {
  return (await ask(server, 'POST', `/v1/desk/${list}`, { body: fields })).id;
}

/** A new person with a key. */
export function makePerson(server: Server, role: string): Promise<{ id: string; secret: string }> {
  const actor = { name: `A ${role}`, kind: 'person' };
  return ask(server, 'POST', '/v1/desk/keys', { body: { name: 'Desk', role, actor } });
}
