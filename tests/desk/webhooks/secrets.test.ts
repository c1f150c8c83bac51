import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { webhooks } from '../../../src/desk/webhooks/table.ts';
import { openSecrets } from '../../../src/foundation/secrets/secrets.ts';
import { givenStory } from '../../support/given.ts';
import { verify } from '../../support/receiver.ts';
import { openWithReceiver } from '../../support/webhooks.ts';

const hourMs = 3_600_000;

describe('a webhook whose secret cannot be read', () => {
  it('is told nothing and does not fail, until the key is back or the secret is rotated', async () => {
    const { house, desk, received, add, hooks } = await openWithReceiver();
    const { id, secret } = await add({ kinds: ['article'] });
    function seal(key: number): Promise<unknown> {
      const sealed = openSecrets({ key: Buffer.alloc(32, key), file: undefined }).seal(secret);
      return house.play(({ tx }) => tx.update(webhooks).set({ secret: sealed }).where(eq(webhooks.id, id)));
    }
    await seal(8);
    const story = await givenStory(house);
    await house.tellWebhooks();
    expect(received).toEqual([]);
    expect(await hooks.deliveries(id)).toMatchObject([{ state: 'waiting', attempts: 0 }]);
    expect(await hooks.get(id)).toMatchObject({ state: 'active', needsSecret: true });
    expect(await hooks.get(id)).not.toHaveProperty('failingSince');
    expect((await house.client.get('/health/ready')).json()).toMatchObject({ degraded: ['webhooks'] });
    const refused = await desk.send('POST', `/webhooks/${id}/ping`);
    expect([refused.statusCode, refused.body]).toEqual([
      409,
      expect.stringContaining('Bring that back, or rotate'),
    ]);
    await seal(7);
    await house.tellWebhooks();
    expect(received.map(({ message }) => message.data['id'])).toEqual([story]);
    await seal(8);
    const later = await givenStory(house);
    await house.tellWebhooks();
    const rotated = (await desk.send('POST', `/webhooks/${id}/rotate-secret`)).json<{ secret: string }>();
    await house.tellWebhooks();
    expect(received.map(({ message }) => message.data['id'])).toEqual([story, later]);
    verify(rotated.secret, received[1]!);
  });
});

describe('a secret that is rotated twice within a day', () => {
  it('leaves the first one signing until its end, and replaces the second', async () => {
    const { house, desk, received, add } = await openWithReceiver();
    const { id, secret: first } = await add();
    async function rotate() {
      return (await desk.send('POST', `/webhooks/${id}/rotate-secret`)).json<Record<string, string>>();
    }
    const second = await rotate();
    house.clock.advance(hourMs);
    const third = await rotate();
    expect(third['formerSecretUntil']).toBe(second['formerSecretUntil']);
    await desk.send('POST', `/webhooks/${id}/ping`);
    await house.tellWebhooks();
    for (const secret of [first, third['secret']!]) verify(secret, received[0]!);
    expect(() => verify(second['secret']!, received[0]!)).toThrow();
  });
});
