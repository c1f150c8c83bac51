import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createRetentionJob } from '../../../src/desk/retention/job.ts';
import { signedHeaders } from '../../../src/desk/webhooks/sending/sign.ts';
import { system } from '../../../src/access/system.ts';
import { liveSlugs } from '../../../src/edition/articles/table.ts';
import { surrogateKeyOf } from '../../../src/foundation/http/answer/surrogate-keys.ts';
import { givenAgency, givenCopy, givenSection, givenStory, givenUpdate } from '../../support/given.ts';
import { verify } from '../../support/receiver.ts';
import { openWithReceiver } from '../../support/webhooks.ts';

const secondMs = 1_000;
const hourMs = 3_600_000;

describe('what webhooks are told', () => {
  it('is each public change, signed as the reference library verifies it, and no draft', async () => {
    const { house, desk, received, add, hooks } = await openWithReceiver();
    const { id: hook, secret } = await add();
    await givenCopy(house, { headline: 'Not yet' });
    const story = await givenStory(house, { headline: 'Buses' });
    await house.tellWebhooks();
    await desk.patch(story, { slug: 'trams' });
    await desk.act(story, 'publish', { change: { kind: 'refile', text: 'Another address.' } });
    await desk.act(story, 'kill', { reason: 'Forged.', notice: 'Removed.' });
    await house.tellWebhooks();
    expect(received.map(({ message }) => message.type)).toEqual([
      ...['article.upserted', 'article.removed', 'article.removed'],
    ]);
    for (const one of received) verify(secret, one);
    const [first, , last] = received.map(({ message }) => message);
    expect(first!.data).toMatchObject({ kind: 'article', id: story, action: 'upserted' });
    expect(first!.data['url']).toContain('buses');
    expect(last!.data).toMatchObject({
      id: story,
      state: 'killed',
      surrogateKeys: expect.arrayContaining([surrogateKeyOf(story)]),
    });
    expect(last!.data['formerUrls']).toEqual([
      expect.stringContaining('buses'),
      expect.stringContaining('trams'),
    ]);
    expect(received.map(({ message }) => message.sequence)).toEqual(
      received.map(({ message }) => message.sequence).toSorted((a, b) => a - b),
    );
    expect(received.map(({ text }) => text).join()).not.toContain('Not yet');
    expect(await hooks.deliveries(hook, '?state=delivered')).toMatchObject([
      { state: 'delivered', status: 204, attempts: 1, subject: story },
      {},
      {},
    ]);
  });

  it('names every address that a story had in each of its sections, and none of sections that were drafts', async () => {
    const storyUrl = 'https://news.example/{locale}/{section}/{slug}';
    const { house, desk, received, add } = await openWithReceiver(undefined, { storyUrl });
    await add({ kinds: ['article'] });
    const ids: string[] = [];
    for (const name of ['One', 'Two', 'Three', 'Four']) ids.push(await givenSection(house, { name }));
    const [one, two, three, four] = ids;
    const { id } = await desk.create({ headline: 'Buses', section: four });
    const had: string[] = [];
    async function look(): Promise<void> {
      had.push((await house.client.get(`/v1/articles/${id}`)).json<{ url: string }>().url);
    }
    async function change(changes: object): Promise<void> {
      await desk.patch(id, changes);
      await desk.act(id, 'publish', { change: { kind: 'refile', text: 'Elsewhere.' } });
      await look();
    }
    await desk.patch(id, { section: one });
    await desk.act(id, 'publish', {});
    await look();
    await house.tellWebhooks();
    expect(received[0]!.message.data).toMatchObject({ url: had[0] });
    expect(received[0]!.message.data).not.toHaveProperty('formerUrls');
    for (const section of [two, three]) await change({ section });
    for (const body of [{ slug: 'drei' }, { slug: 'trois' }, { hidden: true }, { hidden: false }]) {
      const { headers } = await desk.send('GET', `/sections/${three}`);
      await desk.send('PATCH', `/sections/${three}?confirm=true`, { etag: String(headers.etag), body });
      await look();
    }
    expect(had.map((url) => url.split('/')[4])).toEqual([
      ...['one', 'two', 'three', 'drei', 'trois', 'news', 'trois'],
    ]);
    await change({ slug: 'trams', section: one });
    await desk.act(id, 'kill', { reason: 'Forged.', notice: 'Removed.' });
    await house.tellWebhooks();
    const last = received.at(-1)!.message.data['formerUrls'] as string[];
    expect(last).toEqual(expect.arrayContaining(had));
    expect(last.filter((url) => url.endsWith('/buses')).sort()).toEqual(
      [...new Set(had.slice(0, -1))].sort(),
    );
    expect(last.join()).not.toContain('four');
  });

  it('names a hundred addresses at most', async () => {
    const { house, received, add } = await openWithReceiver();
    await add({ kinds: ['article'] });
    const id = await givenStory(house, { headline: 'Buses' });
    await house.play(async ({ tx }) => {
      const slugs = Array.from({ length: 120 }, (_, n) => ({
        locale: 'en',
        slug: `buses-${n}`,
        articleId: id,
      }));
      await tx.insert(liveSlugs).values(slugs);
    });
    await house.tellWebhooks();
    expect(received[0]!.message.data['formerUrls']).toHaveLength(100);
  });

  it('is whole where that is asked, and thin again where it would be too long', async () => {
    const { house, received, add } = await openWithReceiver();
    await add({ body: 'full' });
    await givenStory(house, { headline: 'Short', bodyText: 'A few words.' });
    await givenStory(house, { headline: 'Long', bodyText: 'Many words, again and again. '.repeat(9_000) });
    await house.tellWebhooks();
    const [short, long] = received.map(({ message }) => message.data);
    expect(short!['article']).toMatchObject({ headline: 'Short', body: [{}] });
    expect(long).not.toHaveProperty('article');
    expect(Math.max(...received.map(({ text }) => text.length))).toBeLessThan(256 * 1024);
  });

  it('is narrowed by kind, section, agency, language and weight', async () => {
    const { house, add, hooks } = await openWithReceiver();
    const [world, agency] = [await givenSection(house, { name: 'World' }), await givenAgency(house)];
    const asia = await givenSection(house, { name: 'Asia', parent: world });
    const narrowed = [
      { kinds: ['agency'] },
      { sections: ['world'] },
      { agencies: [agency] },
      { locales: ['de'] },
      { kinds: ['article'], material: true },
    ];
    const names: string[] = [];
    for (const fields of narrowed) names.push((await add(fields)).id);
    const inAsia = await givenStory(house, { section: asia });
    const sent = await givenStory(house, { agency });
    const german = await givenStory(house, { locale: 'de' });
    const refiled = await givenStory(house);
    await givenUpdate(house, refiled, { headline: 'Again' }, { kind: 'refile', text: 'A letter.' });
    const other = await givenAgency(house, { name: 'AFP' });
    await house.tellWebhooks();
    const things = await Promise.all(
      names.map(async (id) => (await hooks.deliveries(id)).map(({ subject }) => subject).reverse()),
    );
    expect(things).toEqual([[other], [inAsia], [sent], [german], [inAsia, sent, german, refiled]]);
  });

  it('is what is of an agency also under the names that it had before a merge', async () => {
    const { house, desk, add, hooks } = await openWithReceiver();
    const [former, agency] = [await givenAgency(house), await givenAgency(house, { name: 'AFP' })];
    const story = await givenStory(house, { agency: former });
    const names = [
      (await add({ kinds: ['article'], agencies: [former] })).id,
      (await add({ kinds: ['article'], agencies: [agency] })).id,
    ];
    const { etag } = (await desk.send('GET', `/agencies/${former}`)).json<{ etag: string }>();
    const merged = await desk.send('POST', `/agencies/${former}/merge`, { etag, body: { into: agency } });
    expect(merged.statusCode).toBe(200);
    await desk.act(story, 'kill', { reason: 'Forged.', notice: 'Removed.' });
    const later = await givenStory(house, { agency });
    await house.tellWebhooks();
    for (const id of names)
      expect((await hooks.deliveries(id)).map(({ subject }) => subject)).toEqual([later, story]);
  });

  it('is once more what has left an agency, and then no more of it', async () => {
    const { house, desk, add, hooks } = await openWithReceiver();
    const [agency, other] = [await givenAgency(house), await givenAgency(house, { name: 'Other' })];
    const { id: hook } = await add({ agencies: [agency] });
    const id = await givenStory(house, { headline: 'Buses', agency });
    await desk.patch(id, { agency: other });
    const change = { kind: 'refile', text: 'Of another agency.' };
    await desk.act(id, 'publish', { change });
    await house.tellWebhooks();
    expect(await hooks.deliveries(hook)).toMatchObject([{ subject: id }, { subject: id }]);
    await desk.act(id, 'publish', { change });
    await desk.act(id, 'kill', { reason: 'Forged.', notice: 'Removed.' });
    await house.tellWebhooks();
    expect(await hooks.deliveries(hook)).toHaveLength(2);
  });

  it('is events of the desk, where that is asked', async () => {
    const { house, received, add } = await openWithReceiver();
    await add({ source: 'events', kinds: ['article.created'], body: 'full' });
    const id = await givenCopy(house, { headline: 'Draft' });
    await house.tellWebhooks();
    expect(received.map(({ message }) => message)).toMatchObject([
      { type: 'article.created', data: { action: 'article.created', subject: id } },
    ]);
  });

  it('is signed as the vector of Standard Webhooks', async () => {
    const vector = JSON.parse(
      await readFile('tests/fixtures/standard-webhooks-vector.json', 'utf8'),
    ) as Record<string, string>;
    const message = {
      id: vector['webhook-id']!,
      at: Number(vector['webhook-timestamp']) * 1000,
      body: vector['body']!,
    };
    expect(signedHeaders(message, [vector['secret']!])).toEqual({
      'webhook-id': vector['webhook-id'],
      'webhook-timestamp': vector['webhook-timestamp'],
      'webhook-signature': vector['webhook-signature'],
    });
  });

  it('is signed by two secrets for a day after a rotation', async () => {
    const { house, desk, received, add } = await openWithReceiver();
    const { id, secret: former } = await add();
    const { secret } = (await desk.send('POST', `/webhooks/${id}/rotate-secret`)).json<{ secret: string }>();
    await desk.send('POST', `/webhooks/${id}/ping`);
    await house.tellWebhooks();
    house.clock.advance(25 * hourMs);
    await desk.send('POST', `/webhooks/${id}/ping`);
    await house.tellWebhooks();
    const [during, after] = received;
    for (const one of [secret, former]) verify(one, during!);
    verify(secret, after!);
    expect(() => verify(former, after!)).toThrow();
    expect(() => verify(secret, { ...after!, text: `${after!.text} ` })).toThrow();
  });
});

describe('a webhook that fails', () => {
  it('is tried again with growing pauses and the same id, and what comes later of the same thing waits', async () => {
    let status = 500;
    const { house, received, add, hooks } = await openWithReceiver(() => status);
    const { id } = await add({ kinds: ['article'] });
    const story = await givenStory(house);
    await house.tellWebhooks();
    await givenUpdate(house, story, { headline: 'Again' });
    const other = await givenStory(house);
    await house.tellWebhooks();
    expect(received.map(({ message }) => message.data['id']).toSorted()).toEqual(
      [story, story, other].toSorted(),
    );
    house.clock.advance(5 * secondMs - 1);
    await house.tellWebhooks();
    expect(received).toHaveLength(3);
    house.clock.advance(1);
    await house.tellWebhooks();
    expect(received).toHaveLength(5);
    expect(await hooks.get(id)).toMatchObject({
      state: 'active',
      failingSince: expect.any(String),
      waiting: 3,
    });
    status = 200;
    house.clock.advance(30 * secondMs);
    await house.tellWebhooks();
    expect(await hooks.get(id)).toMatchObject({ waiting: 0 });
    const ofStory = received.filter(({ message }) => message.data['id'] === story);
    expect(ofStory.map((one) => one.id === ofStory[0]!.id)).toEqual([true, true, true, true, false]);
    expect(await hooks.get(id)).not.toHaveProperty('failingSince');
  });

  it('is given up after the ninth try, and its delivery can be sent again', async () => {
    const { house, desk, received, add, hooks } = await openWithReceiver(() =>
      received.length < 10 ? 503 : 200,
    );
    const { id } = await add();
    await givenStory(house);
    for (const hours of [0, 0.1, 0.1, 0.1, 1, 2, 7, 25, 0]) {
      house.clock.advance(hours * hourMs);
      await house.tellWebhooks();
    }
    // Two days later it would be the ninth, but nothing has succeeded for three days by then.
    house.clock.advance(48 * hourMs);
    await house.tellWebhooks();
    expect(received).toHaveLength(9);
    const [failed] = await hooks.deliveries(id);
    expect(failed).toMatchObject({ state: 'failed', attempts: 9, status: 503, answer: 'Thanks' });
    expect(await hooks.get(id)).toMatchObject({ state: 'disabled', disabledBecause: 'failing' });
    expect((await house.client.get('/health/ready')).json()).toMatchObject({ degraded: ['webhooks'] });
    const { etag } = await hooks.get(id);
    await desk.send('PATCH', `/webhooks/${id}`, { etag, body: { state: 'active' } });
    for (const [delivery, status] of [
      [failed!['id'], 200],
      ['msg_of_nobody', 404],
    ]) {
      const again = await desk.send('POST', `/webhooks/${id}/redeliver`, { body: { delivery } });
      expect(again.statusCode).toBe(status);
    }
    await house.tellWebhooks();
    house.clock.advance(6 * secondMs);
    await house.tellWebhooks();
    expect(new Set(received.map((one) => one.id)).size).toBe(1);
    expect(await hooks.deliveries(id)).toMatchObject([{ state: 'delivered' }]);
    const { data } = (await desk.send('GET', '/events?action=webhook.disabled')).json<{ data: unknown[] }>();
    expect(data).toMatchObject([{ subject: id, data: { because: 'failing' } }]);
  });

  it('is disabled when it answers 410, and goes on where it was when it is active again', async () => {
    let status = 410;
    const { house, desk, received, add, hooks } = await openWithReceiver(() => status);
    const { id } = await add();
    const gone = await givenStory(house);
    await house.tellWebhooks();
    const later = await givenStory(house);
    await house.tellWebhooks();
    expect([received.length, await hooks.get(id)]).toMatchObject([
      1,
      { state: 'disabled', disabledBecause: 'gone' },
    ]);
    expect((await house.client.get('/health/ready')).json()).toEqual({ status: 'ok' });
    status = 200;
    const { etag } = await hooks.get(id);
    const refused = await desk.send('POST', `/webhooks/${id}/redeliver`, {
      body: { since: '2020-01-01T00:00:00Z' },
    });
    expect(refused.statusCode).toBe(409);
    await desk.send('PATCH', `/webhooks/${id}`, { etag, body: { state: 'active' } });
    await house.tellWebhooks();
    expect(received.map(({ message }) => message.data['id']).toSorted()).toEqual(
      [gone, gone, later].toSorted(),
    );
    expect(await hooks.get(id)).not.toHaveProperty('disabledBecause');
  });

  it('keeps no other waiting: two are sent at a time', async () => {
    const held = Promise.withResolvers<number>();
    const { house, received, add } = await openWithReceiver(({ message }) =>
      message.data['kind'] === 'article' ? held.promise : 200,
    );
    await add({ kinds: ['article'] });
    await add({ kinds: ['agency'] });
    for (let count = 0; count < 3; count += 1) await givenStory(house);
    const agency = await givenAgency(house);
    const telling = house.tellWebhooks();
    await expect.poll(() => received.map(({ message }) => message.data['id'])).toContain(agency);
    await expect.poll(() => received.length).toBe(3);
    held.resolve(200);
    await telling;
    expect(received).toHaveLength(4);
  });
});

describe('all since a moment', () => {
  it('is sent again in its order, with the same ids', async () => {
    const { house, desk, received, add } = await openWithReceiver();
    const { id } = await add({ kinds: ['article'] });
    await givenStory(house);
    await house.tellWebhooks();
    house.clock.advance(hourMs);
    const since = new Date(house.clock.now()).toISOString();
    const story = await givenStory(house);
    await givenUpdate(house, story, { headline: 'Again' });
    await house.tellWebhooks();
    const answer = await desk.send('POST', `/webhooks/${id}/redeliver`, { body: { since } });
    expect(answer.json()).toEqual({ waiting: 2 });
    await house.tellWebhooks();
    const ids = received.map((one) => one.id);
    expect(ids.slice(3)).toEqual(ids.slice(1, 3));
    expect((await desk.send('POST', `/webhooks/${id}/redeliver`, { body: {} })).statusCode).toBe(400);
  });
});

describe('a webhook that was paused for longer than the log is kept', () => {
  it('is told so, and what it was told is dropped with the log', async () => {
    const { house, desk, received, add, hooks } = await openWithReceiver();
    const { id, etag } = await add();
    await givenStory(house);
    await house.tellWebhooks();
    await desk.send('PATCH', `/webhooks/${id}`, { etag, body: { state: 'paused' } });
    await givenStory(house);
    await house.tellWebhooks();
    expect(received).toHaveLength(1);
    house.clock.advance(40 * 24 * hourMs);
    await givenStory(house);
    const { database, clock } = house;
    async function isSteady() {
      return true;
    }
    await createRetentionJob({
      database,
      clock,
      actor: system,
      keepDays: undefined,
      keepChangesDays: 30,
      isSteady,
    })();
    expect(await hooks.deliveries(id)).toEqual([]);
    const paused = await hooks.get(id);
    await desk.send('PATCH', `/webhooks/${id}`, { etag: paused.etag, body: { state: 'active' } });
    await house.tellWebhooks();
    expect(received[1]!.message).toMatchObject({ type: 'reset', data: { cursor: expect.any(String) } });
  });
});
