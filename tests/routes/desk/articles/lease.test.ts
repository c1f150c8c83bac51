import { describe, expect, it } from 'vitest';
import { actionsOn, publicRevisionOf, eventsOn } from '../../../support/at-desk.ts';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';

async function twoEditors() {
  const house = await openHouse({ seed: 'none' });
  const [one, other] = [await deskOf(house, 'editor'), await deskOf(house, 'editor')];
  const { id, etag, createdBy } = await one.create();
  return { house, one, other, id, etag, createdBy, path: `/articles/${id}/lease` };
}

describe('the lease of a story', () => {
  it('says who is at work on it, since when and until when, and is gone two minutes after they last said so', async () => {
    const { house, one, id, path, createdBy } = await twoEditors();
    const first = await one.send('PUT', path, { body: {} });
    expect([first.statusCode, first.json()]).toEqual([
      200,
      { actor: createdBy, since: '2026-11-23T12:00:00.000Z', until: '2026-11-23T12:02:00.000Z' },
    ]);
    house.clock.advance(90_000);
    const again = (await one.send('PUT', path, { body: {} })).json();
    expect(again).toMatchObject({ since: '2026-11-23T12:00:00.000Z', until: '2026-11-23T12:03:30.000Z' });
    house.clock.advance(119_999);
    expect((await one.read(id)).lease).toEqual(again);
    expect((await one.send('GET', '/articles')).json().data[0].lease).toEqual(again);
    house.clock.advance(1);
    expect((await one.read(id)).lease).toBeUndefined();
    expect((await one.send('GET', '/articles')).json().data[0].lease).toBeUndefined();
    const anew = (await one.send('PUT', path, { body: {} })).json();
    expect(anew.since).toBe('2026-11-23T12:03:30.000Z');
  });

  it('is refused to another, who is told who has it, until it runs out', async () => {
    const { house, one, other, path, createdBy } = await twoEditors();
    await one.send('PUT', path, { body: {} });
    for (const answer of [await other.send('PUT', path, { body: {} }), await other.send('DELETE', path)]) {
      expect(answer.statusCode).toBe(409);
      expect(answer.json()).toMatchObject({
        detail: expect.stringContaining("A test's editor has been at work"),
        lease: { actor: createdBy, since: '2026-11-23T12:00:00.000Z', until: '2026-11-23T12:02:00.000Z' },
      });
    }
    house.clock.advance(120_000);
    expect((await other.send('PUT', path, { body: {} })).statusCode).toBe(200);
    expect((await one.send('PUT', path, { body: {} })).statusCode).toBe(409);
  });

  it('can be taken over, which is on record; to begin and to go on is not', async () => {
    const { house, one, other, id, path, createdBy } = await twoEditors();
    await one.send('PUT', path, { body: {} });
    await one.send('PUT', path, { body: { takeOver: true } });
    expect(await actionsOn(house, id)).toEqual(['article.created']);
    house.clock.advance(1000);
    const taken = await other.send('PUT', path, { body: { takeOver: true } });
    expect(taken.json().since).toBe('2026-11-23T12:00:01.000Z');
    expect(await eventsOn(house, id)).toMatchObject([
      { action: 'article.leaseTakenOver', data: { from: createdBy.id }, by: taken.json().actor },
      { action: 'article.created' },
    ]);
    expect((await one.send('PUT', path, { body: {} })).statusCode).toBe(409);
  });

  it('binds nobody, and moves neither its revision nor its etag nor the public revision', async () => {
    const { house, one, other, id, etag, path } = await twoEditors();
    const revision = await publicRevisionOf(house);
    await one.send('PUT', path, { body: {} });
    expect((await one.read(id)).etag).toBe(etag);
    const saved = await other.send('PATCH', `/articles/${id}`, { etag, body: { kicker: 'K' } });
    expect([saved.statusCode, saved.json().lease.actor.id]).toEqual([200, saved.json().createdBy.id]);
    expect(await publicRevisionOf(house)).toBe(revision);
    await other.act(id, 'publish', {});
    expect((await one.read(id)).lease).toBeDefined();
  });

  it('is given back by who has it, and to give back nothing changes nothing', async () => {
    const { one, other, id, path } = await twoEditors();
    await one.send('PUT', path, { body: {} });
    expect((await one.send('DELETE', path)).statusCode).toBe(204);
    expect((await one.read(id)).lease).toBeUndefined();
    expect((await other.send('DELETE', path)).statusCode).toBe(204);
    expect((await other.send('PUT', path, { body: {} })).statusCode).toBe(200);
  });

  it('keeps nothing of a dry run, is none of a deleted story, and of none that a reporter may not see', async () => {
    const { house, one, id, path } = await twoEditors();
    expect((await one.send('PUT', `${path}?dryRun=true`, { body: {} })).statusCode).toBe(200);
    const { lease, etag } = await one.read(id);
    expect(lease).toBeUndefined();
    const reporter = await deskOf(house, 'reporter');
    expect((await reporter.send('PUT', path, { body: {} })).statusCode).toBe(404);
    expect((await reporter.send('DELETE', path)).statusCode).toBe(404);
    await one.send('DELETE', `/articles/${id}`, { etag });
    expect((await one.send('PUT', path, { body: {} })).json()).toMatchObject({
      status: 409,
      actions: ['undelete'],
    });
  });
});
