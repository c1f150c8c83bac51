import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chanceOf } from '../../steady/chance.ts';
import { type Newsroom, openProcess } from '../../steady/server-process.ts';
import { programs } from '../../support/postgres-server.ts';
import { openPair } from '../postgres/pair.ts';
import { openReceiver, type Received, verify } from '../../support/receiver.ts';

const lives = Number(process.env['KILLS'] ?? 4);

/** Lets three writers change stories on servers that are killed in turn, beside a receiver that fails; then all must be told. */
async function play(newsrooms: readonly Newsroom[], secretOfKey: string): Promise<void> {
  const seed = Number(process.env['STEADY_SEED'] ?? Date.now() % 1_000_000_007);
  console.log(`STEADY_SEED=${seed}`);
  const chance = chanceOf(seed);
  const taken: Received[] = [];
  let isMoody = true;
  const { received, url } = await openReceiver(async (message) => {
    await pause(chance() * 20);
    if (isMoody && chance() < 0.1) return chance() < 0.5 ? 500 : 429;
    taken.push(message);
    return 204;
  });
  let said = '';
  let turn = 0;

  /** Sends a request until it is answered: repeated ones are done once. */
  async function send<T>(method: string, path: string, body: unknown, headers: object = {}): Promise<T> {
    const name = `${chance()}`;
    for (;;) {
      turn += 1;
      const answer = await fetch(newsrooms[turn % newsrooms.length]!.address + path, {
        method,
        headers: {
          authorization: `Bearer ${secretOfKey}`,
          'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
          'idempotency-key': name,
          ...headers,
        },
        body: JSON.stringify(body),
      }).catch(() => undefined);
      if (answer && answer.status < 500) {
        expect([path, answer.status]).toEqual([path, expect.toBeOneOf([200, 201])]);
        return (await answer.json()) as T;
      }
      await pause(20);
    }
  }

  const { page } = (await (await fetch(`${newsrooms[0]!.address}/v1/changes`)).json()) as {
    page: { next: string };
  };
  const { secret } = await send<{ secret: string }>('POST', '/v1/desk/webhooks', { url, kinds: ['article'] });
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
        await pause(30);
      }
      return { id, versions };
    }),
  );
  written.catch(() => undefined);
  for (let life = 0; life < lives; life += 1) {
    const enough = received.length + 1 + chance() * 8;
    while (received.length < enough) await pause(5);
    const victim = newsrooms[life % newsrooms.length]!;
    await victim.kill();
    said += victim.output();
    await victim.start();
  }
  isOver = true;
  isMoody = false;
  const stories = await written;
  const changes = await logged(newsrooms[0]!.address, page.next);
  expect(changes.length).toBe(stories.reduce((sum, { versions }) => sum + versions, 0));
  await expect
    .poll(() => new Set(taken.map(({ message }) => message.data['cursor'])).size, {
      timeout: 120_000,
      interval: 500,
    })
    .toBe(changes.length);
  for (const { id } of stories) {
    const first = new Map<number, string>();
    for (const one of taken.filter(({ message }) => message.data['id'] === id)) {
      const { sequence } = one.message;
      if (!first.has(sequence)) first.set(sequence, one.id);
    }
    expect([...first.keys()]).toEqual([...first.keys()].toSorted((a, b) => a - b));
  }
  const ids = Map.groupBy(received, ({ message }) => message.sequence);
  for (const same of ids.values()) expect(new Set(same.map(({ id }) => id)).size).toBe(1);
  for (const one of received) verify(secret, one);
  expect(said + newsrooms.map((one) => one.output()).join('')).not.toContain(secret.slice('whsec_'.length));
  console.log(`${changes.length} changes, ${received.length} messages, ${taken.length} taken.`);
}

const settings = { SEED: 'none', OUTGOING_HOSTS: '127.0.0.1', LOG_LEVEL: 'trace' };
const longestMs = 30_000 + lives * 60_000;

describe('over kills, and with a receiver that fails, webhooks are told every change, in order per story and with one id', () => {
  it(
    'by one server',
    async () => {
      const newsroom = await openProcess(settings);
      onTestFinished(newsroom.clear);
      await newsroom.start();
      await play([newsroom], newsroom.secret);
    },
    longestMs,
  );

  it.skipIf(!programs)(
    'by two on PostgreSQL, of which the other goes on',
    async () => {
      const pair = await openPair({ ...settings, SECRETS_KEY: Buffer.alloc(32, 7).toString('base64') });
      onTestFinished(pair.close);
      await play(pair.processes, pair.env.ADMIN_API_KEY);
    },
    longestMs,
  );
});

type Change = { cursor: string; kind: string; action: string };

/** The changes of stories that the log has. */
async function logged(address: string, from: string): Promise<Change[]> {
  const found: Change[] = [];
  let after = from;
  for (;;) {
    const answer = await fetch(`${address}/v1/changes?limit=100&kind=article&after=${after}`);
    const { data, page } = (await answer.json()) as { data: Change[]; page: { next: string; more: boolean } };
    found.push(...data);
    after = page.next;
    if (!page.more) return found;
  }
}
