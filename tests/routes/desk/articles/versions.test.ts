import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';
import { faultsOf } from '../../../support/walk.ts';

describe('the versions of a story', () => {
  it('are listed with who, when, why, and whether they went out', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const { id } = await desk.create({ headline: 'One' });
    await desk.act(id, 'publish', {});
    await desk.patch(id, { headline: 'Two', note: 'Better.' });
    const { data, page } = (await desk.send('GET', `/articles/${id}/versions?limit=1`)).json();
    expect(data).toMatchObject([{ version: 2, note: 'Better.', published: false, live: false }]);
    const rest = (await desk.send('GET', `/articles/${id}/versions?limit=1&cursor=${page.next}`)).json();
    expect(rest.data).toMatchObject([
      { version: 1, published: true, live: true, by: { name: "A test's editor" } },
    ]);
    const [event] = (await desk.send('GET', `/articles/${id}/history`)).json().data;
    expect(event).toMatchObject({ action: 'article.saved', reason: 'Better.' });
    expect((await desk.send('GET', `/articles/${id}/versions/1`)).json().headline).toBe('One');
    expect((await desk.send('GET', `/articles/${id}/versions/3`)).statusCode).toBe(404);
  });

  it('are walked by cursors of their own: that of another story is refused', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const [story, other] = [await desk.create({ headline: 'One' }), await desk.create({ headline: 'Other' })];
    for (const { id } of [story, other]) await desk.patch(id, { kicker: 'K' });
    const list = `/articles/${story.id}/versions?limit=1`;
    const { next } = (await desk.send('GET', list)).json().page;
    expect((await desk.send('GET', `${list}&cursor=${next}`)).json().data).toMatchObject([{ version: 1 }]);
    const refused = await desk.send('GET', `/articles/${other.id}/versions?limit=1&cursor=${next}`);
    expect(refused.statusCode).toBe(400);
    expect(faultsOf(refused.json())).toHaveProperty('cursor');
  });

  it('come back as a new version, with the slug they had, while the public sees what it saw', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const { id, body } = await desk.create({ headline: 'One', slug: 'one' });
    await desk.patch(id, { headline: 'Two', slug: 'two', bodyText: 'Else.' });
    await desk.act(id, 'publish', {});
    const back = (await desk.act(id, 'versions/1/restore')).json();
    expect(back).toMatchObject({ headline: 'One', slug: 'one', copy: { version: 3 }, body });
    expect((await house.client.get('/v1/articles/two')).json().headline).toBe('Two');
    expect((await desk.send('POST', '/articles', { body: { headline: 'X', slug: 'two' } })).statusCode).toBe(
      409,
    );
    expect((await desk.act(id, 'versions/1/restore')).json().copy.version).toBe(3);
    expect((await desk.send('POST', `/articles/${id}/versions/1/restore`)).statusCode).toBe(428);
    expect((await desk.act(id, 'versions/9/restore')).statusCode).toBe(404);
    const [event] = (await desk.send('GET', `/articles/${id}/history`)).json().data;
    expect(event).toMatchObject({
      action: 'article.restored',
      fromVersion: 2,
      toVersion: 3,
      data: { restored: 1 },
    });
  });
});
