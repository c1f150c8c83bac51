import { describe, expect, it } from 'vitest';
import { forgetOldAnswers } from '../../../src/foundation/idempotency/store.ts';
import { deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';

const dayMs = 24 * 60 * 60 * 1000;
const sending = { body: { headline: 'Once' }, headers: { 'idempotency-key': 'one' } };

describe('an Idempotency-Key', () => {
  it('is a name among the requests of one key: another caller may use it too', async () => {
    const house = await openHouse({ seed: 'none' });
    const [one, other] = [await deskOf(house, 'editor'), await deskOf(house, 'editor')];
    const first = await one.send('POST', '/articles', sending);
    const second = await other.send('POST', '/articles', sending);
    expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
    expect(second.json().id).not.toBe(first.json().id);
    expect(second.json().createdBy).not.toEqual(first.json().createdBy);
    expect((await one.send('POST', '/articles', sending)).body).toBe(first.body);
    expect((await other.send('POST', '/articles', sending)).body).toBe(second.body);
  });

  it('belongs to one address: the same name at another is another request', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const stories = [await desk.create(), await desk.create()];
    const { headers } = sending;
    for (const { id, etag } of stories) {
      const answer = await desk.send('POST', `/articles/${id}/publish`, { etag, body: {}, headers });
      expect([answer.statusCode, answer.json().id]).toEqual([200, id]);
    }
  });

  it('has at most 255 characters', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    for (const [length, status] of [
      [255, 201],
      [256, 400],
    ] as const) {
      const headers = { 'idempotency-key': 'k'.repeat(length) };
      const answer = await desk.send('POST', '/articles', { ...sending, headers });
      expect(answer.statusCode, `${length}`).toBe(status);
      if (status === 400) expect(answer.body).toContain('255');
    }
  });

  it('is remembered for 24 hours, and means a new request after them', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const first = await desk.send('POST', '/articles', sending);
    house.clock.advance(dayMs);
    expect((await desk.send('POST', '/articles', sending)).body).toBe(first.body);
    house.clock.advance(1);
    const later = await desk.send('POST', '/articles', sending);
    expect(later.statusCode).toBe(201);
    expect(later.json().id).not.toBe(first.json().id);
  });

  it('outlives a clock that is set forward for a moment', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const first = await desk.send('POST', '/articles', sending);
    house.clock.advance(40 * dayMs);
    await desk.send('POST', '/articles', { ...sending, headers: { 'idempotency-key': '"another"' } });
    house.clock.advance(-40 * dayMs);
    expect((await desk.send('POST', '/articles', sending)).body).toBe(first.body);
    house.clock.advance(dayMs + 1);
    await house.play(forgetOldAnswers);
    house.clock.advance(-1);
    expect((await desk.send('POST', '/articles', sending)).json().id).not.toBe(first.json().id);
  });

  it('is refused for a request that asks for something else in its address', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    expect((await desk.send('POST', '/articles?body=text', sending)).statusCode).toBe(201);
    const other = await desk.send('POST', '/articles?body=html', sending);
    expect(other.statusCode).toBe(422);
    expect(other.json().type).toContain('idempotency-mismatch');
    expect((await desk.send('POST', '/articles?body=text', sending)).statusCode).toBe(201);
    expect((await desk.send('GET', '/articles?count=true')).json().page.total).toBe(1);
  });
});
