import { expect, it } from 'vitest';
import { deskOf } from '../support/desk.ts';
import { givenStory } from '../support/given.ts';
import { openHouse } from '../support/house.ts';
import { openReceiver } from '../support/receiver.ts';
import { mark } from './marked.ts';
import { plantSecrets } from './secrets.ts';
import { writeInSecret } from './write-in-secret.ts';

it('tells webhooks, and those who read what changed, nothing that the desk keeps to itself', async () => {
  const house = await openHouse();
  const desk = await deskOf(house, 'admin');
  const { received, url } = await openReceiver();
  for (const body of ['full', 'thin']) await desk.send('POST', '/webhooks', { body: { url, body } });
  const { page } = (await house.client.get('/v1/changes')).json<{ page: { next: string } }>();
  async function told(after: string): Promise<string> {
    const asked = `/v1/changes?after=${after}&limit=100&include=body`;
    const answer = await house.client.get(asked);
    await house.tellWebhooks();
    // Where a story was is told to whoever has to drop it there; its slug was public.
    const messages = received.map(({ message: { data, ...rest } }) => ({
      ...rest,
      data: { ...data, formerUrls: undefined },
    }));
    return answer.body + JSON.stringify(messages);
  }
  await plantSecrets(house);
  expect(await told(page.next)).not.toContain(mark);
  const before = received.length;
  const newest = (await house.client.get('/v1/changes')).json<{ page: { next: string } }>().page.next;
  await writeInSecret(house);
  expect(await told(newest)).not.toContain(mark);
  expect(received.length).toBe(before);
  await givenStory(house, { headline: 'In public' });
  await house.tellWebhooks();
  expect(received.length).toBe(before + 2);
});
