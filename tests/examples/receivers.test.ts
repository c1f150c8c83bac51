import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { registerHooks } from 'node:module';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';

const client = new URL('../../packages/client/src/client.ts', import.meta.url).href;
registerHooks({
  resolve: (name, context, next) => next(name === 'dateline-client' ? client : name, context),
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
  const server = createServer((request, reply) => {
    void text(request).then((body) => {
      told.push({ headers: request.headers, body });
      reply.writeHead(state.status).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return state;
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
