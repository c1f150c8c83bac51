import { inArray } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { system } from '../../../src/access/system.ts';
import { createRetentionJob } from '../../../src/desk/retention/job.ts';
import { changes } from '../../../src/foundation/changes/table.ts';
import { openWebhookJob, openWebhookTools } from '../../../src/main/webhooks.ts';
import { givenStory, givenUpdate } from '../../support/given.ts';
import { settings } from '../../support/settings.ts';
import { openWithReceiver } from '../../support/webhooks.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A webhook whose receiver has failed for an hour, so that what waits is not due for another one. */
async function openFailing() {
  const answers = { status: 503 };
  const room = await openWithReceiver(() => answers.status);
  const { id, etag } = await room.add({ kinds: ['article'] });
  const story = await givenStory(room.house);
  for (const minutes of [0, 1, 1, 3, 15]) {
    room.house.clock.advance(minutes * minuteMs);
    await room.house.tellWebhooks();
  }
  expect(room.received).toHaveLength(5);
  answers.status = 204;
  function told(): unknown[] {
    return room.received.slice(5).map(({ message }) => message.data['id'] ?? message.type);
  }
  return { ...room, id, etag, story, answers, told };
}

describe('what waits is tried at once', () => {
  it('when something else succeeds after two minutes of failures, and no try is used up', async () => {
    const { house, hooks, id, story, answers, told } = await openFailing();
    answers.status = 204;
    const other = await givenStory(house);
    await house.tellWebhooks();
    expect(told()).toEqual([other, story]);
    const [, first] = await hooks.deliveries(id);
    expect(first).toMatchObject({ subject: story, state: 'delivered', attempts: 5 });
  });

  it('when the same thing has changed, such as by a kill', async () => {
    const { house, desk, hooks, id, story, answers, told } = await openFailing();
    await desk.act(story, 'kill', { reason: 'Forged.', notice: 'Removed.' });
    await house.tellWebhooks();
    expect(told()).toEqual([story, story]);
    expect(await hooks.get(id)).toMatchObject({ waiting: 0 });
    answers.status = 503;
    const poor = await givenStory(house);
    await house.tellWebhooks();
    await givenUpdate(house, poor, { headline: 'Again' });
    await house.tellWebhooks();
    expect((await hooks.deliveries(id, '?state=waiting')).map(({ attempts }) => attempts)).toEqual([0, 1]);
  });

  it.each([
    ['the address has changed', 'PATCH', '', { url: '' }],
    ['it was paused', 'PATCH', '', { state: 'active' }],
    ['the secret is rotated', 'POST', '/rotate-secret', undefined],
    ['all since a moment is sent again', 'POST', '/redeliver', { since: '2030-01-01T00:00:00Z' }],
    ['one is sent again', 'POST', '/redeliver', { delivery: '' }],
  ] as const)('when %s', async (_what, method, path, body) => {
    const { house, desk, hooks, url, id, etag, story, told } = await openFailing();
    const [waiting] = await hooks.deliveries(id);
    const sent = {
      ...body,
      ...(body && 'url' in body && { url: `${url}&new=1` }),
      ...(body && 'delivery' in body && { delivery: waiting!['id'] }),
    };
    let match = etag;
    if (body && 'state' in body)
      match = (await desk.send('PATCH', `/webhooks/${id}`, { etag, body: { state: 'paused' } })).json<{
        etag: string;
      }>().etag;
    const answer = await desk.send(method, `/webhooks/${id}${path}`, {
      ...(method === 'PATCH' && { etag: match }),
      ...(body && { body: sent }),
    });
    expect(answer.statusCode).toBe(200);
    await house.tellWebhooks();
    expect(told()).toEqual([story]);
    expect(await hooks.deliveries(id)).toMatchObject([
      { state: 'delivered', attempts: path === '' || path ? 1 : 0 },
    ]);
  });

  it('and is given up after four days, though tries were added', async () => {
    let poor = '';
    const { house, add, hooks } = await openWithReceiver(({ message }) =>
      message.data['id'] === poor ? 500 : 204,
    );
    const { id } = await add({ kinds: ['article'] });
    poor = await givenStory(house);
    await house.tellWebhooks();
    for (let hours = 0; hours < 100; hours += 4) {
      house.clock.advance(4 * hourMs);
      await givenUpdate(
        house,
        poor,
        { headline: `After ${hours} hours` },
        { kind: 'refile', text: 'A letter.' },
      );
      await givenStory(house);
      await house.tellWebhooks();
    }
    expect((await hooks.deliveries(id, '?state=failed')).map(({ subject }) => subject)).toEqual([poor]);
    expect(await hooks.get(id)).toMatchObject({ state: 'active' });
  });
});

describe('a webhook that answers 410', () => {
  it('keeps that message, and the one beside it, for when it is active again', async () => {
    const both = Promise.withResolvers<number>();
    const { house, desk, received, add, hooks } = await openWithReceiver(() =>
      received.length > 2 ? 204 : both.promise,
    );
    const { id } = await add({ kinds: ['article'] });
    const stories = [await givenStory(house), await givenStory(house)];
    const telling = house.tellWebhooks();
    await expect.poll(() => received.length).toBe(2);
    both.resolve(410);
    await telling;
    expect(await hooks.get(id)).toMatchObject({ state: 'disabled', disabledBecause: 'gone', waiting: 2 });
    const { etag } = await hooks.get(id);
    await desk.send('PATCH', `/webhooks/${id}`, { etag, body: { state: 'active' } });
    await house.tellWebhooks();
    expect(new Set(received.slice(2).map(({ message }) => message.data['id']))).toEqual(new Set(stories));
  });
});

describe('a test', () => {
  it('neither begins a failure nor ends one, but 410 to it disables', async () => {
    let status = 500;
    const { house, desk, add, hooks } = await openWithReceiver(() => status);
    const { id } = await add({ kinds: ['article'] });
    async function ping(): Promise<void> {
      await desk.send('POST', `/webhooks/${id}/ping`);
      await house.tellWebhooks();
    }
    await ping();
    expect(await hooks.get(id)).not.toHaveProperty('failingSince');
    await givenStory(house);
    await house.tellWebhooks();
    status = 204;
    await ping();
    expect(await hooks.get(id)).toHaveProperty('failingSince');
    status = 500;
    house.clock.advance(80 * hourMs);
    await desk.send('POST', `/webhooks/${id}/ping`);
    expect(await hooks.get(id)).toMatchObject({ state: 'active' });
    status = 410;
    await ping();
    expect(await hooks.get(id)).toMatchObject({ state: 'disabled' });
  });
});

describe('what tells of something that is no longer kept', () => {
  it('ends at once, and what waits is not dropped before', async () => {
    const { house, desk, received, add, hooks } = await openWithReceiver(() => 500);
    const { id, etag } = await add({ kinds: ['article'] });
    await givenStory(house);
    await house.tellWebhooks();
    await desk.send('PATCH', `/webhooks/${id}`, { etag, body: { state: 'paused' } });
    house.clock.advance(40 * 24 * hourMs);
    const { database, clock } = house;
    await createRetentionJob({
      ...{ database, clock, actor: system, keepDays: undefined, keepChangesDays: 30 },
      isSteady: () => Promise.resolve(true),
    })();
    expect(await hooks.deliveries(id)).toMatchObject([{ state: 'waiting' }]);
    await house.play(({ tx }) => tx.delete(changes));
    const paused = await hooks.get(id);
    await desk.send('PATCH', `/webhooks/${id}`, { etag: paused.etag, body: { state: 'active' } });
    await givenStory(house);
    await house.tellWebhooks();
    const ended = await hooks.deliveries(id, '?state=failed');
    expect(ended).toMatchObject([
      { state: 'failed', attempts: 0, error: 'What it tells of is no longer kept.' },
    ]);
    expect(received.map(({ message }) => message.type)).toEqual(['article.upserted', 'reset']);
  });

  it('has the webhook told once to begin anew', async () => {
    let status = 500;
    const { house, received, add, hooks } = await openWithReceiver(() => status);
    const { id } = await add({ kinds: ['article'] });
    for (const headline of ['One', 'Two', 'Three']) await givenStory(house, { headline });
    await house.tellWebhooks();
    const waiting = await hooks.deliveries(id, '?state=waiting');
    const [third, ...gone] = waiting.map(({ sequence }) => sequence as number);
    expect(gone).toHaveLength(2);
    await house.play(({ tx }) => tx.delete(changes).where(inArray(changes.seq, gone)));
    [status, received.length] = [204, 0];
    house.clock.advance(hourMs);
    await house.tellWebhooks();
    expect(await hooks.deliveries(id, '?state=failed')).toMatchObject(gone.map((sequence) => ({ sequence })));
    const told = received.map(({ message }) => [message.type, message.sequence]);
    expect(told.toSorted()).toEqual([
      ['article.upserted', third],
      ['reset', third],
    ]);
  });
});

describe('the log', () => {
  it('says once that a webhook begins to fail, and that it is disabled, with no more of its address than the host', async () => {
    let status = 500;
    const { house, add } = await openWithReceiver(() => status);
    const { id } = await add({ kinds: ['article'] });
    const tools = openWebhookTools({
      allowedHosts: ['127.0.0.1'],
      secrets: { key: Buffer.alloc(32, 7), file: undefined },
    });
    onTestFinished(() => tools.close());
    const said: [object, string][] = [];
    const { database, clock, reported } = house;
    const job = openWebhookJob({
      ...{ database, clock, site: settings.site, ...tools },
      report: (error) => void reported.push({ error }),
      warn: (...one) => void said.push(one),
    });
    for (const next of [500, 500, 410]) {
      status = next;
      await givenStory(house);
      await job.look();
      await job.settled();
    }
    const of = { webhook: id, host: expect.stringMatching(/^127\.0\.0\.1:\d+$/) };
    expect(said).toEqual([
      [of, 'a webhook fails; it is tried again'],
      [of, 'a webhook is disabled, since it answered 410'],
    ]);
  });
});
