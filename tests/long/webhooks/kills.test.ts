import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Newsroom, openProcess } from '../../steady/server-process.ts';
import { programs } from '../../support/postgres-server.ts';
import { openPair } from '../postgres/pair.ts';
import { openReceiver, type Received } from '../../support/receiver.ts';
import {
  checkIds,
  checkOrder,
  cursorsOf,
  loggedChanges,
  newestCursor,
  persistentDesk,
  seededChance,
  startWriting,
} from './writers.ts';

const lives = Number(process.env['KILLS'] ?? 4);

/** Lets three writers change stories on servers that are killed in turn, beside a receiver that fails; then all must be told. */
async function play(newsrooms: readonly Newsroom[], secretOfKey: string): Promise<void> {
  const chance = seededChance();
  const taken: Received[] = [];
  let isMoody = true;
  const { received, url } = await openReceiver(async (message) => {
    await pause(chance() * 20);
    if (isMoody && chance() < 0.1) return chance() < 0.5 ? 500 : 429;
    taken.push(message);
    return 204;
  });
  let said = '';
  const send = persistentDesk(newsrooms, secretOfKey, chance);
  const before = await newestCursor(newsrooms[0]!.address);
  const { secret } = await send<{ secret: string }>('POST', '/v1/desk/webhooks', { url, kinds: ['article'] });
  const stopWriting = startWriting(send, 30);
  for (let life = 0; life < lives; life += 1) {
    const enough = received.length + 1 + chance() * 8;
    while (received.length < enough) await pause(5);
    const victim = newsrooms[life % newsrooms.length]!;
    await victim.kill();
    said += victim.output();
    await victim.start();
  }
  isMoody = false;
  const stories = await stopWriting();
  const changes = await loggedChanges(newsrooms[0]!.address, before);
  expect(changes.length).toBe(stories.reduce((sum, { versions }) => sum + versions, 0));
  // As long as a slow machine needs for what waits: a hundred lives leave thousands of messages.
  const timeout = 120_000 + changes.length * 100;
  await expect.poll(() => cursorsOf(taken).size, { timeout, interval: 500 }).toBe(changes.length);
  checkOrder(taken);
  checkIds(received, secret);
  expect(said + newsrooms.map((one) => one.output()).join('')).not.toContain(secret.slice('whsec_'.length));
  console.log(`${changes.length} changes, ${received.length} messages, ${taken.length} taken.`);
}

const settings = { SEED: 'none', OUTGOING_HOSTS: '127.0.0.1', LOG_LEVEL: 'trace' };
const longestMs = 300_000 + lives * 60_000;

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
