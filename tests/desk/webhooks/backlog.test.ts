import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { system } from '../../../src/access/system.ts';
import { events } from '../../../src/foundation/events/table.ts';
import { webhookDeliveries } from '../../../src/desk/webhooks/table.ts';
import { openWebhookJob, openWebhookTools } from '../../../src/main/webhooks.ts';
import { givenAgency } from '../../support/given.ts';
import type { House } from '../../support/house.ts';
import { onPostgres } from '../../support/postgres.ts';
import { settings } from '../../support/settings.ts';
import { openWithReceiver } from '../../support/webhooks.ts';

/** Things that happened at the desk, many of them. */
async function givenEvents(house: House, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => ({
    ...{ at: house.clock.now(), actor: system.id, action: 'section.changed', subject: `section_${index}` },
  }));
  for (let from = 0; from < count; from += 500)
    await house.play(({ tx }) => tx.insert(events).values(rows.slice(from, from + 500)));
}

describe('a webhook that is far behind', () => {
  it('keeps the message of another waiting for one part of what it is told', async () => {
    const held = Promise.withResolvers<number>();
    const { house, received, add, hooks } = await openWithReceiver(({ message }) =>
      message.type.startsWith('section') ? held.promise : 204,
    );
    const { id } = await add({ source: 'events', kinds: ['section'] });
    await add({ kinds: ['agency'] });
    await givenEvents(house, 1_500);
    const agency = await givenAgency(house);
    const job = givenJob(house);
    expect(await job.step()).toBe(0);
    expect((await hooks.get(id))['waiting']).toBeLessThan(300);
    await expect.poll(() => received.map(({ message }) => message.data['id'])).toContain(agency);
    held.resolve(204);
    job.stop();
    await job.settled();
  });

  it('is planned for up to about a thousand that wait, and for the rest once those are sent', async () => {
    const held = Promise.withResolvers<number>();
    const { house, received, add, hooks } = await openWithReceiver(() => held.promise);
    const { id } = await add({ source: 'events', kinds: ['section'] });
    await givenEvents(house, 1_300);
    const job = givenJob(house);
    await job.look();
    expect(await job.step()).toBe(200);
    expect((await hooks.get(id))['waiting']).toBeLessThan(1_200);
    // As if they had been sent.
    await house.play(({ tx }) =>
      tx.update(webhookDeliveries).set({ state: 'delivered', claimedUntil: null }),
    );
    held.resolve(204);
    await job.settled();
    await house.tellWebhooks();
    expect(received.length).toBeGreaterThan(100);
    expect(received.map(({ message }) => message.data['subject'])).toContain('section_1299');
  });
});

// Plans are SQLite's.
describe.skipIf(onPostgres)('the job', () => {
  it('looks for what is due without sorting, and walks through no table of deliveries', async () => {
    const { house, desk, add } = await openWithReceiver(() => 500);
    const { id, etag } = await add();
    await givenAgency(house);
    await house.tellWebhooks();
    await desk.send('PATCH', `/webhooks/${id}`, { etag, body: { state: 'paused' } });
    await desk.send('POST', `/webhooks/${id}/ping`);
    house.queries.length = 0;
    await add();
    await givenAgency(house, { name: 'AFP' });
    await house.tellWebhooks();
    const raw = new BetterSqlite3(house.file, { readonly: true });
    onTestFinished(() => void raw.close());
    const selects = [...new Set(house.queries)].filter((sql) =>
      /^select.*from "webhook_deliveries"/.test(sql),
    );
    const due = selects.filter((sql) => sql.includes('not exists'));
    expect(selects.length).toBeGreaterThan(4);
    expect(due.length).toBe(2);
    const plans = selects.map((sql) => ({ sql, steps: stepsOf(raw, sql) }));
    expect(plans.filter(({ steps }) => steps.some((step) => step.startsWith('SCAN')))).toEqual([]);
    const [active] = due.filter((sql) => !sql.includes('"kind" ='));
    expect(stepsOf(raw, active!)).toEqual([
      expect.stringMatching(
        /^SEARCH .* USING INDEX webhook_deliveries_waiting \(webhook_id=\? AND due_at<\?\)$/,
      ),
      expect.stringContaining('CORRELATED'),
      expect.stringContaining('webhook_deliveries_in_order (webhook_id=? AND subject=? AND seq<?)'),
    ]);
  });
});

function givenJob(house: House) {
  const tools = openWebhookTools({
    allowedHosts: ['127.0.0.1'],
    secrets: { key: Buffer.alloc(32, 7), file: undefined },
  });
  onTestFinished(() => tools.close());
  const { database, clock } = house;
  return openWebhookJob({
    database,
    clock,
    site: settings.site,
    ...tools,
    report: (error) => expect(error).toBeUndefined(),
  });
}

function stepsOf(raw: BetterSqlite3.Database, sql: string): string[] {
  const plan = raw.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
  const places = sql.match(/\?/g) ?? [];
  return plan.all(...places.map(() => 'x')).map(({ detail }) => detail);
}
