import { expect } from 'vitest';
import type { Site } from '../../src/library/site.ts';
import { deskOf } from './desk.ts';
import { openHouse } from './house.ts';
import { type Answer, openReceiver } from './receiver.ts';

type Fields = Record<string, unknown>;

/** A newsroom with a receiver, and a desk that adds webhooks to it. */
export async function openWithReceiver(answer?: Answer, site: Partial<Site> = {}) {
  const house = await openHouse({ seed: 'none', site });
  const desk = await deskOf(house, 'admin');
  const { received, url } = await openReceiver(answer);
  async function add(fields: Fields = {}): Promise<{ id: string; secret: string; etag: string }> {
    const added = await desk.send('POST', '/webhooks', { body: { url, ...fields } });
    expect(added.statusCode).toBe(201);
    return added.json();
  }
  return { house, desk, received, url, add, hooks: hooksOf(desk) };
}

/** What the desk knows of a webhook. */
export function hooksOf(desk: Awaited<ReturnType<typeof deskOf>>) {
  return {
    async get(id: string): Promise<Fields & { etag: string }> {
      return (await desk.send('GET', `/webhooks/${id}`)).json();
    },
    async deliveries(id: string, query = ''): Promise<Fields[]> {
      return (await desk.send('GET', `/webhooks/${id}/deliveries${query}`)).json<{ data: Fields[] }>().data;
    },
  };
}
