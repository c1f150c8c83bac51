import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { changesOn } from '../../../support/at-desk.ts';
import { openHouse } from '../../../support/house.ts';
import { faultsOf } from '../../../support/walk.ts';

const embargoUntil = '2026-11-23T14:00:00Z';

describe('POST /v1/desk/articles/{article}/break-embargo', () => {
  it('lifts the embargo at once, on record, and publishes nothing', async () => {
    const house = await openHouse({ seed: 'none' });
    const [editor, chief] = [await deskOf(house, 'editor'), await deskOf(house, 'chief')];
    const { id } = await editor.create({ embargoUntil });
    expect((await editor.act(id, 'publish', {})).statusCode).toBe(409);
    const broken = await chief.act(id, 'break-embargo', { reason: 'It leaked elsewhere.' });
    expect(broken.statusCode).toBe(200);
    expect(broken.json()).not.toHaveProperty('embargoUntil');
    expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(404);
    const [event] = (await chief.send('GET', `/articles/${id}/history`)).json().data;
    expect(event).toMatchObject({
      action: 'article.embargoBroken',
      reason: 'It leaked elsewhere.',
      data: { from: '2026-11-23T14:00:00.000Z' },
    });
    expect(await changesOn(house, id)).toEqual([]);
    expect((await editor.act(id, 'publish', {})).statusCode).toBe(200);
  });

  it('lets it end earlier, ahead of now', async () => {
    const house = await openHouse({ seed: 'none' });
    const chief = await deskOf(house, 'chief');
    const { id } = await chief.create({ embargoUntil });
    for (const until of ['2026-11-23T12:00:00Z', '2026-11-23T14:00:00Z', '2026-11-24T00:00:00Z']) {
      const refused = await chief.act(id, 'break-embargo', { reason: 'R.', until });
      expect(refused.statusCode, until).toBe(422);
      expect(faultsOf(refused.json())).toHaveProperty('/until');
    }
    expect(
      (await chief.act(id, 'break-embargo', { reason: 'R.', until: '2026-11-23T13:00' })).statusCode,
    ).toBe(400);
    const moved = await chief.act(id, 'break-embargo', { reason: 'R.', until: '2026-11-23T14:00:00+01:00' });
    expect(moved.json().embargoUntil).toBe('2026-11-23T13:00:00.000Z');
    expect((await chief.act(id, 'publish', {})).statusCode).toBe(409);
    house.clock.set('2026-11-23T13:00:00Z');
    expect((await chief.act(id, 'publish', {})).statusCode).toBe(200);
  });

  it('is for chiefs, and for embargoes that stand', async () => {
    const house = await openHouse({ seed: 'none' });
    const [editor, chief] = [await deskOf(house, 'editor'), await deskOf(house, 'chief')];
    const { id } = await editor.create({ embargoUntil });
    expect((await editor.act(id, 'break-embargo', { reason: 'R.' })).json().scope).toBe(
      'articles:breakEmbargo',
    );
    expect((await chief.act(id, 'break-embargo')).statusCode).toBe(400);
    house.clock.set(embargoUntil);
    expect((await chief.act(id, 'break-embargo', { reason: 'R.' })).statusCode).toBe(409);
    const { id: free } = await editor.create();
    expect((await chief.act(free, 'break-embargo', { reason: 'R.' })).statusCode).toBe(409);
  });

  it('of an original does not free a translation that has its own', async () => {
    const house = await openHouse({ seed: 'none' });
    const chief = await deskOf(house, 'chief');
    const { id } = await chief.create({ embargoUntil });
    const made = await chief.send('POST', `/articles/${id}/translate`, { body: { locale: 'fr' } });
    await chief.act(id, 'break-embargo', { reason: 'R.' });
    expect((await chief.act(made.json().id, 'publish', {})).statusCode).toBe(409);
    expect((await chief.act(made.json().id, 'break-embargo', { reason: 'R.' })).statusCode).toBe(200);
    expect((await chief.act(made.json().id, 'publish', {})).statusCode).toBe(200);
  });
});
