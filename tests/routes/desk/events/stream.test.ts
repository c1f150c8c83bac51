import { describe, expect, it } from 'vitest';
import { deskOf, type Desk } from '../../../support/desk.ts';
import { followStream } from '../../../support/event-stream.ts';
import { openHouse } from '../../../support/house.ts';

type Event = { seq: number; cursor: string; action: string; subject: string };

async function eventsOf(desk: Desk, query: string): Promise<Event[]> {
  return (await desk.send('GET', `/events?${query}`)).json<{ data: Event[] }>().data;
}

describe('GET /v1/desk/events?after=', () => {
  it('lists what came later, the oldest first, in pages', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const before = await desk.create();
    const [first] = await eventsOf(desk, 'limit=1');
    const after = first!.cursor;
    const { id } = await desk.create();
    await desk.act(id, 'publish', {});
    await desk.act(id, 'withdraw', { reason: 'Wrong.', notice: 'Withdrawn.' });
    const later = await eventsOf(desk, `after=${after}&subject=${id}`);
    expect(later.map(({ action }) => action)).toEqual([
      'article.created',
      'article.published',
      'article.withdrawn',
    ]);
    const { page } = (await desk.send('GET', `/events?after=${after}&subject=${id}&limit=2`)).json();
    expect(await eventsOf(desk, `after=${after}&subject=${id}&limit=2&cursor=${page.next}`)).toEqual([
      later[2],
    ]);
    expect(await eventsOf(desk, `after=${later[2]!.cursor}`)).toEqual([]);
    expect((await eventsOf(desk, 'after=0'))[0]).toMatchObject({ subject: before.id });
  });

  it('answers 410 for an event that is not there, as after a restore, also where its number was given again', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    await desk.create();
    const [{ cursor, seq }] = (await eventsOf(desk, 'limit=1')) as [Event];
    for (const after of [cursor.replace(/-.*/, '-1'), 'zzzzzzzzzz-1', '0-1', String(seq)]) {
      const answer = await desk.send('GET', `/events?after=${after}`);
      expect([after, answer.statusCode, answer.json().detail]).toEqual([
        ...[after, 410],
        expect.stringContaining('Begin anew at /v1/desk/events'),
      ]);
    }
    for (const path of ['/events', '/events/stream']) {
      const answer = await desk.send('GET', `${path}?after=what`);
      expect([answer.statusCode, answer.json().errors]).toMatchObject([400, [{ parameter: 'after' }]]);
    }
  });
});

describe('GET /v1/desk/events/stream', () => {
  const path = '/v1/desk/events/stream';

  it('tells of drafts as of publications, only what the key may see, and goes on after a cut', async () => {
    const house = await openHouse({ seed: 'none' });
    const [desk, admin] = [await deskOf(house, 'chief'), await deskOf(house, 'admin')];
    const stream = await followStream(house, path, desk.key);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
    await admin.send('POST', '/keys', { body: { name: 'Laptop', role: 'editor', actor: { name: 'Jane' } } });
    const { id } = await desk.create();
    const created = await stream.next();
    expect(created!.event).toBeUndefined();
    const [told] = await eventsOf(desk, `subject=${id}`);
    expect([JSON.parse(created!.data!), created!.id]).toEqual([told, told!.cursor]);
    stream.abort();
    await desk.act(id, 'publish', {});
    const headers = { ...desk.key, 'last-event-id': created!.id! };
    const again = await followStream(house, `${path}?action=article.published`, headers);
    expect(JSON.parse((await again.next())!.data!)).toMatchObject({
      action: 'article.published',
      subject: id,
    });
  });

  it('ends when the key is revoked, and with the server', async () => {
    const house = await openHouse({ seed: 'none' });
    const admin = await deskOf(house, 'admin');
    const order = { name: 'Laptop', role: 'editor', actor: { name: 'Jane' } };
    const { id, secret } = (await admin.send('POST', '/keys', { body: order })).json<
      Record<string, string>
    >();
    const stream = await followStream(house, path, { authorization: `Bearer ${secret}` });
    const other = await followStream(house, `${path}?action=article.killed`, admin.key);
    await admin.send('POST', `/keys/${id}/revoke`, {});
    expect(await stream.next()).toBeUndefined();
    expect(await Promise.all([other.next(), house.close()])).toEqual([undefined, undefined]);
  });

  it('says so once where there is no such event, and refuses strangers', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    await desk.create();
    const [{ cursor, seq }] = (await eventsOf(desk, 'limit=1')) as [Event];
    for (const seen of [cursor.replace(/-.*/, '-1'), String(seq), 'what is this']) {
      const stream = await followStream(house, path, { ...desk.key, 'last-event-id': seen });
      const reset = await stream.next();
      expect([reset!.event, reset!.id, await stream.next()]).toEqual(['reset', cursor, undefined]);
    }
    expect((await followStream(house, path)).response.status).toBe(401);
    const reporter = await deskOf(house, 'reporter');
    expect((await followStream(house, path, reporter.key)).response.status).toBe(403);
  });
});
