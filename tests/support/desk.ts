/** The desk over HTTP, as a test plays it: a key in every request, and the story at hand. */
import type { z } from 'zod';
import { issueKey } from '../../src/access/issue-key.ts';
import type { Role } from '../../src/access/scopes.ts';
import type { ArticleIn } from '../../src/desk/stories/schema.ts';
import type { DeskArticle } from '../../src/desk/show/desk-article.ts';
import type { Note } from '../../src/library/notes.ts';
import type { Response } from './contract-client.ts';
import type { House } from './house.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
type Sending = { etag?: string | undefined; body?: unknown; headers?: Record<string, string> };

/** A desk with a key of that role: requests under `/v1/desk`, held to the contract. */
export async function deskOf(house: House, role: Role) {
  return deskWith(house, await house.keyFor(role));
}

/** A desk with the key of a service, as a wire's robot has one. */
export async function serviceDesk(house: House, role: Role) {
  const { secret } = await house.play((work) =>
    issueKey(work, { name: 'Wire', role, actor: { name: 'The wire', kind: 'service' } }),
  );
  return deskWith(house, { authorization: `Bearer ${secret}` });
}

/** A desk with a key that there is already: of a house that was opened anew. */
export function deskWith(house: House, key: { authorization: string }) {
  function send(method: Method, path: string, { etag, body, headers = {} }: Sending = {}): Promise<Response> {
    return house.client.request(method, `/v1/desk${path}`, {
      headers: {
        ...key,
        ...(etag === undefined ? {} : { 'if-match': etag }),
        ...(body !== undefined && method === 'PATCH'
          ? { 'content-type': 'application/merge-patch+json' }
          : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
  }

  async function read(path: string): Promise<DeskArticle> {
    return (await send('GET', `/articles/${path}`)).json<DeskArticle>();
  }

  /** A new story with a headline and one paragraph, and whatever is said beside. */
  async function create(fields: Partial<z.input<typeof ArticleIn>> = {}): Promise<DeskArticle> {
    const hasBody =
      'body' in fields || 'bodyHtml' in fields || 'bodyMarkdown' in fields || 'bodyText' in fields;
    const body = { headline: 'A story', ...(hasBody ? {} : { bodyText: 'One paragraph.' }), ...fields };
    return (await send('POST', '/articles', { body })).json<DeskArticle>();
  }

  /** Does something with a story as it stands now. */
  async function act(id: string, action: string, body?: unknown): Promise<Response> {
    const { etag } = await read(id);
    return send('POST', `/articles/${id}/${action}`, { etag, body });
  }

  async function patch(id: string, body: unknown): Promise<Response> {
    const { etag } = await read(id);
    return send('PATCH', `/articles/${id}`, { etag, body });
  }

  return {
    key,
    send,
    read,
    create,
    act,
    patch,
  };
}

export type Desk = ReturnType<typeof deskWith>;

/** The sentences of notes. */
export function detailsOf(notes: Note[]): string[] {
  return notes.map(({ detail }) => detail);
}
