import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { registerHooks } from 'node:module';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deskOf } from '../support/desk.ts';
import { givenStory } from '../support/given.ts';
import { openHouse } from '../support/house.ts';

const client = new URL('../../packages/client/src/webhook.ts', import.meta.url).href;
registerHooks({
  resolve: (name, context, next) => next(name === 'dateline-client/webhook' ? client : name, context),
});
const { revalidating } = await import('../../examples/receivers/revalidate.ts');
const { purging } = await import('../../examples/receivers/purge.ts');
const { tellingChannel } = await import('../../examples/receivers/channel.ts');

const secret = `whsec_${Buffer.alloc(32, 's').toString('base64')}`;
const changed = { type: 'article.upserted', data: { surrogateKeys: ['k1a2b3c4', 'articles'] } };
const reset = { type: 'reset', data: { cursor: '1-a' } };
const ping = { type: 'ping', data: {} };
const story = { headline: 'Rice & <salt>', url: 'https://news.example/rice' };

/** A request as Dateline sends it. */
function webhook(
  message: object,
  { id = randomUUID(), by = secret }: { id?: string; by?: string } = {},
): Request {
  const body = JSON.stringify(message);
  const timestamp = Math.floor(Date.now() / 1000);
  const key = Buffer.from(by.slice(6), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
  return new Request('https://receiver.example/', { method: 'POST', headers, body });
}

/** A stand-in on this machine that keeps what it is told. */
async function givenStandIn() {
  const told: { headers: IncomingHttpHeaders; body: string }[] = [];
  const state = { told, status: 200, url: '' };
  state.url = await serve((headers, body) => {
    told.push({ headers, body });
    return state.status;
  });
  return state;
}

/** Serves on this machine; gives the address. */
async function serve(
  answer: (headers: IncomingHttpHeaders, body: string) => number | Promise<number>,
): Promise<string> {
  const server = createServer((request, reply) => {
    void text(request)
      .then((body) => answer(request.headers, body))
      .then((status) => reply.writeHead(status).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** What a Next.js site keeps, and by which tags. */
function givenPages() {
  const pages = new Map([
    ['/rice', ['all', 'k1a2b3c4']],
    ['/', ['all', 'articles', 'k1a2b3c4', 'zzzzzzzz']],
    ['/salt', ['all', 'zzzzzzzz']],
  ]);
  function expireTag(tag: string): void {
    for (const [page, tags] of pages) if (tags.includes(tag)) pages.delete(page);
  }
  return { kept: () => [...pages.keys()], expireTag };
}

describe('a Next.js site', () => {
  it('makes anew the pages that show what has changed, and keeps the others', async () => {
    const { kept, expireTag } = givenPages();
    expect((await revalidating(secret, expireTag)(webhook(changed))).status).toBe(204);
    expect(kept()).toEqual(['/salt']);
  });

  it('makes all anew where it missed changes', async () => {
    const { kept, expireTag } = givenPages();
    await revalidating(secret, expireTag)(webhook(reset));
    expect(kept()).toEqual([]);
  });

  it('believes nobody else, and does nothing when it is tried', async () => {
    const { kept, expireTag } = givenPages();
    const other = `whsec_${Buffer.alloc(32, 'o').toString('base64')}`;
    const post = revalidating([secret], expireTag);
    expect((await post(webhook(changed, { by: other }))).status).toBe(401);
    expect((await post(webhook(ping))).status).toBe(204);
    expect(kept()).toHaveLength(3);
  });
});

describe('a CDN', () => {
  it('is told the keys of what has changed', async () => {
    const cdn = await givenStandIn();
    const post = purging(secret, { purgeUrl: cdn.url, headers: { 'fastly-key': 'abc' } });
    for (const message of [changed, ping, reset]) expect((await post(webhook(message))).status).toBe(204);
    expect(cdn.told.map(({ headers }) => [headers['fastly-key'], headers['surrogate-key']])).toEqual([
      ['abc', 'k1a2b3c4 articles'],
      ['abc', 'all'],
    ]);
  });

  it('that fails has Dateline send it again', async () => {
    const cdn = await givenStandIn();
    cdn.status = 503;
    const post = purging(secret, { purgeUrl: cdn.url, headers: {} });
    await expect(post(webhook(changed))).rejects.toThrow('The CDN answered 503.');
  });
});

describe('a channel of a chat', () => {
  it('reads what was published and what was taken down, once', async () => {
    const chat = await givenStandIn();
    const post = tellingChannel(secret, chat.url);
    const published = { ...changed, data: { ...changed.data, article: story } };
    for (const id of ['msg_1', 'msg_1', 'msg_2']) await post(webhook(published, { id }));
    const killed = { type: 'article.removed', data: { state: 'killed', notice: 'It was wrong.' } };
    for (const message of [ping, reset, { ...changed, type: 'byline.upserted' }, killed])
      await post(webhook(message));
    expect(chat.told.map(({ body }) => JSON.parse(body).text)).toEqual([
      'Rice &amp; &lt;salt&gt;\nhttps://news.example/rice',
      'Rice &amp; &lt;salt&gt;\nhttps://news.example/rice',
      'A story was taken down (killed). It was wrong.',
    ]);
  });
});

describe('a cache in front of a server', () => {
  it('that keeps answers until a webhook names their keys shows nothing that is gone', async () => {
    const house = await openHouse({ seed: 'none' });
    house.clock.set(Date.now());
    const desk = await deskOf(house, 'admin');
    const kept = new Map<string, string[]>();
    async function read(path: string): Promise<void> {
      const { headers } = await house.client.get(path);
      kept.set(path, String(headers['surrogate-key']).split(' '));
    }
    // It needs the secret, which is made for its address.
    const handlers: ((request: Request) => Promise<Response>)[] = [];
    const url = await serve(async (headers, body) => {
      const given = { method: 'POST', headers: headers as Record<string, string>, body };
      return (await handlers[0]!(new Request(url, given))).status;
    });
    const added = await desk.send('POST', '/webhooks', { body: { url } });
    const own = added.json<{ secret: string }>();
    const handler = revalidating(own.secret, (tag) => {
      for (const [path, tags] of kept) if (tags.includes(tag)) kept.delete(path);
    });
    handlers.push(handler);
    const [killed, other] = [
      await givenStory(house, { headline: 'Buses' }),
      await givenStory(house, { headline: 'Trams' }),
    ];
    await house.tellWebhooks();
    for (const path of [`/${killed}`, `/${other}`, '']) await read(`/v1/articles${path}`);
    await desk.act(killed, 'kill', { reason: 'Forged.', notice: 'Gone.' });
    await house.tellWebhooks();
    expect([...kept.keys()]).toEqual([`/v1/articles/${other}`]);
  });
});
