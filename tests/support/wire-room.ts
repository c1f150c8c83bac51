/** A newsroom that receives what a wire sends, as its robot, its editors and its chief see it. */
import { expect } from 'vitest';
import type { ImportReport } from '../../src/desk/imports/schema.ts';
import type { Incoming } from '../../src/desk/incoming/schema.ts';
import { deskOf, serviceDesk } from './desk.ts';
import { openHouse } from './house.ts';
import { wireItem } from './wire-item.ts';

export async function openWireRoom() {
  const house = await openHouse({ seed: 'none' });
  const wire = await serviceDesk(house, 'admin');
  const [editor, chief] = [await deskOf(house, 'editor'), await deskOf(house, 'chief')];

  /** Imports items in one request; gives their results. */
  async function sendAll(body: unknown, query = '?publish=true&change=Updated', desk = wire) {
    const answer = await desk.send('POST', `/imports${query}`, { body });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<ImportReport>().results;
  }
  async function send(body: object, query?: string, desk = wire) {
    return (await sendAll(body, query, desk))[0]!;
  }
  async function tray(query = ''): Promise<Incoming[]> {
    return (await editor.send('GET', `/incoming${query}`)).json<{ data: Incoming[] }>().data;
  }
  /** What the public reads of it; undefined when it does not. */
  async function headlineLive(): Promise<string | undefined> {
    const { data } = (await house.client.get('/v1/articles')).json<{ data: { headline: string }[] }>();
    return data[0]?.headline;
  }
  return { house, wire, editor, chief, sendAll, send, tray, headlineLive };
}

/** The cancellation of what the wire sent. */
export function wireCancels(version: number | undefined, fields: object = {}) {
  return wireItem(version, { pubStatus: 'canceled', ...fields });
}
