import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watchMemory } from '../../steady/normal-work.ts';
import { openProcess } from '../../steady/server-process.ts';
import { openReceiver } from '../../support/receiver.ts';
import { openChaoticReceiver } from './chaotic-receiver.ts';
import {
  checkIds,
  checkOrder,
  cursorsOf,
  loggedChanges,
  newestCursor,
  persistentDesk,
  seededChance,
  type Send,
  startWriting,
} from './writers.ts';

const path = '/changed?token=t0ken';
const patience = { timeout: 240_000, interval: 200 };
/** So much of an answer may be on its way on both sides. */
const mostRead = 64 * 1024 ** 2;
const mostMegabytes = 400;
const longestMs = 600_000;

type Webhook = { id: string; secret: string; etag: string };
type Delivery = { id: string; state: string; answer?: string };

describe('a receiver behind the chaos of slow, cut and lying connections', () => {
  it(
    'is told every change once it is well, in order per story and with one id, and holds up no other',
    async () => {
      const chance = seededChance();
      const newsroom = await openProcess({
        ...{ SEED: 'none', OUTGOING_HOSTS: '127.0.0.1', LOG_LEVEL: 'trace' },
      });
      onTestFinished(newsroom.clear);
      await newsroom.start();
      const memory = watchMemory(newsroom.pid()!);
      onTestFinished(() => void memory.stop());
      const send = persistentDesk([newsroom], newsroom.secret, chance);
      const hooks = hooksOf(send);
      function changes(): Promise<string[]> {
        return loggedChanges(newsroom.address, before);
      }

      const healthy = await openReceiver();
      const bait = await openReceiver();
      const [one, other] = [
        await openChaoticReceiver(chance, bait.url),
        await openChaoticReceiver(chance, bait.url),
      ];
      const [behindTls, behindHttp] = [await openReceiver(), await openReceiver()];
      const before = await newestCursor(newsroom.address);
      const toHealthy = await hooks.add(healthy.url);
      const toOne = await hooks.add(`http://127.0.0.1:${one.port}${path}`);
      const toOther = await hooks.add(`http://127.0.0.1:${other.port}${path}`, 'full');
      const toTls = await hooks.add(`http://127.0.0.1:${await openTls()}${path}`);
      const toHttp = await hooks.add(behindHttp.url.replace('http:', 'https:'));

      const stopWriting = startWriting(send, 300);
      await expect.poll(() => [...one.left, ...other.left], patience).toEqual([]);
      one.fallSilent();
      other.fallSilent();
      const former = (await changes()).length;
      await expect.poll(async () => (await changes()).length, patience).toBeGreaterThan(former);
      const chaotic = await changes();
      const newest = chaotic.at(-1);
      await expect.poll(() => missing(chaotic, healthy.received), patience).toEqual([]);
      for (const messages of [one.taken, other.taken, behindTls.received, behindHttp.received])
        expect(cursorsOf(messages)).not.toContain(newest);

      one.recover();
      other.recover();
      // What waits of a story is tried at once when that changes again.
      await expect.poll(() => missing(chaotic, other.taken), patience).toEqual([]);
      const stories = await stopWriting();
      await hooks.move(toTls.id, behindTls.url);
      await hooks.move(toHttp.id, behindHttp.url);
      await expect.poll(() => hooks.redeliver(toOne.id), patience).toBe(false);

      const all = await changes();
      expect(all.length).toBe(stories.reduce((sum, { versions }) => sum + versions, 0));
      const told = [
        { webhook: toHealthy, received: healthy.received, taken: healthy.received },
        { webhook: toOne, ...one },
        { webhook: toOther, ...other },
        { webhook: toTls, received: behindTls.received, taken: behindTls.received },
        { webhook: toHttp, received: behindHttp.received, taken: behindHttp.received },
      ];
      for (const { webhook, received, taken } of told) {
        await expect.poll(() => hooks.deliveries(webhook.id, 'waiting'), patience).toEqual([]);
        expect(await hooks.deliveries(webhook.id, 'failed')).toEqual([]);
        expect(missing(all, taken)).toEqual([]);
        checkOrder(received);
        checkIds(received, webhook.secret);
      }
      for (const { paths } of [one, other]) expect([...paths]).toEqual([`POST ${path}`]);
      expect(bait.received).toEqual([]);

      const answers = (
        await Promise.all([toOne, toOther].map(({ id }) => hooks.deliveries(id, 'delivered')))
      ).flatMap((rows) => rows.map(({ answer = '' }) => answer.length));
      expect(Math.max(...answers)).toBe(1024);
      expect(Math.max(one.longest(), other.longest())).toBeLessThan(mostRead);
      const megabytes = memory.stop();
      expect(megabytes).toBeLessThan(mostMegabytes);
      checkLog(newsroom.output(), [newsroom.secret, ...told.map(({ webhook }) => webhook.secret), 't0ken']);
      console.log(
        `${all.length} changes, ${told.map(({ received }) => received.length).join(' + ')} messages, ${megabytes} MB.`,
      );
    },
    longestMs,
  );
});

/** What the desk does with webhooks. */
function hooksOf(send: Send) {
  async function deliveries(id: string, state: string): Promise<Delivery[]> {
    const found: Delivery[] = [];
    let after = '';
    for (;;) {
      const { data, page } = await send<{ data: Delivery[]; page: { next?: string } }>(
        'GET',
        `/v1/desk/webhooks/${id}/deliveries?limit=100&state=${state}${after}`,
      );
      found.push(...data);
      if (page.next === undefined) return found;
      after = `&cursor=${page.next}`;
    }
  }

  return {
    add(url: string, body = 'thin'): Promise<Webhook> {
      return send('POST', '/v1/desk/webhooks', { url, body, kinds: ['article'] });
    },
    async move(id: string, url: string): Promise<void> {
      const { etag } = await send<Webhook>('GET', `/v1/desk/webhooks/${id}`);
      await send('PATCH', `/v1/desk/webhooks/${id}`, { url }, { 'if-match': etag });
    },
    /** Sends again what waits first, and with it all that waits; gives whether anything did. */
    async redeliver(id: string): Promise<boolean> {
      const waiting = (await deliveries(id, 'waiting')).at(-1);
      if (waiting) await send('POST', `/v1/desk/webhooks/${id}/redeliver`, { delivery: waiting.id });
      return waiting !== undefined;
    },
    deliveries,
  };
}

/** The changes that nobody was told of. */
function missing(changes: string[], told: Parameters<typeof cursorsOf>[0]): string[] {
  const cursors = cursorsOf(told);
  return changes.filter((cursor) => !cursors.has(cursor));
}

/** The port of something that speaks TLS alone. */
async function openTls(): Promise<number> {
  const server = createTlsServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** No error was logged, nothing that nobody has handled, and no secret. */
function checkLog(log: string, secrets: string[]): void {
  const levels = log
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => (JSON.parse(line) as { level: number }).level);
  expect(Math.max(...levels)).toBeLessThan(50);
  expect(log).not.toMatch(/"stack"|(\\n|\n) +at |nhandled/);
  for (const secret of secrets) expect(log).not.toContain(secret.replace('whsec_', ''));
}
