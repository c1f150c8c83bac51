/** Writers who change stories while servers or receivers fail, and what webhooks must have been told of it. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { chanceOf } from '../../steady/chance.ts';
import type { Newsroom } from '../../steady/server-process.ts';
import { type Received, verify } from '../../support/receiver.ts';

/** Numbers from 0 to 1 by a seed that is printed, and can be given as `STEADY_SEED`. */
export function seededChance(): () => number {
  const seed = Number(process.env['STEADY_SEED'] ?? Date.now() % 1_000_000_007);
  console.log(`STEADY_SEED=${seed}`);
  return chanceOf(seed);
}

export type Send = ReturnType<typeof persistentDesk>;

/** Sends each request until it is answered, to one server after the other: repeated ones are done once. */
export function persistentDesk(newsrooms: readonly Newsroom[], secretOfKey: string, chance: () => number) {
  let turn = 0;
  return async function send<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const name = `${chance()}`;
    for (;;) {
      turn += 1;
      const answer = await fetch(newsrooms[turn % newsrooms.length]!.address + path, {
        method,
        headers: {
          authorization: `Bearer ${secretOfKey}`,
          ...(method !== 'GET' && {
            'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
            'idempotency-key': name,
          }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }).catch(() => undefined);
      if (answer && answer.status < 500) {
        expect([path, answer.status]).toEqual([path, expect.toBeOneOf([200, 201])]);
        return (await answer.json()) as T;
      }
      await pause(20);
    }
  };
}

/** Lets three writers publish one version of a story after the other, until `stop`, which gives what they wrote. */
export function startWriting(send: Send, pauseMs: number) {
  let isOver = false;
  const written = Promise.all(
    Array.from({ length: 3 }, async (_, writer) => {
      const made = await send<{ id: string; etag: string }>('POST', '/v1/desk/articles', {
        ...{ headline: `Story ${writer}`, bodyText: 'One.' },
      });
      const { id } = made;
      let { etag } = made;
      const path = `/v1/desk/articles/${id}`;
      async function step(method: string, at: string, body: unknown): Promise<void> {
        ({ etag } = await send<{ etag: string }>(method, at, body, { 'if-match': etag }));
      }
      await step('POST', `${path}/publish`, {});
      let versions = 1;
      for (; !isOver; versions += 1) {
        await step('PATCH', path, { headline: `Story ${writer}, ${versions}` });
        await step('POST', `${path}/publish`, { change: { kind: 'refile', text: 'A letter.' } });
        await pause(pauseMs);
      }
      return { id, versions };
    }),
  );
  written.catch(() => undefined);
  return async function stop(): Promise<{ id: string; versions: number }[]> {
    isOver = true;
    return written;
  };
}

/** The cursors of all changes of stories that the log has after one. */
export async function loggedChanges(address: string, from: string): Promise<string[]> {
  const found: string[] = [];
  let after = from;
  for (;;) {
    const answer = await fetch(`${address}/v1/changes?limit=100&kind=article&after=${after}`);
    const { data, page } = (await answer.json()) as {
      data: { cursor: string }[];
      page: { next: string; more: boolean };
    };
    found.push(...data.map(({ cursor }) => cursor));
    after = page.next;
    if (!page.more) return found;
  }
}

/** The newest cursor of the log. */
export async function newestCursor(address: string): Promise<string> {
  const answer = await fetch(`${address}/v1/changes`);
  return ((await answer.json()) as { page: { next: string } }).page.next;
}

/** What messages tell of, each once. */
export function cursorsOf(messages: Received[]): Set<unknown> {
  return new Set(messages.map(({ message }) => message.data['cursor']));
}

/** Messages about one story must have arrived first in their order. */
export function checkOrder(messages: Received[]): void {
  for (const ofStory of Map.groupBy(messages, ({ message }) => message.data['id']).values()) {
    const first = [...new Set(ofStory.map(({ message }) => message.sequence))];
    expect(first).toEqual(first.toSorted((a, b) => a - b));
  }
}

/** Each message must have one id, however often it was sent, and be signed. */
export function checkIds(messages: Received[], secret: string): void {
  const ids = Map.groupBy(messages, ({ message }) => message.sequence);
  for (const same of ids.values()) expect(new Set(same.map(({ id }) => id)).size).toBe(1);
  for (const one of messages) verify(secret, one);
}
